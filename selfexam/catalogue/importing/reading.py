"""Opens CSV (UTF-8 with or without BOM, GB18030) and XLSX files as tables. Called by run.py.

Raises BadFile with a sentence for what is no readable table.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

import python_calamine

from selfexam.catalogue.importing.cells import Line, line_of
from selfexam.catalogue.importing.formulas import formula_errors
from selfexam.catalogue.importing.problems import BadFile
from selfexam.catalogue.importing.tables import Table, table_of

# Far above any real file of one batch; stops a spreadsheet with half a million empty rows early.
MOST_ROWS = 500_000
_TOO_MANY = f"超过 {MOST_ROWS:,} 行，请删除空行或拆成几个文件"


def read_tables(path: Path) -> list[Table]:
    """Every sheet with content; a CSV file is one table."""
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise BadFile("只能导入 .xlsx 或 .csv 文件")
    try:
        found = [table_of(path.name, "", _csv_lines(path))] if suffix == ".csv" else list(_sheets(path))
    except OSError as error:
        raise BadFile("读不了这个文件，请检查它是否存在、是否有权限") from error
    tables = [table for table in found if table is not None]
    if not tables:
        raise BadFile("文件是空的")
    return tables


def _csv_lines(path: Path) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(_decoded(path.read_bytes()), newline=""), strict=True)
    before = 0
    try:
        for cells in reader:
            if reader.line_num > MOST_ROWS:
                raise BadFile(_TOO_MANY)
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
    raise BadFile("文字编码不是 UTF-8 也不是 GB18030，请另存为 UTF-8 再导入")


def _sheets(path: Path) -> Iterator[Table | None]:
    if not path.is_file():
        raise BadFile("没有这个文件")
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        visible = [m.name for m in book.sheets_metadata if m.visible == python_calamine.SheetVisibleEnum.Visible]
        errors = formula_errors(path)
        for name in visible:
            yield _sheet(path.name, name, book.get_sheet_by_name(name), errors.get(name, {}))
    except python_calamine.PasswordError as error:
        raise BadFile("这个 Excel 文件有密码，请去掉密码再导入") from error
    except (python_calamine.CalamineError, zipfile.BadZipFile, ParseError) as error:
        raise BadFile("打不开这个 Excel 文件，请用 Excel 或 WPS 另存为 .xlsx 再导入") from error


def _sheet(
    file: str, name: str, sheet: python_calamine.CalamineSheet, errors: dict[tuple[int, int], str]
) -> Table | None:
    if sheet.total_height >= MOST_ROWS:
        raise BadFile(_TOO_MANY)
    spoilt: dict[int, dict[int, str]] = {}
    for (row, column), sentence in errors.items():
        spoilt.setdefault(row, {})[column] = sentence
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if (top, left) != (bottom, right):
            spoilt.setdefault(top, {})[left] = "是合并单元格，请取消合并，每一行都填上内容"
    rows = sheet.to_python(skip_empty_area=False)
    lines = (line_of(n + 1, values, spoilt.get(n)) for n, values in enumerate(rows))
    return table_of(file, name, lines)
