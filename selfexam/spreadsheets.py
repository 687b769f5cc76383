"""Writes rows as XLSX or CSV so that no spreadsheet program turns a text into a number, a date or a formula."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

import xlsxwriter

# A number is only what is given as one: money and counts that somebody sums up.
Cell: TypeAlias = str | int | Decimal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Columns are as wide as what stands in them, so that a 准考证号 is read without pulling at the edge.
LEAST_WIDTH, MOST_WIDTH = 10, 44

# What a spreadsheet program would run as a formula when it opens a CSV file.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with BOM, which the usual programs need for Chinese; what begins like a formula gets a leading quote."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def xlsx_table(
    sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]], *, made_at: datetime | None = None
) -> bytes:
    """Sheets of (name, header, rows); every str is written as text. `made_at` makes equal data equal bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    if made_at is not None:
        book.set_properties({"created": made_at.replace(tzinfo=None)})
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"num_format": "@", "bold": True})
    sums = book.add_format({"num_format": "0.00"})
    for name, header, rows in sheets:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        widths = [_width(title) for title in header]
        for place, title in enumerate(header):
            sheet.write_string(0, place, title, bold)
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                widths[place] = max(widths[place], _width(str(cell)))
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell, text)
                else:
                    sheet.write_number(number, place, cell, sums if isinstance(cell, Decimal) else None)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, max(LEAST_WIDTH, min(MOST_WIDTH, width)), text)
    book.close()
    return out.getvalue()


def _width(text: str) -> int:
    """In the spreadsheet's units: a Chinese sign is as wide as two figures, and two more keep the edges free."""
    return len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text) + 2


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
