"""Workbooks that people open: text stays text, and every column is wide enough for what stands in it."""

import io
import re
import zipfile

from python_calamine import CalamineWorkbook

from selfexam.spreadsheets import xlsx_table


def widths(book: bytes) -> list[float]:
    with zipfile.ZipFile(io.BytesIO(book)) as folder:
        sheet = folder.read("xl/worksheets/sheet1.xml").decode()
    return [float(width) for width in re.findall(r'<col [^>]*width="([0-9.]+)"', sheet)]


def test_a_column_is_as_wide_as_its_longest_cell_within_limits() -> None:
    rows = [("2022-12-09 15:00", "019920100012", "短"), ("", "", "很" * 80)]
    found = widths(xlsx_table([("明细", ("时间", "准考证号", "说明"), rows)]))
    assert [round(width) for width in found] == [19, 15, 45]


def test_what_looks_like_a_number_or_a_formula_is_read_back_as_it_was_written() -> None:
    book = xlsx_table([("免考", ("课程代码", "名称"), [("00018", "=1+1")])])
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("免考")
    assert sheet.to_python() == [["课程代码", "名称"], ["00018", "=1+1"]]
