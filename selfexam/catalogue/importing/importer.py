"""What kinds of table there are, and how one of them becomes rows of the database. Called by run.py.

An importer names its columns and turns a row into the values of one model row; writing.py compares and writes them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from selfexam.catalogue.importing.problems import BadCell, Outcome
from selfexam.catalogue.importing.tables import Row, Table
from selfexam.catalogue.importing.writing import Parsed, plain_key, taken_elsewhere, write

__all__ = ["IMPORTERS", "Importer", "Parsed", "kind_of", "parse", "register", "take"]


@dataclass(frozen=True)
class Importer:
    """`read` is called once a table and returns the function that parses its rows (it may look things up first).

    Values whose name begins with an underscore are for `after` only, which sees the parsed and the written rows.
    """

    stem: str
    order: int
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    optional: tuple[str, ...]
    read: Callable[[Sequence[Row]], Callable[[Row], dict[str, Any]]]
    after: Callable[[Sequence[Parsed], Sequence[models.Model]], None] | None = None

    def fits(self, columns: Sequence[str]) -> bool:
        return set(self.columns) <= set(columns) <= {*self.columns, *self.optional}


IMPORTERS: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    IMPORTERS[importer.stem] = importer


def kind_of(table: Table, stem: str, *, alone: bool) -> Importer | None:
    """By the sheet's name, by the file's name if it holds one table, else by a header that fits one kind only."""
    named = IMPORTERS.get(table.sheet) or (IMPORTERS.get(stem) if alone else None)
    if named is not None:
        return named
    fitting = [importer for importer in IMPORTERS.values() if importer.fits(table.columns)]
    return fitting[0] if len(fitting) == 1 else None


def take(importer: Importer, table: Table) -> Outcome:
    """Import one table inside the caller's transaction; with any problem nothing of it is written."""
    outcome = Outcome(table.file, importer.stem, rows=len(table.rows), problems=list(table.problems))
    missing = [name for name in importer.columns if name not in table.columns]
    unknown = [name for name in table.columns if name not in (*importer.columns, *importer.optional)]
    if missing:
        outcome.problems.append(table.problem(1, "", f"缺少列：{'、'.join(missing)}"))
    if unknown:
        outcome.problems.append(table.problem(1, "", f"不认识的列：{'、'.join(unknown)}"))
    if outcome.problems:
        return outcome
    parsed = parse(importer, table, outcome)
    if not outcome.problems:
        written = write(importer.model, importer.key, parsed, outcome)
        if importer.after is not None:
            importer.after(parsed, written)
    return outcome


def parse(importer: Importer, table: Table, outcome: Outcome) -> list[Parsed]:
    """Every row understood; what is not understood becomes a problem of `outcome`."""
    read = importer.read(table.rows)
    parsed: list[Parsed] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row in table.rows:
        try:
            values = read(row)
            key = plain_key(values, importer.key)
            if key in seen:
                raise BadCell("", f"与第 {seen[key]} 行重复")
            seen[key] = row.number
            _check_fields(importer.model, values)
            parsed.append(Parsed(row, key, values))
        except BadCell as bad:
            outcome.problems.append(table.problem(row.number, bad.column, bad.sentence))
    for row_number, column, sentence in taken_elsewhere(importer.model, importer.key, parsed):
        outcome.problems.append(table.problem(row_number, column, sentence))
    return parsed


def _check_fields(model: type[models.Model], values: dict[str, Any]) -> None:
    """The model's own field rules, told with the field's Chinese name. Relations were looked up already: no query."""
    for field in model._meta.fields:
        if field.name not in values or field.is_relation:
            continue
        try:
            field.clean(values[field.name], None)
        except ValidationError as error:
            long = error.error_list[0].code == "max_length"
            sentence = f"超过 {field.max_length} 个字，请缩短" if long else error.messages[0]
            raise BadCell(str(field.verbose_name), sentence) from None
