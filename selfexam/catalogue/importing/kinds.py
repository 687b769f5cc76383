"""The catalogue's own tables: 学校, 单位, 课程, 专业, 考试计划, 选考组, 计划课程, 顶替, 批次."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from selfexam.catalogue.code_tables import Level
from selfexam.catalogue.importing.importer import Importer, Parsed, register
from selfexam.catalogue.importing.problems import BadCell
from selfexam.catalogue.importing.tables import Row
from selfexam.catalogue.models import (
    Batch,
    Course,
    Plan,
    PlanSlot,
    Programme,
    School,
    SlotCourse,
    SlotGroup,
    Substitution,
    Unit,
)

LEVELS = {"专科": Level.JUNIOR_COLLEGE.value, "本科": Level.BACHELOR.value, "专升本": Level.BACHELOR.value}
M = TypeVar("M", bound=models.Model)


def found(mapping: dict[Any, M], key: Any, column: str, shown: str) -> M:
    """`mapping[key]`, or the sentence that there is no such thing yet."""
    if key in mapping:
        return mapping[key]
    raise BadCell(column, f"没有“{shown}”，请先导入")


def by(rows: Iterable[M], *names: str) -> dict[Any, M]:
    """Rows by one attribute, or by a tuple of several."""
    if len(names) == 1:
        return {getattr(row, names[0]): row for row in rows}
    return {tuple(getattr(row, name) for name in names): row for row in rows}


def _schools(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    def parse(row: Row) -> dict[str, Any]:
        return {
            "code": row.needed("院校代码"),
            "name": row.needed("名称"),
            "office_name": row.text("自考办名称"),
            "office_phone": row.text("自考办电话"),
            "office_hours": row.text("办公时间"),
            "office_address": row.text("地址"),
            "handover_note": row.text("发放方式"),
        }

    return parse


def _units(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    schools = by(School.objects.all(), "code")

    def parse(row: Row) -> dict[str, Any]:
        code = row.needed("院校代码")
        return {
            "code": row.needed("单位代码"),
            "name": row.needed("名称"),
            "school": found(schools, code, "院校代码", code),
            "contact": row.text("联系方式"),
        }

    return parse


def _courses(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    return lambda row: {"code": row.needed("课程代码"), "name": row.needed("课程名称")}


def _programmes(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    schools = by(School.objects.all(), "code")

    def parse(row: Row) -> dict[str, Any]:
        codes = re.split(r"[\s、,，;；]+", row.needed("主考学校"))
        return {
            "code": row.needed("专业代码"),
            "name": row.needed("专业名称"),
            "level": row.one_of("层次", LEVELS),
            "_schools": [found(schools, code, "主考学校", code) for code in codes],
        }

    return parse


def _set_schools(parsed: Sequence[Parsed], rows: Sequence[models.Model]) -> None:
    for item, programme in zip(parsed, rows, strict=True):
        if isinstance(programme, Programme):
            programme.schools.set(item.values["_schools"])


def programme_of(row: Row, programmes: dict[Any, Programme]) -> Programme:
    code, level = row.needed("专业代码"), row.one_of("层次", LEVELS)
    return found(programmes, (code, level), "专业代码", f"{code} {row.text('层次')}")


def _plans(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    programmes = by(Programme.objects.all(), "code", "level")

    def parse(row: Row) -> dict[str, Any]:
        return {
            "programme": programme_of(row, programmes),
            "version": row.needed("版本"),
            "valid_from": row.day("执行起始"),
            "valid_until": row.day("过渡期截止") if row.text("过渡期截止") else None,
            "least_courses": row.whole("最少门数"),
            "least_credits": row.whole("最少学分"),
            "source_note": row.text("来源说明"),
        }

    return parse


def plan_of(row: Row, programmes: dict[Any, Programme], plans: dict[Any, Plan]) -> Plan:
    programme, version = programme_of(row, programmes), row.needed("版本")
    return found(plans, (programme.pk, version), "版本", f"{programme} {version}")


def _groups(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    programmes = by(Programme.objects.all(), "code", "level")
    plans = by(Plan.objects.all(), "programme_id", "version")

    def parse(row: Row) -> dict[str, Any]:
        return {
            "plan": plan_of(row, programmes, plans),
            "code": row.needed("组号"),
            "name": row.needed("名称"),
            "least_courses": row.whole("最少门数"),
            "least_credits": row.whole("最少学分"),
        }

    return parse


KINDS = {str(kind.label): kind.value for kind in PlanSlot.Kind}
PARTS = {str(part.label): part.value for part in SlotCourse.Part}


def _slots(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    """Slots are made as their first course is met; the file's order is the plan's order."""
    programmes = by(Programme.objects.all(), "code", "level")
    plans = by(Plan.objects.all(), "programme_id", "version")
    groups = by(SlotGroup.objects.all(), "plan_id", "code")
    courses = by(Course.objects.all(), "code")
    slots = by(PlanSlot.objects.all(), "plan_id", "number")

    def slot_of(row: Row, plan: Plan) -> PlanSlot:
        number, kind = row.needed("序号"), row.one_of("类型", KINDS)
        if (plan.pk, number) not in slots:
            code = row.text("选考组")
            if bool(code) != (kind == PlanSlot.Kind.ELECTIVE):
                raise BadCell("选考组", "选考课程要写选考组，其他课程不写")
            group = found(groups, (plan.pk, code), "选考组", code) if code else None
            position = 1 + sum(key[0] == plan.pk for key in slots)
            slots[plan.pk, number] = PlanSlot.objects.create(
                plan=plan, number=number, position=position, kind=kind, group=group
            )
        return slots[plan.pk, number]

    def parse(row: Row) -> dict[str, Any]:
        code = row.needed("课程代码")
        return {
            "slot": slot_of(row, plan_of(row, programmes, plans)),
            "course": found(courses, code, "课程代码", code),
            "part": row.one_of("组成", PARTS),
            "credits": row.whole("学分"),
        }

    return parse


def _conditions(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    programmes = by(Programme.objects.all(), "code", "level")
    plans = by(Plan.objects.all(), "programme_id", "version")
    slots = by(PlanSlot.objects.all(), "plan_id", "number")

    def parse(row: Row) -> dict[str, Any]:
        plan, number = plan_of(row, programmes, plans), row.needed("条件序号")
        return {
            "plan": plan,
            "code": row.needed("组号"),
            "condition_slot": found(slots, (plan.pk, number), "条件序号", number),
            "otherwise_courses": row.whole("否则门数"),
            "otherwise_credits": row.whole("否则学分"),
        }

    return parse


def _substitutions(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    programmes = by(Programme.objects.all(), "code", "level")
    courses = by(Course.objects.all(), "code")

    def parse(row: Row) -> dict[str, Any]:
        wanted, substitute = row.needed("计划课程代码"), row.needed("顶替课程代码")
        if wanted == substitute:
            raise BadCell("顶替课程代码", "课程不能顶替自己")
        return {
            "programme": programme_of(row, programmes),
            "wanted": found(courses, wanted, "计划课程代码", wanted),
            "substitute": found(courses, substitute, "顶替课程代码", substitute),
            "usable_until": row.day("截止使用") if row.text("截止使用") else None,
        }

    return parse


_RELATIVE = re.compile(r"今天(?:([+-])(\d{1,3}))?(?: (\d{1,2}):(\d{2}))?")


def moment(row: Row, column: str) -> datetime:
    """`2026-11-26 09:00`, or for demonstrations relative to the day of loading: `今天-3 09:00`."""
    value = row.needed(column)
    if match := _RELATIVE.fullmatch(value):
        sign, days, hour, minute = match.groups()
        day = timezone.localdate() + timedelta(days=int(f"{sign}{days}") if days else 0)
        clock = time(int(hour), int(minute)) if hour and int(hour) < 24 and int(minute) < 60 else time()
        return timezone.make_aware(datetime.combine(day, clock))
    try:
        naive = datetime.fromisoformat(value.replace("/", "-"))
    except ValueError:
        raise BadCell(column, f"“{value}”不是时间，写法如 2026-11-26 09:00") from None
    return naive if timezone.is_aware(naive) else timezone.make_aware(naive)


def _batches(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    numbering = {str(kind.label): kind.value for kind in Batch.Numbering}

    def parse(row: Row) -> dict[str, Any]:
        values = {
            "code": row.needed("批次代码"),
            "name": row.needed("名称"),
            "apply_from": moment(row, "申请开始"),
            "apply_until": moment(row, "申请截止"),
            "review_until": moment(row, "初审截止"),
            "pay_until": moment(row, "缴费截止"),
            "collective_from": timezone.localdate(moment(row, "会审开始")),
            "collective_until": timezone.localdate(moment(row, "会审结束")),
            "graduation_date": timezone.localdate(moment(row, "毕业日期")),
            "review_fee": row.whole("毕业审定费（分）"),
            "exemption_fee": row.whole("免考费（分）"),
            "numbering": row.one_of("编号方式", numbering),
            "is_published": row.one_of("发布", {"是": "yes", "否": ""}) == "yes",
        }
        ends = [values[name] for name in ("apply_from", "apply_until", "review_until", "pay_until")]
        if ends != sorted(ends) or values["collective_from"] > values["collective_until"]:
            raise BadCell("申请截止", "时间先后不对：开始、申请截止、初审截止、缴费截止应依次不早于前一个")
        return values

    return parse


PROGRAMME = ("专业代码", "层次")
for importer in (
    Importer(
        "学校",
        10,
        School,
        ("code",),
        ("院校代码", "名称"),
        ("自考办名称", "自考办电话", "办公时间", "地址", "发放方式"),
        _schools,
    ),
    Importer("单位", 20, Unit, ("code",), ("单位代码", "名称", "院校代码"), ("联系方式",), _units),
    Importer("课程", 30, Course, ("code",), ("课程代码", "课程名称"), (), _courses),
    Importer(
        "专业",
        40,
        Programme,
        ("code", "level"),
        ("专业代码", "专业名称", "层次", "主考学校"),
        (),
        _programmes,
        _set_schools,
    ),
    Importer(
        "考试计划",
        50,
        Plan,
        ("programme", "version"),
        (*PROGRAMME, "版本", "执行起始", "最少门数", "最少学分"),
        ("过渡期截止", "来源说明"),
        _plans,
    ),
    Importer(
        "选考组",
        60,
        SlotGroup,
        ("plan", "code"),
        (*PROGRAMME, "版本", "组号", "名称", "最少门数", "最少学分"),
        (),
        _groups,
    ),
    Importer(
        "计划课程",
        70,
        SlotCourse,
        ("slot", "course"),
        (*PROGRAMME, "版本", "序号", "类型", "课程代码", "组成", "学分", "选考组"),
        (),
        _slots,
    ),
    Importer(
        "选考条件",
        75,
        SlotGroup,
        ("plan", "code"),
        (*PROGRAMME, "版本", "组号", "条件序号", "否则门数", "否则学分"),
        (),
        _conditions,
    ),
    Importer(
        "顶替",
        80,
        Substitution,
        ("programme", "wanted", "substitute"),
        (*PROGRAMME, "计划课程代码", "顶替课程代码"),
        ("截止使用",),
        _substitutions,
    ),
    Importer(
        "批次",
        90,
        Batch,
        ("code",),
        (
            "批次代码",
            "名称",
            "申请开始",
            "申请截止",
            "初审截止",
            "缴费截止",
            "会审开始",
            "会审结束",
            "毕业日期",
            "毕业审定费（分）",
            "免考费（分）",
            "编号方式",
            "发布",
        ),
        (),
        _batches,
    ),
):
    register(importer)
