"""How one kind of file becomes rows of the database: read every row, collect every mistake, write in bulk.

An importer names its columns and turns a row into the values of one model row. Existing rows are found by their key and
changed only where they differ, so that importing a file twice does nothing the second time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from selfexam.catalogue.importing.problems import BadCell, Outcome, Problem
from selfexam.catalogue.importing.tables import Row, Table


@dataclass(frozen=True)
class Parsed:
    """One row understood: the values that find it and the values it sets."""

    row: Row
    key: tuple[Any, ...]
    values: dict[str, Any]


@dataclass(frozen=True)
class Importer:
    """`read` is called once a file and returns the function that parses its rows (it may look things up first)."""

    stem: str
    order: int
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    optional: tuple[str, ...]
    read: Callable[[Sequence[Row]], Callable[[Row], dict[str, Any]]]
    after: Callable[[Sequence[Parsed], Sequence[models.Model]], None] | None = None


IMPORTERS: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    IMPORTERS[importer.stem] = importer


def take(importer: Importer, table: Table) -> Outcome:
    """Import one table inside the caller's transaction; with any problem nothing of it is written."""
    outcome = Outcome(table.file, importer.stem, rows=len(table.rows))
    missing = [name for name in importer.columns if name not in table.columns]
    unknown = [name for name in table.columns if name not in (*importer.columns, *importer.optional)]
    if missing:
        outcome.problems.append(Problem(table.file, 1, "", f"缺少列：{'、'.join(missing)}"))
    if unknown:
        outcome.problems.append(Problem(table.file, 1, "", f"不认识的列：{'、'.join(unknown)}"))
    if outcome.problems:
        return outcome
    parsed = _parse(importer, table, outcome)
    if not outcome.problems:
        _write(importer, parsed, outcome)
    return outcome


def _parse(importer: Importer, table: Table, outcome: Outcome) -> list[Parsed]:
    parse = importer.read(table.rows)
    parsed: list[Parsed] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row in table.rows:
        try:
            values = parse(row)
            key = tuple(_plain(values[name]) for name in importer.key)
            if key in seen:
                raise BadCell("", f"与第 {seen[key]} 行重复")
            seen[key] = row.number
            _validate(importer, values)
            parsed.append(Parsed(row, key, values))
        except BadCell as bad:
            outcome.problems.append(Problem(table.file, row.number, bad.column, bad.sentence))
    return parsed


def _validate(importer: Importer, values: dict[str, Any]) -> None:
    """The model's own field rules, told with the field's Chinese name."""
    instance = importer.model(**{k: v for k, v in values.items() if not k.startswith("_")})
    try:
        instance.clean_fields(exclude=[f.name for f in importer.model._meta.fields if f.name not in values])
    except ValidationError as error:
        name, sentences = next(iter(error.message_dict.items()))
        raise BadCell(str(importer.model._meta.get_field(name).verbose_name), sentences[0]) from None


def _write(importer: Importer, parsed: list[Parsed], outcome: Outcome) -> None:
    existing = _existing(importer, parsed)
    new, changed, touched = [], [], []
    fields = [k for k in (parsed[0].values if parsed else {}) if not k.startswith("_")]
    for item in parsed:
        values = {k: v for k, v in item.values.items() if not k.startswith("_")}
        row = existing.get(item.key)
        if row is None:
            new.append(importer.model(**values))
            touched.append(new[-1])
            continue
        touched.append(row)
        if any(getattr(row, _attribute(importer.model, k)) != _plain(v) for k, v in values.items()):
            for k, v in values.items():
                setattr(row, k, v)
            changed.append(row)
    manager = importer.model._default_manager
    manager.bulk_create(new, batch_size=1000)
    if changed:
        manager.bulk_update(changed, [f for f in fields if f not in importer.key], batch_size=500)
    outcome.added, outcome.changed = len(new), len(changed)
    outcome.unchanged = len(parsed) - len(new) - len(changed)
    if importer.after is not None:
        importer.after(parsed, touched)


def _existing(importer: Importer, parsed: list[Parsed]) -> dict[tuple[Any, ...], models.Model]:
    """Rows that the file may mean, found by the first key field in a few queries."""
    first = importer.key[0]
    found: dict[tuple[Any, ...], models.Model] = {}
    wanted = list({item.key[0] for item in parsed})
    for start in range(0, len(wanted), 500):
        for row in importer.model._default_manager.filter(**{f"{first}__in": wanted[start : start + 500]}):
            found[tuple(getattr(row, _attribute(importer.model, name)) for name in importer.key)] = row
    return found


def _attribute(model: type[models.Model], name: str) -> str:
    """The column's own attribute: comparing a foreign key by its id asks no query."""
    return str(getattr(model._meta.get_field(name), "attname", name))


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
