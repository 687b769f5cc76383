"""The tables of student records: 考籍, 成绩, 前置学历核对."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone

from selfexam import typed
from selfexam.catalogue.code_tables import ETHNICITIES, POLITICAL_STATUSES, IdType, Route, Sex
from selfexam.catalogue.importing.importer import Importer, register
from selfexam.catalogue.importing.kinds import by, found
from selfexam.catalogue.importing.plans import plan_of
from selfexam.catalogue.importing.problems import BadCell
from selfexam.catalogue.importing.tables import Row
from selfexam.catalogue.models import Course, Plan, Programme, School, Unit
from selfexam.digests import keyed_digest
from selfexam.records.id_numbers import BadIdNumber, grown, read_id_number
from selfexam.records.models import Credit, StudentRecord, VerifiedQualification
from selfexam.records.names import BadName, read_name

SEXES = {str(s.label): s.value for s in Sex}
ROUTES = {str(r.label): r.value for r in Route}
ID_TYPES = {str(t.label): t.value for t in IdType}
ETHNIC = {name: code for code, name in ETHNICITIES}
POLITICAL = {name: code for code, name in POLITICAL_STATUSES}
SOURCES = {str(s.label): s.value for s in Credit.Source}
# Documents that carry a GB 11643 number.
_NUMBERED = (IdType.RESIDENT, IdType.HK_MACAU_TAIWAN)


def _identity(row: Row) -> dict[str, Any]:
    """Type, number, birth date and sex, checked against each other."""
    id_type, number = row.one_of("证件类型", ID_TYPES), typed.number(row.needed("证件号码"))
    birth, sex = row.day("出生日期"), row.one_of("性别", SEXES)
    if id_type in _NUMBERED:
        try:
            read = read_id_number(number)
        except BadIdNumber as bad:
            raise BadCell("证件号码", str(bad)) from None
        if read.birth != birth:
            raise BadCell("出生日期", f"与证件号码中的 {read.birth} 不一致")
        if read.sex != sex:
            raise BadCell("性别", "与证件号码不一致")
        if read.is_residence_permit != (id_type == IdType.HK_MACAU_TAIWAN):
            raise BadCell("证件类型", "与证件号码不符：港澳台居民居住证号码以 81、82、83 开头，身份证不是")
        number = read.number
    return {
        "id_type": id_type,
        "id_number": number,
        "id_digest": keyed_digest(number),
        "birth_date": birth,
        "sex": sex,
    }


def _records(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    programmes = by(Programme.objects.all(), "code", "level")
    plans = by(Plan.objects.all(), "programme_id", "version")
    schools, units = by(School.objects.all(), "code"), by(Unit.objects.all(), "code")
    examined = set(Programme.schools.through.objects.values_list("programme_id", "school_id"))

    def parse(row: Row) -> dict[str, Any]:
        try:
            name = read_name(row.needed("姓名"))
        except BadName as bad:
            raise BadCell("姓名", str(bad)) from None
        plan = plan_of(row, programmes, plans)
        code, route = row.digits("院校代码", 5), row.one_of("考生类别", ROUTES)
        school = found(schools, code, "院校代码", code)
        if (plan.programme_id, school.pk) not in examined:
            raise BadCell("院校代码", f"{school} 不是 {plan.programme} 的主考学校")
        return {
            "admission_number": row.digits("准考证号", 12),
            "name": name,
            **_identity(row),
            "ethnicity": row.one_of("民族", ETHNIC),
            "political_status": row.one_of("政治面貌", POLITICAL),
            "programme": plan.programme,
            "plan": plan,
            "school": school,
            "route": route,
            "unit": _unit(row, units, school, route),
            "first_enrolled": _sitting(row, "首次报考"),
            "phone": row.text("电话"),
        }

    return parse


def _unit(row: Row, units: dict[Any, Unit], school: School, route: str) -> Unit | None:
    """Named for unit candidates only, and then one of the candidate's own school."""
    code = row.text("单位代码")
    if (route == Route.COLLECTIVE_UNIT) != bool(code):
        raise BadCell("单位代码", "集体单位考生要写单位代码，其他考生不写")
    if not code:
        return None
    unit = found(units, code, "单位代码", code)
    if unit.school_id != school.pk:
        raise BadCell("单位代码", f"{unit} 不属于 {school}")
    return unit


def _sitting(row: Row, column: str) -> str:
    """Year and month; a spreadsheet may have made the first of the month of it."""
    value = row.needed(column)
    match = re.fullmatch(r"((?:19|20)[0-9]{2})[-/](0?[1-9]|1[0-2])(?:[-/]0?1)?", value)
    if match is None:
        raise BadCell(column, f"“{value}”不是年月，写法如 2022-04")
    sitting = f"{match[1]}-{int(match[2]):02d}"
    if sitting > f"{timezone.localdate():%Y-%m}":
        raise BadCell(column, f"{sitting} 还没有到")
    return sitting


def _credits(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    numbers = sorted({row.text("准考证号") for row in rows})
    records: dict[Any, StudentRecord] = {}
    for start in range(0, len(numbers), 500):
        some = StudentRecord.objects.filter(admission_number__in=numbers[start : start + 500])
        records |= by(some.only("admission_number", "name"), "admission_number")
    courses = by(Course.objects.all(), "code")

    def parse(row: Row) -> dict[str, Any]:
        number, code = row.digits("准考证号", 12), row.digits("课程代码", 5)
        year, month = map(int, _sitting(row, "考次").split("-"))
        source = row.one_of("来源", SOURCES)
        mark, grade = _mark(row)
        if source in (Credit.Source.EXAM, Credit.Source.PRACTICE) and mark is None and not grade:
            raise BadCell("成绩", "不能为空；没有分数的只有免考、互认、转入和合并")
        return {
            "record": found(records, number, "准考证号", number),
            "course": found(courses, code, "课程代码", code),
            "mark": mark,
            "grade": grade,
            "year": year,
            "month": month,
            "source": source,
        }

    return parse


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


def _qualifications(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    def parse(row: Row) -> dict[str, Any]:
        return {
            "id_digest": keyed_digest(grown(typed.number(row.needed("证件号码")))),
            "number": row.needed("证书编号").upper(),
            "school_name": row.text("毕业院校"),
            "source": row.needed("核对来源"),
            "verified_on": row.day("核对日期"),
        }

    return parse


for importer in (
    Importer(
        "考籍",
        100,
        StudentRecord,
        ("admission_number",),
        (
            "准考证号",
            "姓名",
            "性别",
            "出生日期",
            "民族",
            "政治面貌",
            "证件类型",
            "证件号码",
            "专业代码",
            "层次",
            "版本",
            "院校代码",
            "考生类别",
            "单位代码",
            "首次报考",
        ),
        ("电话",),
        _records,
    ),
    Importer(
        "成绩",
        110,
        Credit,
        ("record", "course", "source", "year", "month"),
        ("准考证号", "课程代码", "成绩", "考次", "来源"),
        ("课程名称",),
        _credits,
    ),
    Importer(
        "前置学历核对",
        120,
        VerifiedQualification,
        ("id_digest", "number"),
        ("证件号码", "证书编号", "核对来源", "核对日期"),
        ("毕业院校",),
        _qualifications,
    ),
):
    register(importer)
