"""The operation that makes an app's tables at once makes what Django's own operations make one after another."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations import Migration
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from selfexam.create_tables import CreateTables

APP = "shelves"


def operations() -> list[Operation]:
    return [
        CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9))]),
        CreateModel("Book", [("id", models.BigAutoField(primary_key=True)), ("pages", models.IntegerField())]),
        AddField("book", "shelf", models.ForeignKey("shelves.shelf", models.CASCADE)),
        AddField("shelf", "guests", models.ManyToManyField("shelves.book", related_name="+")),
        AddIndex("book", models.Index(fields=["pages"], name="by_pages")),
        AddConstraint("book", models.CheckConstraint(condition=models.Q(pages__gt=0), name="has_pages")),
        AddConstraint("book", models.UniqueConstraint(fields=["shelf", "pages"], name="one_of_a_size")),
    ]


def apply(steps: list[Operation]) -> ProjectState:
    migration = Migration("0001_tables", APP)
    migration.operations = steps
    with connection.schema_editor() as editor:
        return migration.apply(ProjectState(), editor)


def undo(steps: list[Operation]) -> None:
    migration = Migration("0001_tables", APP)
    migration.operations = steps
    with connection.schema_editor() as editor:
        migration.unapply(ProjectState(), editor)


def shape() -> dict[str, object]:
    """What the database itself says of the tables."""
    found: dict[str, object] = {}
    with connection.cursor() as cursor:
        for table in ("shelves_shelf", "shelves_book", "shelves_shelf_guests"):
            for column in connection.introspection.get_table_description(cursor, table):
                found[f"{table}.{column.name}"] = (column.type_code, column.null_ok)
            for name, facts in connection.introspection.get_constraints(cursor, table).items():
                # What has no name in the model may be called differently after each.
                key = name if name in ("by_pages", "has_pages", "one_of_a_size") else str(facts["columns"])
                found[f"{table} {key}"] = {k: v for k, v in facts.items() if k not in ("definition", "options")}
    return found


@pytest.fixture
def tables(transactional_db: None) -> Iterator[ProjectState]:
    steps = [CreateTables(operations())]
    yield apply(steps)
    undo(steps)
    assert not [name for name in connection.introspection.table_names() if name.startswith(APP)]


def test_the_tables_are_those_of_the_single_operations(transactional_db: None) -> None:
    seen = []
    for steps in (operations(), [CreateTables(operations())]):
        apply(steps)
        seen.append(shape())
        undo(steps)
    assert seen[0] == seen[1]
    assert len(seen[0]) > 12


def test_fields_and_constraints_added_afterwards_are_in_force(tables: ProjectState) -> None:
    shelf_model, book_model = (tables.apps.get_model(APP, name) for name in ("shelf", "book"))
    shelf = shelf_model.objects.create(name="A")
    shelf.guests.add(book_model.objects.create(pages=300, shelf=shelf))
    for pages in (0, 300):
        with pytest.raises(IntegrityError), transaction.atomic():
            book_model.objects.create(pages=pages, shelf=shelf)
    assert shelf.guests.count() == 1


def test_an_operation_on_another_model_is_refused() -> None:
    with pytest.raises(ValueError, match="user is not made here"):
        CreateTables([*operations(), AddField("user", "shelf", models.IntegerField())])


def test_it_can_be_written_into_a_file_like_any_other() -> None:
    migration = Migration("0001_tables", APP)
    migration.operations = [CreateTables(operations())]
    text = MigrationWriter(migration, include_header=False).as_string()
    assert "selfexam.create_tables.CreateTables(" in text
    assert text.count("migrations.AddConstraint(") == 2
