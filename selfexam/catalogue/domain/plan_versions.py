"""New programmes, new versions as copies of old ones, and versions thrown away before anybody used them."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from selfexam.catalogue.domain.change import IN_USE, PlanRefused, change, plan_subject, programme_subject
from selfexam.catalogue.models import (
    LevelMinimum,
    Plan,
    PlanEvent,
    PlanSlot,
    Programme,
    School,
    SlotCourse,
    SlotGroup,
)


@transaction.atomic
def new_programme(programme: Programme, schools: list[School], *, by_id: int) -> Programme:
    try:
        with transaction.atomic():
            programme.save()
    except IntegrityError as error:
        raise PlanRefused("同一层次已有这个专业代码", "code") from error
    programme.schools.set(schools)
    PlanEvent.objects.create(programme=programme, by_id=by_id, label="新建专业")
    return programme


def save_programme(programme: Programme, name: str, schools: list[School], *, by_id: int, seen: str) -> bool:
    def act() -> None:
        Programme.objects.filter(pk=programme.pk).update(name=name)
        programme.schools.set(schools)

    return change(programme_subject(programme), act, by_id=by_id, seen=seen, label="修改专业")


@dataclass(frozen=True)
class NewVersion:
    version: str
    valid_from: date
    base: Plan | None


@transaction.atomic
def new_version(programme: Programme, wanted: NewVersion, *, by_id: int) -> Plan:
    """A copy of `base` under a new version; without one an empty plan that asks for the national minimum."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    if programme.plans.filter(version=wanted.version).exists():
        raise PlanRefused("这个专业已有同名版本，请换一个", "version")
    base = wanted.base
    least = base or LevelMinimum.objects.filter(level=programme.level).first()
    plan = Plan.objects.create(
        programme=programme,
        version=wanted.version,
        valid_from=wanted.valid_from,
        least_courses=least.least_courses if least else 0,
        least_credits=least.least_credits if least else 0,
    )
    if base is not None:
        _copy(base, plan)
    label = f"以 {base.version} 版为基础新建" if base else "新建版本"
    PlanEvent.objects.create(programme=programme, version=plan.version, by_id=by_id, label=label)
    return plan


def _copy(base: Plan, plan: Plan) -> None:
    groups, slots = dict[int, SlotGroup](), dict[int, PlanSlot]()
    for group in base.groups.order_by("pk"):
        sums = {"least_courses": group.least_courses, "least_credits": group.least_credits}
        groups[group.pk] = SlotGroup.objects.create(plan=plan, code=group.code, name=group.name, **sums)
    for slot in base.slots.prefetch_related("courses"):
        own = groups.get(slot.group_id or 0)
        made = PlanSlot.objects.create(plan=plan, number=slot.number, position=slot.position, kind=slot.kind, group=own)
        slots[slot.pk] = made
        SlotCourse.objects.bulk_create(
            SlotCourse(slot=made, course_id=row.course_id, part=row.part, credits=row.credits)
            for row in slot.courses.order_by("pk")
        )
    for group in base.groups.filter(condition_slot__in=slots):
        SlotGroup.objects.filter(pk=groups[group.pk].pk).update(
            condition_slot=slots[group.condition_slot_id or 0],
            otherwise_courses=group.otherwise_courses,
            otherwise_credits=group.otherwise_credits,
        )


def save_facts(plan: Plan, facts: dict[str, object], *, by_id: int, seen: str) -> bool:
    """Dates, sums and the note of the source."""
    return change(
        plan_subject(plan),
        lambda: Plan.objects.filter(pk=plan.pk).update(**facts),
        by_id=by_id,
        seen=seen,
        label="修改要求和日期",
    )


def remove_version(plan: Plan, *, by_id: int, seen: str) -> None:
    """Only a version by which nobody is judged; its history stays."""
    if plan.in_use:
        raise PlanRefused(IN_USE)

    def act() -> None:
        none = {"condition_slot": None, "otherwise_courses": None, "otherwise_credits": None}
        SlotGroup.objects.filter(plan_id=plan.pk).update(**none)
        Plan.objects.filter(pk=plan.pk).delete()

    change(plan_subject(plan), act, by_id=by_id, seen=seen, label="删除版本")
