"""What kinds of table there are, and how one of them becomes rows of the database. Called by run.py.

An importer names its columns and turns a row into the values of one model row; comparing.py and writing.py do the rest,
a piece of the table at a time, so that a long table needs no more memory than a short one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from selfexam.catalogue.importing.comparing import Compared, Parsed, compare, plain_key, taken_elsewhere
from selfexam.catalogue.importing.missing import Missing
from selfexam.catalogue.importing.problems import BadCell, NotThere, Outcome
from selfexam.catalogue.importing.tables import Row, Table
from selfexam.catalogue.importing.writing import write

__all__ = ["IMPORTERS", "Importer", "Parsed", "Source", "kind_of", "parse", "register", "take"]

# Rows understood, compared and written together.
PIECE = 2000
# What is equal to itself for good; 1 and True are told apart by their type.
_COMPARABLE = {str, int, bool, date, type(None)}


@dataclass(frozen=True)
class Source:
    """Where a table comes from: the file's name and who imports it (None: the command line)."""

    file: str
    by_id: int | None = None


@dataclass(frozen=True)
class Importer:
    """`read` is called for every piece of a table and returns the function that parses its rows.

    Values whose name begins with an underscore are not stored; `_warnings` are told. `after` sees the parsed and the
    written rows. `guard` says what may not be changed, `remember` is told what was. A file is complete for each value
    of `within`: what the database has there beyond the file is counted as missing, and never touched.
    """

    stem: str
    order: int
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[str, ...]
    optional: tuple[str, ...]
    read: Callable[[Sequence[Row]], Callable[[Row], dict[str, Any]]]
    after: Callable[[Sequence[Parsed], Sequence[models.Model]], None] | None = None
    within: str = ""
    guard: Callable[[Sequence[Compared]], Iterator[tuple[int, str, str]]] | None = None
    remember: Callable[[Sequence[Compared], Source], None] | None = None

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


@dataclass
class Taking:
    """How a table is taken: `writes` False only compares; `echoing` lets go of what earlier tables' mistakes cause."""

    writes: bool = True
    echoing: bool = False
    by_id: int | None = None
    progress: Callable[[int, int], None] | None = None
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    warned: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)


def take(importer: Importer, table: Table, how: Taking) -> Outcome:
    """One table inside the caller's transaction. With any problem the caller has to roll back what was written."""
    outcome = Outcome(table.file, importer.stem, rows=len(table.rows))
    for problem in table.problems:
        outcome.refuse(problem)
    _check_header(importer, table, outcome)
    if outcome.problems:
        # A merged cell leaves the others empty, a header without its column all of them: only echoes would follow.
        return outcome
    missing = Missing(importer.model, importer.key, importer.within)
    for start in range(0, len(table.rows), PIECE):
        piece = table.rows[start : start + PIECE]
        compared = list(compare(importer.model, importer.key, parse(importer, table, piece, outcome, how), outcome))
        _guard(importer, table, compared, outcome)
        if how.writes:
            write(importer.model, importer.key, compared)
            if importer.after is not None:
                importer.after([one.parsed for one in compared], [one.row for one in compared])
            if importer.remember is not None and not outcome.problems:
                importer.remember([one for one in compared if one.differs], Source(table.file, how.by_id))
        missing.note(compared)
        if how.progress is not None:
            how.progress(start + len(piece), len(table.rows))
    if not outcome.problems:
        missing.tell(outcome, how.seen, written=how.writes)
    outcome.warnings = [
        f"{column}：{sentence}（第 {first} 行{f'起，共 {count:,} 行' if count > 1 else ''}）"
        for (column, sentence), (first, count) in how.warned.items()
    ]
    return outcome


def _check_header(importer: Importer, table: Table, outcome: Outcome) -> None:
    missing = [name for name in importer.columns if name not in table.columns]
    unknown = [name for name in table.columns if name not in (*importer.columns, *importer.optional)]
    if len(missing) == len(importer.columns) and table.columns:
        sentence = "一个认识的列名也没有：请检查第一行是不是列名，文字编码是不是 UTF-8 或 GB18030"
        outcome.refuse(table.problem(1, "", sentence))
        return
    if missing:
        outcome.refuse(table.problem(1, "", f"缺少列：{'、'.join(missing)}"))
    if unknown:
        outcome.refuse(table.problem(1, "", f"不认识的列：{'、'.join(unknown)}"))


def parse(importer: Importer, table: Table, rows: Sequence[Row], outcome: Outcome, how: Taking) -> list[Parsed]:
    """Every row understood; what is not understood becomes a problem of `outcome`."""
    read = importer.read(rows)
    rules = _FieldRules(importer.model)
    parsed: list[Parsed] = []
    for row in rows:
        try:
            values = read(row)
            key = plain_key(values, importer.key)
            if key in how.seen:
                raise BadCell("", f"与第 {how.seen[key]} 行重复")
            how.seen[key] = row.number
            rules.check(values)
            parsed.append(Parsed(row, key, values))
            for warning in values.get("_warnings", ()):
                first, count = how.warned.get(warning, (row.number, 0))
                how.warned[warning] = (first, count + 1)
        except BadCell as bad:
            if how.echoing and isinstance(bad, NotThere):
                outcome.echoes += 1
            else:
                outcome.refuse(table.problem(row.number, bad.column, bad.sentence))
    taken = list(taken_elsewhere(importer.model, importer.key, parsed))
    for row_number, column, sentence in taken:
        outcome.refuse(table.problem(row_number, column, sentence))
    refused = {row_number for row_number, _, _ in taken}
    return [item for item in parsed if item.row.number not in refused]


def _guard(importer: Importer, table: Table, compared: Sequence[Compared], outcome: Outcome) -> None:
    if importer.guard is not None:
        for row_number, column, sentence in importer.guard(compared):
            outcome.refuse(table.problem(row_number, column, sentence))


class _FieldRules:
    """The model's own field rules, told with the field's Chinese name. Relations were looked up already: no query.

    A long table says few different things in most columns: what was right once is not asked again.
    """

    def __init__(self, model: type[models.Model]) -> None:
        self.fields = [field_ for field_ in model._meta.fields if not field_.is_relation]
        self.right: set[tuple[str, type, Any] | None] = set()

    def check(self, values: dict[str, Any]) -> None:
        for field_ in self.fields:
            if field_.name not in values:
                continue
            value = values[field_.name]
            asked = (field_.name, type(value), value) if type(value) in _COMPARABLE else None
            if asked in self.right:
                continue
            try:
                field_.clean(value, None)
            except ValidationError as error:
                long = error.error_list[0].code == "max_length"
                sentence = f"超过 {field_.max_length} 个字，请缩短" if long else error.messages[0]
                raise BadCell(str(field_.verbose_name), sentence) from None
            if asked is not None:
                self.right.add(asked)
