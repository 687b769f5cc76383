"""A file of results as the reader takes it: what cannot be read says why, whatever program wrote it reads alike."""

import io

import pytest
import xlsxwriter

from certificates.exchange.results import read_results
from selfexam.spreadsheets import csv_table, xlsx_table
from tests.certificates.test_results import HEADS, number_of


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"", "a.csv", [(0, "文件是空的，请检查后重新上传")]),
        (csv_table(("准考证号", "说明"), []), "a.csv", [(1, "缺少“结果”列，请补上后重新上传")]),
        (
            csv_table(("姓名",), []),
            "a.csv",
            [(1, "缺少“准考证号”列，请补上后重新上传"), (1, "缺少“结果”列，请补上后重新上传")],
        ),
        (csv_table(HEADS, []), "a.csv", [(0, "文件里没有数据行，请检查后重新上传")]),
        (b"PK\x03\x04 cut off", "a.xlsx", [(0, "文件打不开，请用表格软件另存为 XLSX 或 CSV 后重新上传")]),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv", [(0, "这不是 XLSX 或 CSV 文件，请选择结果文件")]),
        (b"\xff\xff\xff", "a.csv", [(0, "文件的文字编码认不出，请另存为 UTF-8 的 CSV 或 XLSX")]),
        (b"a,b\0c", "a.csv", [(0, "这不是 XLSX 或 CSV 文件，请选择结果文件")]),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, name: str, expected: list[tuple[int, str]]) -> None:
    lines, found = read_results(data, name)
    assert ([(problem.row, problem.sentence) for problem in found], lines) == (expected, [])


@pytest.mark.parametrize(
    ("far", "sentence"),
    [
        ((1_000_000, 1), "工作表“Sheet1”超过 500,000 行，请删除空行或拆成几个文件"),
        ((60_000, 1), "文件超过 50,000 行，请删除空行，或分成几个文件"),
        ((3, 16_000), "文件的内容一直到第 16,001 列，请删除多余的列后重新上传"),
    ],
)
def test_a_cell_forgotten_far_away_is_told_before_the_sheet_is_unfolded(far: tuple[int, int], sentence: str) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADS)
    sheet.write_string(*far, "x")
    book.close()
    lines, found = read_results(out.getvalue(), "a.xlsx")
    assert (lines, [(problem.row, problem.sentence) for problem in found]) == ([], [(0, sentence)])


def test_gb18030_and_xlsx_files_and_code_heads_are_read_alike() -> None:
    row = (number_of(1), "成功", "", "好")
    text = ",".join(HEADS) + "\r\n" + ",".join(row)
    readings = [
        read_results(text.encode("gb18030"), "a.csv"),
        read_results(xlsx_table([("结果", HEADS, [row])]), "a.xlsx"),
        read_results(csv_table(("zkzh", "ZCJG", "ZSBH", "SM"), [row]), "a.csv"),
    ]
    lines = [
        (line.row, line.admission_number, line.accepted, line.number, line.message) for r in readings for line in r[0]
    ]
    assert lines == [(2, number_of(1), True, "", "好")] * 3


def test_a_spreadsheet_that_made_numbers_of_the_codes_is_understood_or_told() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADS)
    sheet.write_row(1, 0, (11819100001, "成功"))
    sheet.write_row(2, 0, (11819100002, "成功", 65500118191000020))
    book.close()
    lines, found = read_results(out.getvalue(), "a.xlsx")
    assert [line.admission_number for line in lines] == ["011819100001"]
    assert [(p.row, p.sentence) for p in found] == [
        (3, "证书编号被表格软件当成了数字，末几位已不可靠，请把这一列设为文本后重新导出")
    ]


def test_a_workbook_damaged_in_its_middle_is_told() -> None:
    whole = bytearray(xlsx_table([("结果", HEADS, [(number_of(n), "成功", "", "好") for n in range(1, 200)])]))
    told = set()
    for place in range(100, len(whole) - 100, 97):
        damaged = whole.copy()
        damaged[place : place + 12] = b"\xff" * 12
        told |= {problem.row for problem in read_results(bytes(damaged), "a.xlsx")[1]}
    assert 0 in told
