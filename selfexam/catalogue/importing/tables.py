"""A table as the importers see it: a header of Chinese column names, then rows of text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from selfexam.catalogue.importing.cells import Line
from selfexam.catalogue.importing.problems import MOST_TOLD, BadCell, RowProblem


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet shows it, and the text of each column, whose places rows share."""

    number: int
    places: dict[str, int]
    texts: tuple[str, ...]

    @property
    def cells(self) -> dict[str, str]:
        return {column: self.text(column) for column in self.places}

    def text(self, column: str) -> str:
        place = self.places.get(column, -1)
        return self.texts[place] if 0 <= place < len(self.texts) else ""

    def has(self, column: str) -> bool:
        """Whether the table has this column, whatever stands in the row."""
        return column in self.places

    def needed(self, column: str) -> str:
        if value := self.text(column):
            return value
        raise BadCell(column, "不能为空")

    def digits(self, column: str, count: int) -> str:
        """A code of exactly so many digits; spreadsheets love to drop its leading zeros."""
        value = self.needed(column)
        if len(value) == count and value.isascii() and value.isdigit():
            return value
        if re.fullmatch(r"[0-9]+", value) and len(value) < count:
            hint = "如果开头的 0 丢了，请把这一列设为文本后重填"
            raise BadCell(column, f"“{value}”只有 {len(value)} 位，应为 {count} 位数字；{hint}")
        raise BadCell(column, f"“{value}”不是 {count} 位数字")

    def whole(self, column: str, default: int | None = None) -> int:
        value = self.text(column)
        if not value and default is not None:
            return default
        if not re.fullmatch(r"[0-9]{1,9}", value):
            raise BadCell(column, f"“{value}”不是整数" if value else "不能为空")
        return int(value)

    def day(self, column: str) -> date:
        value = self.needed(column)
        try:
            return date.fromisoformat("-".join(part.zfill(2) for part in re.split(r"[-/]", value)))
        except ValueError:
            raise BadCell(column, f"“{value}”不是日期，写法如 2024-09-01") from None

    def texts_of(self, **columns: str) -> dict[str, str]:
        """Field → text, of the optional columns that the table has: what a file does not mention stays as it is."""
        return {field: self.text(column) for field, column in columns.items() if self.has(column)}

    def days_of(self, **columns: str) -> dict[str, date | None]:
        """Field → day, None for an empty cell, likewise."""
        there = {field: column for field, column in columns.items() if self.has(column)}
        return {field: self.day(column) if self.text(column) else None for field, column in there.items()}

    def one_of(self, column: str, words: dict[str, str]) -> str:
        """The code behind one of the allowed words."""
        value = self.needed(column)
        if value in words:
            return words[value]
        raise BadCell(column, f"“{value}”不在可选值中：{'、'.join(words)}")


@dataclass(frozen=True)
class Table:
    """One sheet: its header, its rows, and what is wrong with cells before anybody asks what they mean."""

    file: str
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...] = ()

    def problem(self, row: int, column: str, sentence: str) -> RowProblem:
        return RowProblem(self.file, self.sheet, row, column, sentence)


def table_of(file: str, sheet: str, lines: Iterable[Line]) -> Table | None:
    """The first line with text is the header; None for an empty sheet. Equal texts are kept in memory once."""
    header: list[str] | None = None
    places: dict[str, int] = {}
    rows: list[Row] = []
    problems: list[RowProblem] = []
    kept: dict[str, str] = {}
    nameless: list[int] = []
    for line in lines:
        for position, sentence in line.faults[: MOST_TOLD - len(problems)]:
            problems.append(RowProblem(file, sheet, line.number, _column(header, position), sentence))
        if not any(line.cells):
            continue
        if header is None:
            header = line.cells
            places = {name: place for place, name in enumerate(header) if name}
            nameless = [place for place, name in enumerate(header) if not name]
            problems += _doubles(file, sheet, line.number, header)
            continue
        wide = len(line.cells)
        stray = next((n for n in (*nameless, *range(len(header), wide)) if n < wide and line.cells[n]), None)
        if stray is not None and len(problems) < MOST_TOLD:
            sentence = f"第 {stray + 1} 列有内容，但没有列名"
            problems.append(RowProblem(file, sheet, line.number, "", sentence))
        rows.append(Row(line.number, places, tuple(map(kept.setdefault, line.cells, line.cells))))
    if header is None:
        return Table(file, sheet, (), (), tuple(problems)) if problems else None
    return Table(file, sheet, tuple(places), tuple(rows), tuple(problems))


def _doubles(file: str, sheet: str, number: int, header: list[str]) -> list[RowProblem]:
    names = [name for name in header if name]
    double = sorted({name for name in names if names.count(name) > 1})
    return [RowProblem(file, sheet, number, "", f"列名重复：{'、'.join(double)}")] if double else []


def _column(header: list[str] | None, position: int) -> str:
    """The column's name, or its place where it has none; -1 is the whole row."""
    if position < 0:
        return ""
    if header and position < len(header) and header[position]:
        return header[position]
    return f"第 {position + 1} 列"
