"""Import tables as one XLSX file, full or empty: columns in the importer's own order, every cell a text.

A text that begins like a formula stays a text: it is written as one and carries the sign by which spreadsheet programs
keep it so after editing. Equal rows make equal bytes.
"""

import io
from datetime import datetime

import xlsxwriter

from selfexam.catalogue.exporting.plan_tables import Tables
from selfexam.catalogue.importing.importer import IMPORTERS

# The sheets of the institute's plan pages, and what stands in them is all that those pages import.
PLAN_STEMS = (
    "学校",
    "课程",
    "专业",
    "国家基本规范",
    "考试计划",
    "选考组",
    "计划课程",
    "选考条件",
    "顶替",
    "免考规则",
)
_MADE = datetime(2000, 1, 1)
_WIDE = {"课程名称", "名称", "专业名称", "证书或课程", "来源说明", "地址"}


def columns_of(stem: str) -> tuple[str, ...]:
    """What the importer reads, the needed columns first."""
    importer = IMPORTERS[stem]
    return (*importer.columns, *importer.optional)


def workbook(tables: Tables) -> bytes:
    """One sheet a table, in the order in which they refer to each other; a table without rows is only its header."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    book.set_properties({"created": _MADE})
    text = book.add_format({"num_format": "@", "quote_prefix": True})
    bold = book.add_format({"num_format": "@", "bold": True})
    for stem in sorted(tables, key=lambda name: IMPORTERS[name].order):
        sheet, columns = book.add_worksheet(stem), columns_of(stem)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, 30 if column in _WIDE else 14, text)
            sheet.write_string(0, place, column, bold)
        for number, row in enumerate(tables[stem], 1):
            for place, column in enumerate(columns):
                if row[column]:
                    sheet.write_string(number, place, row[column], text)
    book.close()
    return out.getvalue()


def templates() -> bytes:
    """Every sheet empty, to be filled in."""
    return workbook({stem: [] for stem in PLAN_STEMS})
