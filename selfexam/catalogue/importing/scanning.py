"""Looks through an XLSX file before its values are read: size, empty rows, formulas. Called before one is
read.

The reader of values keeps a whole rectangle in memory and shows a failed formula as an empty cell; so the file's own
text is read first, piece by piece, and what is too large or cannot be trusted is told with its place.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

from selfexam.catalogue.importing.problems import MOST_ROWS, TOO_MANY, BadFile

# The text of one part of the file, unpacked; a sheet of half a million rows has about 150 MB.
MOST_BYTES = 400 * 1024 * 1024
# The reader's rectangle costs about 40 bytes a cell.
MOST_CELLS = 8_000_000
# Whoever formats a whole sheet leaves a few empty rows; this many mean that something went wrong.
MOST_EMPTY = 10_000
MOST_FAULTS = 500
_PIECE = 1 << 20
_TOO_LARGE = "这个文件解开后太大，请拆成几个文件"
BROKEN = "打不开这个 Excel 文件，请用 Excel 或 WPS 另存为 .xlsx 再导入"
LOCKED = "这个 Excel 文件有密码，请去掉密码再导入"
# The bit by which a part of an archive says so.
_ENCRYPTED = 0x1


@dataclass
class Scan:
    """What one sheet holds: `faults` by (row, column) from 0, column -1 for the whole row."""

    rows: int = 0
    columns: int = 0
    faults: dict[tuple[int, int], str] = field(default_factory=dict)


def scan(file: Path | BinaryIO) -> dict[str, Scan]:
    """By sheet name. Raises BadFile for a file that is damaged or too large, nothing for one not built as usual.

    A damaged file fails where the damage is: in the archive, the packing of a part (or one unknown here), its text or
    its numbers.
    """
    try:
        return _scan(file)
    except BadFile:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ElementTree.ParseError, ValueError) as error:
        raise BadFile(BROKEN) from error


def _scan(file: Path | BinaryIO) -> dict[str, Scan]:
    found = {}
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if info.file_size > MOST_BYTES:
                raise BadFile(_TOO_LARGE)
            if info.flag_bits & _ENCRYPTED:
                raise BadFile(LOCKED)
        for name in archive.namelist():
            if name == "xl/sharedStrings.xml":
                # Read to its end once: a part longer than it says fails its checksum.
                for _ in _pieces(archive, name):
                    pass
        for sheet, part in _parts(archive).items():
            if part in archive.namelist():
                found[sheet] = _Reader(sheet).read(_pieces(archive, part))
    return found


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _xml(data: bytes) -> ElementTree.Element:
    """Expat fetches nothing from outside and stops entities that multiply, so uploads may be read with it."""
    return ElementTree.fromstring(data)  # noqa: S314


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → its file inside the archive."""
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return {}
    book = _xml(archive.read("xl/workbook.xml"))
    relations = _xml(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {str(r.get("Id")): str(r.get("Target")).lstrip("/") for r in relations}
    return {
        str(sheet.get("name")): target if target.startswith("xl/") else f"xl/{target}"
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet") and (target := targets.get(_relation(sheet), ""))
    }


def _relation(sheet: ElementTree.Element) -> str:
    """Both editions of the standard (ISO 29500), which differ in the names before the bracket."""
    return next((value for name, value in sheet.attrib.items() if name.endswith("/relationships}id")), "")


class _Reader:
    """Counts rows and cells of one sheet as its text passes by."""

    def __init__(self, sheet: str) -> None:
        self.sheet, self.scan = sheet, Scan()
        self.row, self.last_full, self.cell = -1, -1, (0, 0)
        self.has_value = self.has_formula = self.failed = False
        self.inside_value = self.may_be_empty = False
        self.shown = ""

    def read(self, pieces: Iterator[bytes]) -> Scan:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.buffer_text = True
        try:
            for piece in pieces:
                parser.Parse(piece)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise ElementTree.ParseError(str(error)) from error
        self._empty_rows(self.row + 1)
        if self.scan.rows * self.scan.columns > MOST_CELLS:
            corner = f"第 {self.scan.rows:,} 行、第 {self.scan.columns:,} 列"
            raise BadFile(f"工作表“{self.sheet}”的内容一直到{corner}，请删除多余的行和列")
        return self.scan

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = _plain(name)
        if name == "c":
            self.cell = _place(attributes.get("r", ""), self.row, self.cell[1] + 1)
            self.has_value = self.has_formula = False
            # A formula whose result is an empty text says that it is a text.
            self.may_be_empty = attributes.get("t") == "str"
            self.failed, self.shown = attributes.get("t") == "e", ""
        elif name in ("v", "is"):
            self.has_value = self.inside_value = True
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 2)) - 1
            self.cell = (self.row, -1)

    def _text(self, text: str) -> None:
        if self.inside_value and len(self.shown) < 20:
            self.shown += text

    def _end(self, name: str) -> None:
        if ":" in name:
            name = _plain(name)
        if name in ("v", "is"):
            self.inside_value = False
        if name != "c":
            return
        if self.has_formula and not (self.shown or (self.has_value and self.may_be_empty)):
            self._fault("公式没有算出来的值，请在 Excel 或 WPS 中打开、保存后再导入，或改成实际的值")
        elif self.has_value and self.failed:
            self._fault(f"公式出错（{self.shown or '错误'}），请改成实际的值")
        if self.has_value or self.has_formula:
            self._full()

    def _full(self) -> None:
        row, column = self.cell
        if row != self.last_full:
            self._empty_rows(row)
            self.last_full = row
        if column >= self.scan.columns:
            self.scan.columns = column + 1
        if row >= self.scan.rows:
            self.scan.rows = row + 1
            if self.scan.rows > MOST_ROWS:
                raise BadFile(f"工作表“{self.sheet}”{TOO_MANY}")

    def _empty_rows(self, row: int) -> None:
        """Between the last row with content and `row`."""
        empty = row - self.last_full - 1
        if empty > MOST_EMPTY:
            self.scan.faults[self.last_full + 1, -1] = f"从这一行起有 {empty:,} 个空行，请删除空行后再导入"

    def _fault(self, sentence: str) -> None:
        if len(self.scan.faults) < MOST_FAULTS:
            self.scan.faults[self.cell] = sentence


def _plain(name: str) -> str:
    """`row` also where a program writes `x:row`."""
    return name.rpartition(":")[2]


def _place(reference: str, row: int, column: int) -> tuple[int, int]:
    """`AB12` as (11, 27); the next cell of the row where the file leaves the reference out."""
    letters = reference.rstrip("0123456789")
    number, digits = _column_number(letters), len(reference) - len(letters)
    if number is None or not 1 <= digits <= 7:
        return row, column
    return int(reference[len(letters) :]) - 1, number - 1


@lru_cache(maxsize=1024)
def _column_number(letters: str) -> int | None:
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        return None
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
