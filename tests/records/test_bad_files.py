"""Files as people really make them by mistake: sheet, row and column are named, and the good rows stay out as well."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from selfexam.records.models import Credit
from tests.catalogue.files import csv_file, load, told
from tests.factories.catalogue import CourseFactory
from tests.factories.records import RecordFactory

pytestmark = pytest.mark.django_db

HEADER = ("准考证号", "课程代码", "成绩", "考次", "来源")
NUMBER, COURSE = "019922100001", "00037"
GOOD = (NUMBER, COURSE, "80", "2023-04", "统考")
Fill = Callable[[xlsxwriter.worksheet.Worksheet], Any]


@pytest.fixture(autouse=True)
def somebody() -> None:
    RecordFactory(admission_number=NUMBER)
    CourseFactory(code=COURSE, name="美学")
    CourseFactory(code="00536", name="古代汉语")


def workbook(folder: Path, fill: Fill) -> Path:
    """Two sheets, so that the sheet has to be named; the first row of the second is in order."""
    path = folder / "导出.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("课程").write_row(0, 0, ["课程代码", "课程名称"])
        sheet = book.add_worksheet("成绩")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, GOOD)
        fill(sheet)
    return path


def row(*cells: str) -> Fill:
    return lambda sheet: sheet.write_row(2, 0, cells)


CASES: list[tuple[str, Fill, str]] = [
    ("没有的课程", row(NUMBER, "99999", "80", "2023-10", "统考"), "第 3 行，课程代码：没有“99999”，请先导入"),
    ("分数超过一百", row(NUMBER, "00536", "105", "2023-10", "统考"), "第 3 行，成绩：105 分不在 60 到 100 之间"),
    (
        "丢了开头的零",
        lambda sheet: sheet.write_row(2, 0, [NUMBER, 536, 80, "2023-10", "统考"]),
        "第 3 行，课程代码：“536”只有 3 位，应为 5 位数字；如果开头的 0 丢了，请把这一列设为文本后重填",
    ),
    ("合并单元格", lambda sheet: sheet.merge_range("A3:A4", NUMBER), "第 3 行，准考证号：是合并单元格"),
    (
        "公式出错",
        lambda sheet: sheet.write_formula("C3", "=1/0", value="#DIV/0!"),
        "第 3 行，成绩：公式出错（#DIV/0!），请改成实际的值",
    ),
    ("一万个空行", lambda sheet: sheet.write_row(10_500, 0, GOOD), "第 3 行：从这一行起有 10,498 个空行"),
]


@pytest.mark.parametrize(("fill", "problem"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_sheet_row_and_column_are_named_and_nothing_is_half_imported(tmp_path: Path, fill: Fill, problem: str) -> None:
    problems = told(load(workbook(tmp_path, fill)))
    assert [one[: len(f"导出.xlsx「成绩」 {problem}")] for one in problems] == [f"导出.xlsx「成绩」 {problem}"]
    assert Credit.objects.count() == 0


def test_the_same_file_without_its_mistake_is_imported(tmp_path: Path) -> None:
    assert told(load(workbook(tmp_path, row(NUMBER, "00536", "80", "2023-10", "统考")))) == []
    assert Credit.objects.count() == 2


BIG5 = ("準考證號,課程代碼,成績,考次,來源", "019922100001,00037,80,2023-04,統考")


@pytest.mark.parametrize(
    ("lines", "encoding", "problem"),
    [
        (
            (",".join(HEADER), ",".join(GOOD)),
            "utf-16",
            "成绩.csv：文字编码不是 UTF-8 也不是 GB18030，请另存为 UTF-8 再导入",
        ),
        (BIG5, "big5", "成绩.csv 第 1 行：一个认识的列名也没有"),
    ],
)
def test_a_file_in_a_strange_encoding_is_refused_in_one_sentence(
    tmp_path: Path, lines: tuple[str, ...], encoding: str, problem: str
) -> None:
    problems = told(load(csv_file(tmp_path, "成绩.csv", *lines, encoding=encoding)))
    assert [one[: len(problem)] for one in problems] == [problem]
    assert Credit.objects.count() == 0
