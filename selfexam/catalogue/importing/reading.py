"""Opens CSV (UTF-8 with or without BOM, GB18030), XLSX and DBF files as tables. Called by run.py.

Raises BadFile with a sentence for what is no readable table.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import python_calamine

from selfexam.catalogue.importing.cells import Line, line_of
from selfexam.catalogue.importing.dbf import dbf_lines
from selfexam.catalogue.importing.problems import MOST_ROWS, TOO_MANY, BadFile
from selfexam.catalogue.importing.scanning import BROKEN, LOCKED, MOST_EMPTY, Scan, scan
from selfexam.catalogue.importing.tables import Table, table_of

SUFFIXES = (".xlsx", ".csv", ".dbf")
# Half a million credits are about 25 MB as CSV.
MOST_FILE_BYTES = 100 * 1024 * 1024


def read_tables(path: Path, name: str = "") -> list[Table]:
    """Every sheet with content; a CSV or DBF file is one table. `name` is what the file is called in messages."""
    suffix, shown = path.suffix.lower(), name or path.name
    if suffix not in SUFFIXES:
        raise BadFile("只能导入 .xlsx、.csv 或 .dbf 文件")
    try:
        if path.stat().st_size > MOST_FILE_BYTES:
            raise BadFile(f"文件超过 {MOST_FILE_BYTES // 1024 // 1024} MB，请拆成几个文件")
        if suffix == ".xlsx":
            found = list(_sheets(path, shown))
        else:
            lines = dbf_lines(path.read_bytes()) if suffix == ".dbf" else _csv_lines(path)
            found = [table_of(shown, "", lines)]
    except OSError as error:
        raise BadFile("读不了这个文件，请检查它是否存在、是否有权限") from error
    tables = [table for table in found if table is not None]
    if not tables:
        raise BadFile("文件是空的")
    return tables


def _csv_lines(path: Path) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(_decoded(path.read_bytes()), newline=""), strict=True)
    before = empty = 0
    try:
        for cells in reader:
            if reader.line_num > MOST_ROWS:
                raise BadFile(TOO_MANY)
            empty = 0 if any(cells) else empty + 1
            if empty > MOST_EMPTY:
                raise BadFile(f"从第 {before + 2 - empty} 行起全是空行，请删除空行后再导入")
            yield line_of(before + 1, cells)
            before = reader.line_num
    except csv.Error as error:
        raise BadFile(f"第 {before + 1} 行读不懂，请检查这一行的引号是否成对") from error


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise BadFile("不是文本文件，请另存为 CSV 再导入")
        return text
    raise BadFile(f"文字编码不是 UTF-8 也不是 GB18030{_where(data)}，请另存为 UTF-8 再导入")


def _where(data: bytes) -> str:
    """The line where the text breaks off, if it is UTF-8 up to there; a file of another encoding breaks in line 1."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"（第 {line} 行有读不懂的字节）" if line > 1 else ""
    return ""


def _sheets(path: Path, shown: str) -> Iterator[Table | None]:
    if not path.is_file():
        raise BadFile("没有这个文件")
    scans = scan(path)
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        visible = [m.name for m in book.sheets_metadata if m.visible == python_calamine.SheetVisibleEnum.Visible]
        for name in visible:
            yield _sheet(shown, name, book.get_sheet_by_name(name), scans.get(name, Scan()))
    except python_calamine.PasswordError as error:
        raise BadFile(LOCKED) from error
    except python_calamine.CalamineError as error:
        raise BadFile(BROKEN) from error


def _sheet(file: str, name: str, sheet: python_calamine.CalamineSheet, scanned: Scan) -> Table | None:
    spoilt: dict[int, dict[int, str]] = {}
    for (row, column), sentence in scanned.faults.items():
        spoilt.setdefault(row, {})[column] = sentence
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if (top, left) != (bottom, right):
            spoilt.setdefault(top, {})[left] = "是合并单元格，请取消合并，每一行都填上内容"
    return table_of(file, name, _lines(sheet, spoilt))


def _lines(sheet: python_calamine.CalamineSheet, spoilt: dict[int, dict[int, str]]) -> Iterator[Line]:
    """Row by row: the reader's own rectangle is the only whole copy. It leaves out empty columns on the left."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for number, values in enumerate(sheet.iter_rows()):
        yield line_of(number + 1, left + values, spoilt.pop(number, None))
    for row in sorted(spoilt):
        yield line_of(row + 1, (), spoilt[row])
