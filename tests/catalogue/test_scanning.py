"""Spreadsheets that would fill the memory or hide something: told with sheet and row before their values are read."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from selfexam.catalogue.importing import scanning
from selfexam.catalogue.importing.problems import BadFile
from selfexam.catalogue.importing.reading import read_tables
from selfexam.catalogue.importing.tables import Table
from tests.catalogue.files import csv_file


def book(path: Path, fill: Callable[[xlsxwriter.worksheet.Worksheet], object]) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("成绩")
        sheet.write_row(0, 0, ["课程代码", "课程名称"])
        sheet.write_row(1, 0, ["00037", "美学"])
        fill(sheet)
    return path


def rewritten(path: Path, old: bytes, new: bytes) -> Path:
    """The file with its sheet's own text changed, as other programs write it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def one(path: Path) -> Table:
    (table,) = read_tables(path)
    return table


def test_half_a_million_empty_rows_are_named_by_sheet_and_row(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", lambda sheet: None)
    empty = b"".join(b'<row r="%d"/>' % row for row in range(3, 500_003))
    rewritten(path, b"</sheetData>", empty + b"</sheetData>")
    assert [str(problem) for problem in one(path).problems] == [
        "a.xlsx「成绩」 第 3 行：从这一行起有 500,000 个空行，请删除空行后再导入"
    ]


def test_a_gap_inside_the_table_is_told_too_and_a_few_empty_rows_are_not(tmp_path: Path) -> None:
    far = book(tmp_path / "a.xlsx", lambda sheet: sheet.write(20_000, 0, "00163"))
    near = book(tmp_path / "b.xlsx", lambda sheet: sheet.write(500, 0, "00163"))
    assert [problem.row for problem in one(far).problems] == [3]
    assert (one(near).problems, one(near).rows[1].number) == ((), 501)


def test_half_a_million_empty_lines_of_a_csv_are_told(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "课程.csv", "课程代码,课程名称", "00037,美学", *[","] * 20_000)
    with pytest.raises(BadFile, match=r"^从第 3 行起全是空行，请删除空行后再导入$"):
        read_tables(path)


def test_one_cell_in_the_last_corner_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", lambda sheet: sheet.write(400_000, 16_000, "x"))
    with pytest.raises(BadFile, match=r"工作表“成绩”的内容一直到第 400,001 行、第 16,001 列，请删除多余的行和列"):
        read_tables(path)
    last = book(tmp_path / "b.xlsx", lambda sheet: sheet.write(1_048_575, 0, "x"))
    with pytest.raises(BadFile, match="工作表“成绩”超过 500,000 行"):
        read_tables(last)


def test_a_formula_that_nobody_calculated_is_told_and_a_calculated_one_is_its_value(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", lambda sheet: sheet.write_formula(1, 1, '="美"&"学"', value="美学"))
    assert one(path).rows[0].text("课程名称") == "美学"
    rewritten(path, "<v>美学</v>".encode(), b"")
    assert [(p.row, p.column, p.sentence) for p in one(path).problems] == [
        (2, "课程名称", "公式没有算出来的值，请在 Excel 或 WPS 中打开、保存后再导入，或改成实际的值")
    ]


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "a.xlsx", lambda sheet: sheet.write(1, 1, "美" * 5000))
    monkeypatch.setattr(scanning, "MOST_BYTES", 4000)
    with pytest.raises(BadFile, match="这个文件解开后太大，请拆成几个文件"):
        read_tables(path)


def test_columns_left_empty_on_the_left_keep_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("成绩")
        sheet.write_row(3, 2, ["课程代码", "课程名称"])
        sheet.write_row(4, 2, ["00037", "美学"])
    assert (one(path).rows[0].number, one(path).rows[0].cells) == (5, {"课程代码": "00037", "课程名称": "美学"})
