"""The table 成绩: passes, and those cancelled for misconduct. Rows are found by person, course, source and sitting."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from selfexam.catalogue.importing.importer import Importer, register
from selfexam.catalogue.importing.kinds import by, found
from selfexam.catalogue.importing.problems import BadCell
from selfexam.catalogue.importing.tables import Row
from selfexam.catalogue.models import Course
from selfexam.records.importing.merged_meanwhile import merged_meanwhile
from selfexam.records.importing.remembering import remember_credits
from selfexam.records.importing.sittings import sitting_of, this_month
from selfexam.records.models import Credit, StudentRecord

SOURCES = {str(s.label): s.value for s in Credit.Source}


def _credits(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    numbers = sorted({row.text("准考证号") for row in rows})
    records: dict[Any, StudentRecord] = {}
    for start in range(0, len(numbers), 500):
        some = StudentRecord.objects.filter(admission_number__in=numbers[start : start + 500])
        records |= by(some.only("admission_number", "name", "merged_into"), "admission_number")
    courses = by(Course.objects.all(), "code")
    latest = this_month()

    def parse(row: Row) -> dict[str, Any]:
        number, code = row.digits("准考证号", 12), row.digits("课程代码", 5)
        year, month = map(int, sitting_of(row, "考次", latest).split("-"))
        source = row.one_of("来源", SOURCES)
        course = found(courses, code, "课程代码", code)
        mark, grade = _mark(row)
        if source in (Credit.Source.EXAM, Credit.Source.PRACTICE) and mark is None and not grade:
            raise BadCell("成绩", "不能为空；没有分数的只有免考、互认、转入和合并")
        record = found(records, number, "准考证号", number)
        return {
            "course": course,
            "mark": mark,
            "grade": grade,
            "year": year,
            "month": month,
            **_whose(record, source),
            **_cancellation(row, year, month),
            "_warnings": (*_warnings(row, course), *_moved(record)),
        }

    return parse


def _whose(record: StudentRecord, source: str) -> dict[str, Any]:
    """Rows of a number that was merged are those of the record that goes on: found there, none comes twice."""
    if not record.is_ended:
        return {"record": record, "source": source}
    return {"record": record.survivor(), "source": Credit.Source.MERGED, "origin": source, "merged_from": record}


def _moved(record: StudentRecord) -> tuple[tuple[str, str], ...]:
    if not record.is_ended:
        return ()
    return (("准考证号", f"{record.admission_number} 已合并，成绩记入 {record.survivor().admission_number}"),)


def _mark(row: Row) -> tuple[int | None, str]:
    """A mark of 60 to 100, a grade word, or nothing for exemptions."""
    value = row.text("成绩")
    if not value:
        return None, ""
    if value in ("优秀", "良好", "中等", "合格"):
        return None, value
    if not re.fullmatch(r"[0-9]{1,3}", value):
        raise BadCell("成绩", f"“{value}”不是分数，也不是 优秀、良好、中等、合格")
    if not 60 <= int(value) <= 100:
        raise BadCell("成绩", f"{value} 分不在 60 到 100 之间，只导入合格成绩")
    return int(value), ""


def _cancellation(row: Row, year: int, month: int) -> dict[str, Any]:
    """A table without these columns leaves a cancellation as it is; an empty cell takes it back."""
    if not row.has("违纪取消日期"):
        return {}
    why = row.text("违纪取消原因")
    if not row.text("违纪取消日期"):
        if why:
            raise BadCell("违纪取消日期", "写了取消原因，也要写日期")
        return {"cancelled_on": None, "cancelled_why": ""}
    on = row.day("违纪取消日期")
    if not why:
        raise BadCell("违纪取消原因", "写了取消日期，也要写原因")
    if on > timezone.localdate() or on < date(year, month, 1):
        raise BadCell("违纪取消日期", f"{on} 早于考次，或还没有到")
    return {"cancelled_on": on, "cancelled_why": why}


def _warnings(row: Row, course: Course) -> tuple[tuple[str, str], ...]:
    name = row.text("课程名称")
    if not name or name == course.name:
        return ()
    return (("课程名称", f"课程 {course.code} 在课程表中叫“{course.name}”，文件中写“{name}”"),)


register(
    Importer(
        "成绩",
        110,
        Credit,
        ("record", "course", "source", "year", "month"),
        ("准考证号", "课程代码", "成绩", "考次", "来源"),
        ("课程名称", "违纪取消日期", "违纪取消原因"),
        _credits,
        within="record",
        guard=merged_meanwhile,
        remember=remember_credits,
    )
)
