"""Files as people really send them: encodings, spreadsheets with oddities, and what is said when one cannot be read."""

from pathlib import Path

import pytest

from selfexam.catalogue.importing.problems import BadFile, RowProblem
from selfexam.catalogue.importing.reading import read_tables
from selfexam.catalogue.importing.tables import Table
from tests.catalogue.files import csv_file, xlsx_file

HEADER = "课程代码,课程名称"


def one(path: Path) -> Table:
    (table,) = read_tables(path)
    return table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_csv_files_are_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    table = one(csv_file(tmp_path, "课程.csv", HEADER, "00037,美学", encoding=encoding))
    assert (table.columns, table.rows[0].cells) == (
        ("课程代码", "课程名称"),
        {"课程代码": "00037", "课程名称": "美学"},
    )


def test_a_character_outside_the_old_sets_survives_gb18030(tmp_path: Path) -> None:
    table = one(csv_file(tmp_path, "考籍.csv", "姓名", "夏𬭎远", encoding="gb18030"))
    assert table.rows[0].text("姓名") == "夏𬭎远"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("课程.csv", HEADER.encode("utf-16"), "文字编码不是 UTF-8 也不是 GB18030，请另存为 UTF-8 再导入"),
        ("课程.csv", b"a\0b\n", "不是文本文件，请另存为 CSV 再导入"),
        ("课程.csv", b"", "文件是空的"),
        ("课程.csv", b"\n,,\n\n", "文件是空的"),
        ("课程.csv", f'{HEADER}\n00037,"美学\n'.encode(), "第 2 行读不懂，请检查这一行的引号是否成对"),
        ("课程.xlsx", b"PK\x03\x04 cut off", "打不开这个 Excel 文件，请用 Excel 或 WPS 另存为 .xlsx 再导入"),
        ("课程.xlsx", b"", "打不开这个 Excel 文件，请用 Excel 或 WPS 另存为 .xlsx 再导入"),
        ("课程.xlsx", HEADER.encode(), "打不开这个 Excel 文件，请用 Excel 或 WPS 另存为 .xlsx 再导入"),
        ("课程.doc", b"x", "只能导入 .xlsx、.csv 或 .dbf 文件"),
    ],
    ids=["utf-16", "binary", "empty", "only separators", "open quote", "cut off", "no bytes", "renamed", "other"],
)
def test_a_file_that_is_no_table_is_told_in_one_sentence(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadFile) as bad:
        read_tables(tmp_path / name)
    assert str(bad.value) == sentence


def test_a_spreadsheet_cut_short_is_told_in_one_sentence(tmp_path: Path) -> None:
    whole = xlsx_file(tmp_path / "whole.xlsx", {"课程": [["课程代码"], ["00037"]]}).read_bytes()
    for length in range(100, len(whole), 400):
        (tmp_path / "课程.xlsx").write_bytes(whole[:length])
        with pytest.raises(BadFile, match="打不开这个 Excel 文件"):
            read_tables(tmp_path / "课程.xlsx")


def test_row_numbers_are_those_of_the_file_whatever_is_empty(tmp_path: Path) -> None:
    table = one(csv_file(tmp_path, "课程.csv", "", HEADER, "", '00037,"美', '学"', "00163,心理"))
    assert [(row.number, row.text("课程代码")) for row in table.rows] == [(4, "00037"), (6, "00163")]


def test_numbers_and_dates_of_a_spreadsheet_read_as_they_are_shown(tmp_path: Path) -> None:
    table = one(xlsx_file(tmp_path / "a.xlsx", {"表": [["学分", "比例", "有"], [7, 0.5, True]]}))
    assert table.rows[0].cells == {"学分": "7", "比例": "0.5", "有": "是"}


def test_an_id_number_kept_as_a_number_is_refused_not_guessed(tmp_path: Path) -> None:
    table = one(xlsx_file(tmp_path / "a.xlsx", {"表": [["证件号码"], [500000200111282325]]}))
    sentence = "长号码被存成了数字，末几位已经丢失，请把这一列设为文本后重填"
    assert table.problems == (RowProblem("a.xlsx", "表", 2, "证件号码", sentence),)


def test_merged_cells_are_named_with_row_and_column(tmp_path: Path) -> None:
    rows = [["课程代码", "课程名称"], ["00037", "x"], ["00163", "y"]]
    table = one(xlsx_file(tmp_path / "a.xlsx", {"表": rows}, merge="B2:B3"))
    assert [str(p) for p in table.problems] == [
        "a.xlsx「表」 第 2 行，课程名称：是合并单元格，请取消合并，每一行都填上内容"
    ]


def test_a_formula_that_failed_is_not_taken_for_an_empty_cell(tmp_path: Path) -> None:
    table = one(xlsx_file(tmp_path / "a.xlsx", {"表 <甲>": [["成绩", "备注"], ["60"]]}, error="B2"))
    assert [(p.sheet, p.row, p.column, p.sentence) for p in table.problems] == [
        ("表 <甲>", 2, "备注", "公式出错（#DIV/0!），请改成实际的值")
    ]


def test_every_sheet_with_content_is_a_table(tmp_path: Path) -> None:
    tables = read_tables(xlsx_file(tmp_path / "a.xlsx", {"甲": [["a"]], "空": [], "乙": [["b"]]}))
    assert [(table.sheet, table.columns) for table in tables] == [("甲", ("a",)), ("乙", ("b",))]


def test_columns_named_twice_and_cells_without_a_column_are_problems(tmp_path: Path) -> None:
    double = one(csv_file(tmp_path, "a.csv", "代码,代码", "1,2"))
    stray = one(csv_file(tmp_path, "b.csv", "代码,", "1,,多余", "1,多余"))
    assert [str(p) for p in (*double.problems, *stray.problems)] == [
        "a.csv 第 1 行：列名重复：代码",
        "b.csv 第 2 行：第 3 列有内容，但没有列名",
        "b.csv 第 3 行：第 2 列有内容，但没有列名",
    ]
