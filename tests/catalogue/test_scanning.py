"""Spreadsheets that would fill the memory or hide something: told with sheet and row before their values are read."""

import re
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


SHEET = "xl/worksheets/sheet1.xml"


def rewritten(path: Path, old: bytes, new: bytes) -> Path:
    """The file with its sheet's own text changed, as other programs write it."""
    with zipfile.ZipFile(path) as archive:
        assert old in archive.read(SHEET)
    return translated(path, lambda name, data: data.replace(old, new) if name == SHEET else data)


def translated(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The file with every part of it as `change` makes it of name and text."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def with_prefixes(name: str, data: bytes) -> bytes:
    """The sheet with `x:row` for `row`, as the OpenXML library writes it."""
    if name != SHEET:
        return data
    named = data.replace(b' xmlns="', b' xmlns:x="')
    return re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", named)


def in_the_strict_edition(name: str, data: bytes) -> bytes:
    """What Excel saves as 严格 Open XML: the same words under other names."""
    for old, new in (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ):
        data = data.replace(old, new)
    return data


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


UNCALCULATED = [(2, "课程名称", "公式没有算出来的值，请在 Excel 或 WPS 中打开、保存后再导入，或改成实际的值")]


@pytest.mark.parametrize("value", [b"<v></v>", b"<v/>"])
def test_a_formula_that_a_program_wrote_without_calculating_it_is_told(tmp_path: Path, value: bytes) -> None:
    """The usual library for Python leaves the place of the value empty; what is empty on purpose says it is a text."""
    path = book(tmp_path / "a.xlsx", lambda sheet: sheet.write_formula(1, 1, '="美"&"学"', value="美学"))
    rewritten(path, "<v>美学</v>".encode(), value)
    assert (one(path).problems, one(path).rows[0].text("课程名称")) == ((), "")
    rewritten(path, b' t="str"', b"")
    assert [(p.row, p.column, p.sentence) for p in one(path).problems] == UNCALCULATED


@pytest.mark.parametrize("change", [with_prefixes, in_the_strict_edition])
def test_what_other_programs_write_is_looked_through_as_well(
    tmp_path: Path, change: Callable[[str, bytes], bytes]
) -> None:
    path = book(tmp_path / "a.xlsx", lambda sheet: sheet.write_formula(1, 1, '="美"&"学"', value="美学"))
    assert one(translated(path, change)).rows[0].text("课程名称") == "美学"
    path = book(tmp_path / "b.xlsx", lambda sheet: sheet.write_formula(1, 1, '="美"&"学"', value="美学"))
    rewritten(path, "<v>美学</v>".encode(), b"")
    assert [(p.row, p.column, p.sentence) for p in one(translated(path, change)).problems] == UNCALCULATED


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


def test_a_damaged_file_is_told_in_one_sentence_wherever_the_damage_is(tmp_path: Path) -> None:
    whole = book(tmp_path / "whole.xlsx", lambda sheet: None).read_bytes()
    told = set()
    for start in range(0, len(whole), 25):
        damaged = bytes(byte ^ 0x55 for byte in whole[start : start + 12])
        (tmp_path / "a.xlsx").write_bytes(whole[:start] + damaged + whole[start + 12 :])
        try:
            read_tables(tmp_path / "a.xlsx")
        except BadFile as bad:
            told.add(str(bad))
    assert "打不开这个 Excel 文件，请用 Excel 或 WPS 另存为 .xlsx 再导入" in told


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        ((b"PK\x01\x02", 8), 0x01, "这个 Excel 文件有密码，请去掉密码再导入"),
        ((b"PK\x01\x02", 10), 99, "打不开这个 Excel 文件，请用 Excel 或 WPS 另存为 .xlsx 再导入"),
    ],
    ids=["a packed file with a password", "a packing that nobody knows"],
)
def test_an_archive_that_cannot_be_unpacked_is_told(
    tmp_path: Path, place: tuple[bytes, int], value: int, sentence: str
) -> None:
    path = book(tmp_path / "a.xlsx", lambda sheet: None)
    head, offset = place
    data = bytearray(path.read_bytes())
    for found in re.finditer(re.escape(head), bytes(data)):
        data[found.start() + offset] = value
    path.write_bytes(data)
    with pytest.raises(BadFile, match=f"^{sentence}$"):
        read_tables(path)


def test_a_row_that_is_numbered_in_words_is_told(tmp_path: Path) -> None:
    path = rewritten(book(tmp_path / "a.xlsx", lambda sheet: None), b'<row r="2"', b'<row r="zwei"')
    with pytest.raises(BadFile, match="打不开这个 Excel 文件"):
        read_tables(path)


def test_a_character_that_no_database_keeps_is_left_out(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", lambda sheet: sheet.write(1, 1, "美x学"))
    translated(path, lambda name, data: data.replace("美x学".encode(), "美_x0000_学".encode()))
    assert one(path).rows[0].text("课程名称") == "美学"
