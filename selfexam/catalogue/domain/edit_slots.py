"""Slots of a plan version: add at a place, change, move by one, remove. All through `change`, so never in use."""

from dataclasses import dataclass, field

from django.db.models import F

from selfexam.catalogue.domain.change import PlanRefused, change, plan_subject
from selfexam.catalogue.models import Course, Plan, PlanSlot, SlotCourse, SlotGroup

# Far above any plan; positions wait there while they are dealt out anew, because each may stand once only.
_ASIDE = 10_000


@dataclass(frozen=True)
class CourseIn:
    """A course of a slot as the form gives it."""

    course: Course
    part: str
    credits: int


@dataclass(frozen=True)
class SlotIn:
    """A slot as the form gives it; `after` is the slot behind which a new one goes, None the beginning."""

    number: str
    kind: str
    group: SlotGroup | None
    courses: list[CourseIn] = field(default_factory=list)
    after: PlanSlot | None = None


def add_slot(plan: Plan, wanted: SlotIn, *, by_id: int, seen: str) -> None:
    def act() -> None:
        _free(plan, wanted.number)
        order = list(plan.slots.order_by("position").values_list("pk", flat=True))
        place = order.index(wanted.after.pk) + 1 if wanted.after else 0
        slot = PlanSlot(plan=plan, number=wanted.number, kind=wanted.kind, group=wanted.group, position=_ASIDE - 1)
        slot.save()
        _fill(slot, wanted.courses)
        _deal(plan, [*order[:place], slot.pk, *order[place:]])

    change(plan_subject(plan), act, by_id=by_id, seen=seen, label=f"新增第 {wanted.number} 项")


def save_slot(slot: PlanSlot, wanted: SlotIn, *, by_id: int, seen: str) -> bool:
    def act() -> None:
        _free(slot.plan, wanted.number, but=slot.pk)
        PlanSlot.objects.filter(pk=slot.pk).update(number=wanted.number, kind=wanted.kind, group=wanted.group)
        _fill(slot, wanted.courses)

    return change(plan_subject(slot.plan), act, by_id=by_id, seen=seen, label=f"修改第 {slot.number} 项")


def move_slot(slot: PlanSlot, *, up: bool, by_id: int, seen: str) -> bool:
    """One place up or down; at the end nothing happens."""

    def act() -> None:
        order = list(slot.plan.slots.order_by("position").values_list("pk", flat=True))
        here = order.index(slot.pk)
        there = here - 1 if up else here + 1
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
            _deal(slot.plan, order)

    label = f"第 {slot.number} 项{'上移' if up else '下移'}"
    return change(plan_subject(slot.plan), act, by_id=by_id, seen=seen, label=label)


def remove_slot(slot: PlanSlot, *, by_id: int, seen: str) -> bool:
    asking = slot.plan.groups.filter(condition_slot=slot).first()
    if asking is not None:
        raise PlanRefused(f"第 {slot.number} 项是“{asking.name}”的条件，请先修改这个选考组的条件")

    def act() -> None:
        PlanSlot.objects.filter(pk=slot.pk).delete()
        _deal(slot.plan, list(slot.plan.slots.order_by("position").values_list("pk", flat=True)))

    return change(plan_subject(slot.plan), act, by_id=by_id, seen=seen, label=f"删除第 {slot.number} 项")


def _free(plan: Plan, number: str, but: int = 0) -> None:
    if plan.slots.filter(number=number).exclude(pk=but).exists():
        raise PlanRefused(f"这一版已有第 {number} 项，请换一个序号", "number")


def _fill(slot: PlanSlot, courses: list[CourseIn]) -> None:
    """Rows are written anew only if they differ, so that saving the same changes nothing."""
    rows = list(slot.courses.order_by("pk").values_list("course_id", "part", "credits"))
    if rows == [(row.course.pk, row.part, row.credits) for row in courses]:
        return
    slot.courses.all().delete()
    SlotCourse.objects.bulk_create(
        SlotCourse(slot=slot, course=row.course, part=row.part, credits=row.credits) for row in courses
    )


def _deal(plan: Plan, order: list[int]) -> None:
    PlanSlot.objects.filter(plan=plan).update(position=F("position") + _ASIDE)
    for position, pk in enumerate(order, 1):
        PlanSlot.objects.filter(pk=pk).update(position=position)
