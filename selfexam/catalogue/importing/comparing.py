"""Compares parsed rows with the database, in words, without writing. Called by importer.py.

The number of queries grows with pieces of rows, not with rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from selfexam.catalogue.importing.problems import Outcome
from selfexam.catalogue.importing.tables import Row

_BATCH = 500


@dataclass(frozen=True)
class Parsed:
    """One row understood: the values that find it and the values it sets."""

    row: Row
    key: tuple[Any, ...]
    values: dict[str, Any]

    def stored(self) -> dict[str, Any]:
        return {name: value for name, value in self.values.items() if not name.startswith("_")}


@dataclass(frozen=True)
class Compared:
    """A row of the file beside the one of the database (`row`, unsaved if new) and the fields that differ.

    `changes` are (what, from, to) in words; encrypted values and their digests are never among them. `before` has the
    values of the fields that differ, as they stood.
    """

    parsed: Parsed
    row: models.Model
    is_new: bool
    different: tuple[str, ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    before: tuple[tuple[str, Any], ...] = ()

    @property
    def differs(self) -> bool:
        return self.is_new or bool(self.different)


def plain_key(values: dict[str, Any], names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(_plain(values[name]) for name in names)


def compare(
    model: type[models.Model], key: tuple[str, ...], parsed: Sequence[Parsed], outcome: Outcome
) -> Iterator[Compared]:
    """In the order of the file; counts and tells in `outcome` what would be done. Changes no row of the database."""
    existing = _existing(model, key, parsed)
    attributes = _Attributes(model)
    for item in parsed:
        row = existing.get(item.key)
        if row is None:
            outcome.added += 1
            yield Compared(item, model(**item.stored()), True)
            continue
        values = item.stored()
        different = tuple(n for n, v in values.items() if getattr(row, attributes[n]) != _plain(v))
        changes = tuple(_changes(model, row, values, different))
        before = tuple((name, getattr(row, attributes[name])) for name in different)
        if different:
            outcome.changed += 1
            outcome.tell(f"第 {item.row.number} 行：{_told(changes)}")
        else:
            outcome.unchanged += 1
        for name, value in values.items():
            # Relations too: whoever words the change needs no query for them.
            setattr(row, name, value)
        yield Compared(item, row, False, different, changes, before)


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
        attributes = [attribute(model, name) for name in key]
        for values in in_batches(list(own)):
            rows = model._default_manager.filter(**{f"{field.name}__in": values})
            for value, *found in rows.values_list(field.name, *attributes):
                if tuple(found) != own[value]:
                    yield seen[value], column, f"“{value}”在数据库中已有，属于 {'、'.join(map(str, found))}"


def in_batches(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]


def attribute(model: type[models.Model], name: str) -> str:
    """The column's own attribute: comparing a foreign key by its id asks no query."""
    return str(getattr(model._meta.get_field(name), "attname", name))


class _Attributes(dict[str, str]):
    """`attribute` of one model, looked up once a name."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    def __missing__(self, name: str) -> str:
        self[name] = attribute(self.model, name)
        return self[name]


def _existing(
    model: type[models.Model], key: tuple[str, ...], parsed: Sequence[Parsed]
) -> dict[tuple[Any, ...], models.Model]:
    """Rows that the file may mean, found by the first key field."""
    found: dict[tuple[Any, ...], models.Model] = {}
    attributes = [attribute(model, name) for name in key]
    for values in in_batches(list({item.key[0] for item in parsed})):
        for row in model._default_manager.filter(**{f"{key[0]}__in": values}):
            found[tuple(getattr(row, name) for name in attributes)] = row
    return found


def _changes(
    model: type[models.Model], row: models.Model, values: dict[str, Any], different: Sequence[str]
) -> Iterator[tuple[str, str, str]]:
    for name in different:
        field = model._meta.get_field(name)
        if not isinstance(field, models.Field) or name.endswith("_digest"):
            continue
        label = str(field.verbose_name)
        if type(field).__name__.startswith("Encrypted"):
            yield label, "", "有变化"
        elif field.is_relation:
            yield "" if label.isascii() else label, "", str(values[name] or "空")
        else:
            yield label, _shown(field, getattr(row, name)), _shown(field, values[name])


def _told(changes: Sequence[tuple[str, str, str]]) -> str:
    told = []
    for what, before, after in changes:
        if before:
            told.append(f"{what} {before} → {after}")
        elif after == "有变化":
            told.append(f"{what} 有变化")
        else:
            told.append(f"{what} 改为 {after}".strip())
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


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
