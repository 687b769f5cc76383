"""Finds the cells of an XLSX file whose formula ended in an error; the reader of values shows them as empty.

An empty cell can be legal, so the error has to be seen in the file itself. Called by reading.py.
"""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR = b't="e"'
# A sheet's own text; above this the file is not one of ours, and it is left to the row limit.
MOST_BYTES = 400 * 1024 * 1024


def formula_errors(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """By sheet name: (row, column), both from 0, and what to say; nothing for a file that is not built as usual."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name, part in _parts(archive).items():
            if part in archive.namelist() and archive.getinfo(part).file_size <= MOST_BYTES:
                data = archive.read(part)
                if _ERROR in data:
                    found[name] = _errors(data)
    return found


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
        for sheet in book.iter(f"{_MAIN}sheet")
        if (target := targets.get(str(sheet.get(_RELATION)), ""))
    }


def _errors(data: bytes) -> dict[tuple[int, int], str]:
    found = {}
    for cell in _xml(data).iter(f"{_MAIN}c"):
        match = re.fullmatch(r"([A-Z]{1,3})(\d+)", cell.get("r") or "")
        if cell.get("t") == "e" and match:
            shown = cell.findtext(f"{_MAIN}v") or "错误"
            found[int(match[2]) - 1, _number(match[1])] = f"公式出错（{shown}），请改成实际的值"
    return found


def _number(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
