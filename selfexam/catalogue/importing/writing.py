"""Compares parsed rows with the database and writes what differs, in bulk: importing a file twice does nothing.

The number of queries grows with batches of rows, not with rows. Called by importer.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from selfexam.catalogue.importing.problems import Outcome
from selfexam.catalogue.importing.tables import Row

MOST_CHANGES_TOLD = 20
_BATCH = 500


@dataclass(frozen=True)
class Parsed:
    """One row understood: the values that find it and the values it sets."""

    row: Row
    key: tuple[Any, ...]
    values: dict[str, Any]

    def stored(self) -> dict[str, Any]:
        return {name: value for name, value in self.values.items() if not name.startswith("_")}


def plain_key(values: dict[str, Any], names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(_plain(values[name]) for name in names)


def write(
    model: type[models.Model], key: tuple[str, ...], parsed: Sequence[Parsed], outcome: Outcome
) -> list[models.Model]:
    """The rows as they stand afterwards, in the order of the file."""
    existing = _existing(model, key, parsed)
    new: list[models.Model] = []
    changed: list[models.Model] = []
    written: list[models.Model] = []
    for item in parsed:
        values, row = item.stored(), existing.get(item.key)
        if row is None:
            row = model(**values)
            new.append(row)
        else:
            different = [n for n, v in values.items() if getattr(row, _attribute(model, n)) != _plain(v)]
            if different:
                outcome.changes.append(f"第 {item.row.number} 行：{_told(model, row, values, different)}")
                for name in different:
                    setattr(row, name, values[name])
                changed.append(row)
        written.append(row)
    model._default_manager.bulk_create(new, batch_size=1000)
    if changed:
        fields = [name for name in parsed[0].stored() if name not in key]
        model._default_manager.bulk_update(changed, fields, batch_size=_BATCH)
    outcome.added, outcome.changed = len(new), len(changed)
    outcome.unchanged = len(parsed) - len(new) - len(changed)
    return written


def taken_elsewhere(
    model: type[models.Model], key: tuple[str, ...], parsed: Sequence[Parsed]
) -> Iterator[tuple[int, str, str]]:
    """(row, column, sentence) where another row, of the file or the database, has a value that must be unique."""
    for field in model._meta.fields:
        if not field.unique or field.name in key or not parsed or field.name not in parsed[0].values:
            continue
        column = str(field.verbose_name)
        seen: dict[Any, int] = {}
        for item in parsed:
            value = item.values[field.name]
            if value in seen:
                yield item.row.number, column, f"“{value}”与第 {seen[value]} 行相同"
            seen.setdefault(value, item.row.number)
        own = {item.values[field.name]: item.key for item in parsed}
        attributes = [_attribute(model, name) for name in key]
        for values in _in_batches(list(own)):
            rows = model._default_manager.filter(**{f"{field.name}__in": values})
            for value, *found in rows.values_list(field.name, *attributes):
                if tuple(found) != own[value]:
                    yield seen[value], column, f"“{value}”在数据库中已有，属于 {'、'.join(map(str, found))}"


def _existing(
    model: type[models.Model], key: tuple[str, ...], parsed: Sequence[Parsed]
) -> dict[tuple[Any, ...], models.Model]:
    """Rows that the file may mean, found by the first key field."""
    found: dict[tuple[Any, ...], models.Model] = {}
    attributes = [_attribute(model, name) for name in key]
    for values in _in_batches(list({item.key[0] for item in parsed})):
        for row in model._default_manager.filter(**{f"{key[0]}__in": values}):
            found[tuple(getattr(row, name) for name in attributes)] = row
    return found


def _in_batches(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]


def _told(model: type[models.Model], row: models.Model, values: dict[str, Any], different: Sequence[str]) -> str:
    """What changes, in words; encrypted values and their digests are never printed."""
    told = []
    for name in different:
        field = model._meta.get_field(name)
        if not isinstance(field, models.Field) or name.endswith("_digest"):
            continue
        label = str(field.verbose_name)
        if type(field).__name__.startswith("Encrypted"):
            told.append(f"{label} 有变化")
        elif field.is_relation:
            told.append(f"{'' if label.isascii() else label + ' '}改为 {values[name]}")
        else:
            told.append(f"{label} {_shown(field, getattr(row, name))} → {_shown(field, values[name])}")
    return "；".join(told) or "内部值有变化"


def _shown(field: "models.Field[Any, Any]", value: Any) -> str:
    """Codes by their words, empty values as 空, moments in local time."""
    if value in (None, ""):
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return str(dict(field.flatchoices).get(value, value))


def _attribute(model: type[models.Model], name: str) -> str:
    """The column's own attribute: comparing a foreign key by its id asks no query."""
    return str(getattr(model._meta.get_field(name), "attname", name))


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
