"""What the database has and a complete file would have named: counted and told, never touched.

Called by importer.py.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models

from selfexam.catalogue.importing.comparing import Compared, attribute, in_batches
from selfexam.catalogue.importing.problems import Outcome

MOST_MISSING_TOLD = 20


class Missing:
    """Credits of the people in the file, records of the schools in the file: whatever `within` names."""

    def __init__(self, model: type[models.Model], key: tuple[str, ...], within: str) -> None:
        self.model, self.key, self.within = model, key, within
        self.scope: set[Any] = set()
        self.inside = self.coming = 0

    def note(self, compared: Sequence[Compared]) -> None:
        """`inside` are rows that already stood within the scope, `coming` those that only writing brings there."""
        if not self.within:
            return
        name = attribute(self.model, self.within)
        for one in compared:
            self.scope.add(getattr(one.row, name))
            if one.is_new or self.within in one.different:
                self.coming += 1
            else:
                self.inside += 1

    def tell(self, outcome: Outcome, seen: dict[tuple[Any, ...], int], *, written: bool) -> None:
        if not self.within:
            return
        named = self.inside + (self.coming if written else 0)
        there = sum(self._rows(values).count() for values in in_batches(list(self.scope)))
        outcome.missing = max(there - named, 0)
        if outcome.missing:
            outcome.missing_told = self._first(seen)

    def _rows(self, values: list[Any]) -> "models.QuerySet[models.Model]":
        return self.model._default_manager.filter(**{f"{self.within}__in": values})

    def _first(self, seen: dict[tuple[Any, ...], int]) -> list[str]:
        attributes = [attribute(self.model, name) for name in self.key]
        relations = [f.name for f in self.model._meta.fields if f.is_relation and f.name in self.key]
        found: list[int] = []
        for values in in_batches(sorted(self.scope)):
            for pk, *key in self._rows(values).values_list("pk", *attributes).iterator():
                if tuple(key) not in seen:
                    found.append(pk)
                    if len(found) == MOST_MISSING_TOLD:
                        break
            if len(found) == MOST_MISSING_TOLD:
                break
        rows = self.model._default_manager.filter(pk__in=found).select_related(*relations)
        return [str(row) for row in rows]
