"""Reads a table from XLSX or CSV: a header row of Chinese column names, then rows of text."""

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import python_calamine

from selfexam.catalogue.importing.problems import BadCell, BadFile

# Far above any real file of one batch; stops a spreadsheet with half a million empty rows early.
MOST_ROWS = 500_000


@dataclass(frozen=True)
class Row:
    """One row: its number as the spreadsheet shows it, and the text of each column."""

    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        return self.cells.get(column, "")

    def needed(self, column: str) -> str:
        if value := self.text(column):
            return value
        raise BadCell(column, "不能为空")

    def whole(self, column: str, default: int | None = None) -> int:
        value = self.text(column)
        if not value and default is not None:
            return default
        if not value.isascii() or not value.isdigit():
            raise BadCell(column, f"“{value}”不是整数" if value else "不能为空")
        return int(value)

    def day(self, column: str) -> date:
        value = self.needed(column)
        try:
            return date.fromisoformat(value.replace("/", "-")[:10])
        except ValueError:
            raise BadCell(column, f"“{value}”不是日期，写法如 2024-09-01") from None

    def one_of(self, column: str, words: dict[str, str]) -> str:
        """The code behind one of the allowed words."""
        value = self.needed(column)
        if value in words:
            return words[value]
        raise BadCell(column, f"“{value}”不在可选值中：{'、'.join(words)}")


@dataclass(frozen=True)
class Table:
    """A file's name without ending, its header, and its rows."""

    file: str
    stem: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path) -> Table:
    """Raises BadFile with a sentence for what is no readable table."""
    readers = {".csv": _csv_lines, ".xlsx": _xlsx_lines}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise BadFile("只能导入 .xlsx 或 .csv 文件")
    lines = list(_cleaned(reader(path)))
    if not lines:
        raise BadFile("文件是空的")
    (_, header), body = lines[0], lines[1:]
    columns = [name for name in header if name]
    double = {name for name in columns if columns.count(name) > 1}
    if double:
        raise BadFile(f"列名重复：{'、'.join(sorted(double))}")
    rows = tuple(Row(number, dict(zip(header, cells, strict=False))) for number, cells in body)
    return Table(path.name, path.stem, tuple(columns), rows)


def _cleaned(lines: Iterator[tuple[int, list[Any]]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in lines:
        if number > MOST_ROWS:
            raise BadFile(f"超过 {MOST_ROWS:,} 行，请拆成几个文件")
        texts = [_text(cell) for cell in cells]
        if any(texts):
            yield number, texts


def _text(cell: Any) -> str:
    """Cells as people see them: 7 rather than 7.0, dates in ISO, no stray spaces, composed characters."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return (
            cell.date().isoformat()
            if cell.time().isoformat() == "00:00:00"
            else cell.isoformat(sep=" ", timespec="minutes")
        )
    if isinstance(cell, date):
        return cell.isoformat()
    return unicodedata.normalize("NFC", str(cell)).replace("\u3000", " ").strip()


def _csv_lines(path: Path) -> Iterator[tuple[int, list[Any]]]:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadFile("文字编码不是 UTF-8 也不是 GB18030，请另存为 UTF-8 再导入")
    if "\0" in text:
        raise BadFile("不是文本文件，请另存为 CSV 再导入")
    reader = csv.reader(io.StringIO(text, newline=""))
    for cells in reader:
        yield reader.line_num, list(cells)


def _xlsx_lines(path: Path) -> Iterator[tuple[int, list[Any]]]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS:
            raise BadFile(f"超过 {MOST_ROWS:,} 行，请删除空行或拆成几个文件")
        rows = sheet.to_python(skip_empty_area=False)
    except BadFile:
        raise
    except Exception as error:
        raise BadFile("打不开这个 Excel 文件，请用 Excel 或 WPS 另存为 .xlsx 再导入") from error
    yield from enumerate((list(row) for row in rows), 1)
