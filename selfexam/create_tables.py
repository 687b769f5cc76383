"""A migration operation that makes the tables of a new app in one step, each as its model finally is.

Django builds every related model class anew after each CreateModel and AddField, nearly all models of the portal being
related by way of its users: with 95 models that is most of the time of a first `migrate`. Here the classes are built
once an app (docs/decisions/0016-first-migrations-are-one-step.md).
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class CreateTables(Operation):
    """What makemigrations wrote for a new app: CreateModel, and what it adds to these same models afterwards.

    Every added field, index and constraint has to belong to a model made here: it is made together with its table.
    Only for the first migration of an app. Raises ValueError for an operation that speaks of another model.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ("operations",)  # type: ignore[assignment]

    def __init__(self, operations: Sequence[Any]) -> None:
        self.operations = operations
        self.models = [each.name for each in operations if isinstance(each, CreateModel)]
        made = {name.lower() for name in self.models}
        for each in operations:
            if not isinstance(each, CreateModel) and each.model_name.lower() not in made:
                raise ValueError(f"{each.model_name} is not made here: {each.describe()}")

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without built classes the state is a dictionary, and adding to it costs nothing.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in self._models_of(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for model in reversed(self._models_of(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def _models_of(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState) -> list[Any]:
        models = [state.apps.get_model(app_label, name) for name in self.models]
        return [each for each in models if self.allow_migrate_model(schema_editor.connection.alias, each)]

    def describe(self) -> str:
        return f"Create the tables of {', '.join(self.models)}"
