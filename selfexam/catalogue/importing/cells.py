"""What stands in a cell, as people see it, and what a spreadsheet has spoilt beyond repair. Called by reading.py."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

# Spreadsheets keep 15 digits of a number; the rest of an ID number typed as a number is gone.
_MOST_EXACT = 10**15


@dataclass(frozen=True)
class Line:
    """One line of a sheet: texts by position, and (position, sentence) for cells that cannot be trusted."""

    number: int
    cells: list[str]
    faults: tuple[tuple[int, str], ...] = ()


def line_of(number: int, values: Iterable[Any], spoilt: dict[int, str] | None = None) -> Line:
    """`spoilt` holds faults that the file itself shows, such as a formula's error."""
    cells: list[str] = []
    faults = dict(spoilt) if spoilt else {}
    for position, value in enumerate(values):
        if not isinstance(value, str) and isinstance(value, int | float) and abs(value) >= _MOST_EXACT:
            faults[position] = "长号码被存成了数字，末几位已经丢失，请把这一列设为文本后重填"
        cells.append(text_of(value))
    return Line(number, cells, tuple(sorted(faults.items())) if faults else ())


def text_of(value: Any) -> str:
    """7 rather than 7.0, dates in ISO, no surrounding spaces, composed characters."""
    if value is None:
        return ""
    if isinstance(value, str):
        # Most cells of a long table are digits: nothing to compose in them.
        text = value if value.isascii() else unicodedata.normalize("NFC", value).replace("\u3000", " ")
        # NUL, which spreadsheets write as _x0000_, is nothing, and no database takes it.
        return text.replace("\0", "").strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return text_of(str(value))
