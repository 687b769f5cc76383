"""The tables of examination plans: 考试计划, 选考组, 计划课程, 选考条件, 顶替."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from selfexam.catalogue.importing.comparing import Compared
from selfexam.catalogue.importing.importer import Importer, Source, register
from selfexam.catalogue.importing.kinds import by, found, programme_of
from selfexam.catalogue.importing.problems import BadCell
from selfexam.catalogue.importing.tables import Row
from selfexam.catalogue.judged_anew import judged_anew
from selfexam.catalogue.models import Course, Plan, PlanSlot, Programme, SlotCourse, SlotGroup, Substitution

PROGRAMME = ("专业代码", "层次")


def _plans(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    programmes = by(Programme.objects.all(), "code", "level")

    def parse(row: Row) -> dict[str, Any]:
        return {
            "programme": programme_of(row, programmes),
            "version": row.needed("版本"),
            "valid_from": row.day("执行起始"),
            **row.days_of(valid_until="过渡期截止", last_graduation="最后毕业日期"),
            "least_courses": row.whole("最少门数"),
            "least_credits": row.whole("最少学分"),
            **row.texts_of(source_note="来源说明"),
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


def short(model: type[Model], field: str, text: str, column: str) -> None:
    """The rule of a model's short name, for rows that are made on the way."""
    try:
        model._meta.get_field(field).clean(text, None)  # type: ignore[union-attr]
    except ValidationError as error:
        raise BadCell(column, f"“{text}”：{error.messages[0]}") from None


def _slots(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    """Slots are made as their first course is met; the file's order is the plan's order."""
    programmes = by(Programme.objects.all(), "code", "level")
    plans = by(Plan.objects.all(), "programme_id", "version")
    groups = by(SlotGroup.objects.all(), "plan_id", "code")
    courses = by(Course.objects.all(), "code")
    slots = by(PlanSlot.objects.all(), "plan_id", "number")

    def slot_of(row: Row, plan: Plan) -> PlanSlot:
        number, kind, code = row.needed("序号"), row.one_of("类型", KINDS), row.text("选考组")
        if bool(code) != (kind == PlanSlot.Kind.ELECTIVE):
            raise BadCell("选考组", "选考课程要写选考组，其他课程不写")
        group = found(groups, (plan.pk, code), "选考组", code) if code else None
        slot = slots.get((plan.pk, number))
        if slot is None:
            short(PlanSlot, "number", number, "序号")
            position = 1 + sum(key[0] == plan.pk for key in slots)
            slot = PlanSlot.objects.create(plan=plan, number=number, position=position, kind=kind, group=group)
            slots[plan.pk, number] = slot
        elif (slot.kind, slot.group_id) != (kind, group.pk if group else None):
            # Records are audited by this plan already: a different rule is a new version.
            raise BadCell("类型", f"第 {number} 项已经是另一种类型或另一个选考组；规则变了，请用新的版本号")
        return slot

    def parse(row: Row) -> dict[str, Any]:
        code = row.digits("课程代码", 5)
        course, name = found(courses, code, "课程代码", code), row.text("课程名称")
        if name and name != course.name:
            raise BadCell("课程名称", f"{code} 是“{course.name}”，表中写的是“{name}”，请核对课程代码")
        return {
            "slot": slot_of(row, plan_of(row, programmes, plans)),
            "course": course,
            "part": row.one_of("组成", PARTS),
            "credits": row.whole("学分"),
        }

    return parse


def _conditions(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    programmes = by(Programme.objects.all(), "code", "level")
    plans = by(Plan.objects.all(), "programme_id", "version")
    slots = by(PlanSlot.objects.all(), "plan_id", "number")
    groups = by(SlotGroup.objects.all(), "plan_id", "code")

    def parse(row: Row) -> dict[str, Any]:
        plan, number, code = plan_of(row, programmes, plans), row.needed("条件序号"), row.needed("组号")
        return {
            "plan": plan,
            "code": found(groups, (plan.pk, code), "组号", code).code,
            "condition_slot": found(slots, (plan.pk, number), "条件序号", number),
            "otherwise_courses": row.whole("否则门数"),
            "otherwise_credits": row.whole("否则学分"),
        }

    return parse


def _substitutions(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    programmes = by(Programme.objects.all(), "code", "level")
    courses = by(Course.objects.all(), "code")

    def parse(row: Row) -> dict[str, Any]:
        wanted, substitute = row.digits("计划课程代码", 5), row.digits("顶替课程代码", 5)
        if wanted == substitute:
            raise BadCell("顶替课程代码", "课程不能顶替自己")
        return {
            "programme": programme_of(row, programmes),
            "wanted": found(courses, wanted, "计划课程代码", wanted),
            "substitute": found(courses, substitute, "顶替课程代码", substitute),
            "bundle": row.text("合并组"),
            **row.days_of(usable_until="截止使用"),
        }

    return parse


def _judge_anew(compared: Sequence[Compared], source: Source) -> None:
    """A plan in use only changes its dates, a substitution anything; both may change who may graduate."""
    rows = [one.row for one in compared]
    judged_anew(row.programme_id for row in rows if isinstance(row, Plan | Substitution))


for importer in (
    Importer(
        "考试计划",
        50,
        Plan,
        ("programme", "version"),
        (*PROGRAMME, "版本", "执行起始", "最少门数", "最少学分"),
        ("过渡期截止", "最后毕业日期", "来源说明"),
        _plans,
        remember=_judge_anew,
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
        ("课程名称",),
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
        ("programme", "wanted", "substitute", "bundle"),
        (*PROGRAMME, "计划课程代码", "顶替课程代码"),
        ("合并组", "截止使用"),
        _substitutions,
        remember=_judge_anew,
    ),
):
    register(importer)
