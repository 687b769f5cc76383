"""Reads an XLSX or CSV file as rows of text cells, remembering which were numbers in the file."""

import csv
import io
import zipfile
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, load_workbook

from selfexam.catalogue.importing.problems import BadFile
from selfexam.catalogue.importing.scanning import Scan, scan

MOST_ROWS = 50_000
# The reader keeps the whole rectangle up to the last cell: one forgotten far away would cost gigabytes.
MOST_COLUMNS = 50
MOST_UNPACKED = 200 * 1024 * 1024


@dataclass(frozen=True)
class Cell:
    text: str
    was_number: bool = False


class UnreadableTable(Exception):
    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def read_table(data: bytes, filename: str) -> list[list[Cell]]:
    """The first sheet, heads included. Raises UnreadableTable with a sentence for what is neither XLSX nor CSV."""
    rows = _xlsx(data) if data.startswith(b"PK") else _csv(data)
    if len(rows) > MOST_ROWS + 1:
        raise UnreadableTable(f"文件超过 {MOST_ROWS:,} 行，请分成几个文件")
    return rows


def _xlsx(data: bytes) -> list[list[Cell]]:
    sentence = "文件打不开，请用表格软件另存为 XLSX 或 CSV 后重新上传"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise UnreadableTable("文件解压后太大，请分成几个文件")
        scans, sheets = scan(io.BytesIO(data)), load_workbook(io.BytesIO(data))
        _refuse_wide(scans.get(sheets.sheet_names[0], Scan()))
        rows = sheets.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except BadFile as bad:
        raise UnreadableTable(str(bad)) from bad
    except (zipfile.BadZipFile, CalamineError, IndexError, OSError, ValueError) as error:
        raise UnreadableTable(sentence) from error
    return [[_cell(value) for value in row] for row in rows]


def _refuse_wide(found: Scan) -> None:
    if found.rows > MOST_ROWS + 1:
        raise UnreadableTable(f"文件超过 {MOST_ROWS:,} 行，请删除空行，或分成几个文件")
    if found.columns > MOST_COLUMNS:
        raise UnreadableTable(f"文件的内容一直到第 {found.columns:,} 列，请删除多余的列后重新上传")


def _cell(value: Any) -> Cell:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Cell(str(value).strip())
    return Cell(str(int(value)) if float(value).is_integer() else str(value), was_number=True)


def _csv(data: bytes) -> list[list[Cell]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise UnreadableTable("文件的文字编码认不出，请另存为 UTF-8 的 CSV 或 XLSX")
    if "\0" in text:
        raise UnreadableTable("这不是 XLSX 或 CSV 文件，请选择结果文件")
    try:
        return [[Cell(_plain(cell)) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error as error:
        raise UnreadableTable("CSV 文件的格式有误，请另存为 XLSX 后重新上传") from error


def _plain(cell: str) -> str:
    """Without the quote that keeps a text from being a formula (selfexam/spreadsheets.py writes it)."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text
