"""The table 考籍: who a person is in the examination system. Rows are found by 准考证号."""

from collections.abc import Callable, Sequence
from typing import Any

from selfexam.catalogue.code_tables import ETHNICITIES, POLITICAL_STATUSES, IdType, Route, Sex
from selfexam.catalogue.importing.importer import Importer, register
from selfexam.catalogue.importing.kinds import by, found
from selfexam.catalogue.importing.plans import plan_of
from selfexam.catalogue.importing.problems import BadCell
from selfexam.catalogue.importing.tables import Row
from selfexam.catalogue.models import Plan, Programme, School, Unit
from selfexam.digests import keyed_digest
from selfexam.records.admission_numbers import BadAdmissionNumber, check_structure, has_known_district
from selfexam.records.identity import BadIdentity, checked_number
from selfexam.records.importing.locked import Locks
from selfexam.records.importing.remembering import remember_records
from selfexam.records.importing.sittings import sitting_of, this_month
from selfexam.records.models import StudentRecord
from selfexam.records.names import BadName, read_name

SEXES = {str(s.label): s.value for s in Sex}
ROUTES = {str(r.label): r.value for r in Route}
ID_TYPES = {str(t.label): t.value for t in IdType}
ETHNIC = {name: code for code, name in ETHNICITIES}
POLITICAL = {name: code for code, name in POLITICAL_STATUSES}


def _identity(row: Row) -> dict[str, Any]:
    """Type, number, birth date and sex, checked against each other."""
    id_type, birth, sex = row.one_of("证件类型", ID_TYPES), row.day("出生日期"), row.one_of("性别", SEXES)
    try:
        number = checked_number(id_type, row.needed("证件号码"), birth, sex)
    except BadIdentity as bad:
        raise BadCell(bad.field, bad.sentence) from None
    return {
        "id_type": id_type,
        "id_number": number,
        "id_digest": keyed_digest(number),
        "birth_date": birth,
        "sex": sex,
    }


def _admission_number(row: Row) -> str:
    number = row.digits("准考证号", 12)
    try:
        check_structure(number)
    except BadAdmissionNumber as bad:
        raise BadCell("准考证号", str(bad)) from None
    return number


def _records(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    programmes = by(Programme.objects.all(), "code", "level")
    plans = by(Plan.objects.all(), "programme_id", "version")
    schools, units = by(School.objects.all(), "code"), by(Unit.objects.all(), "code")
    locks = Locks({row.text("准考证号") for row in rows})
    latest = this_month()
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
        values = {
            "admission_number": _admission_number(row),
            "name": name,
            **_identity(row),
            "ethnicity": row.one_of("民族", ETHNIC),
            "political_status": row.one_of("政治面貌", POLITICAL),
            "programme": plan.programme,
            "plan": plan,
            "school": school,
            "route": route,
            "unit": _unit(row, units, school, route),
            "first_enrolled": sitting_of(row, "首次报考", latest),
            **row.texts_of(phone="电话"),
            "_warnings": _warnings(row),
        }
        return locks.kept(values)

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


def _warnings(row: Row) -> tuple[tuple[str, str], ...]:
    number = row.text("准考证号")
    if has_known_district(number):
        return ()
    return (("准考证号", f"前四位 {number[:4]} 不在本市区县代码中"),)


register(
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
        within="school",
        remember=remember_records,
    )
)
