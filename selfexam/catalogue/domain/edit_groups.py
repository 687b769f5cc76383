"""Elective groups of a plan version: add, change, remove. All through `change`, so never in use."""

from dataclasses import dataclass

from selfexam.catalogue.domain.change import PlanRefused, change, plan_subject
from selfexam.catalogue.models import Plan, PlanSlot, SlotGroup


@dataclass(frozen=True)
class GroupIn:
    """A group as the form gives it; without a condition slot the other two sums are None."""

    code: str
    name: str
    least_courses: int
    least_credits: int
    condition_slot: PlanSlot | None
    otherwise_courses: int | None
    otherwise_credits: int | None


def add_group(plan: Plan, wanted: GroupIn, *, by_id: int, seen: str) -> None:
    def act() -> None:
        _free(plan, wanted.code)
        SlotGroup.objects.create(plan=plan, **vars(wanted))

    change(plan_subject(plan), act, by_id=by_id, seen=seen, label=f"新增选考组 {wanted.code}")


def save_group(group: SlotGroup, wanted: GroupIn, *, by_id: int, seen: str) -> bool:
    def act() -> None:
        _free(group.plan, wanted.code, but=group.pk)
        SlotGroup.objects.filter(pk=group.pk).update(**vars(wanted))

    return change(plan_subject(group.plan), act, by_id=by_id, seen=seen, label=f"修改选考组 {group.code}")


def remove_group(group: SlotGroup, *, by_id: int, seen: str) -> bool:
    """Never with courses in it: they would go with it."""
    count = group.slots.count()
    if count:
        raise PlanRefused(f"“{group.name}”里还有 {count} 项课程，请先把它们改到别的组或删除")

    def act() -> None:
        SlotGroup.objects.filter(pk=group.pk).delete()

    return change(plan_subject(group.plan), act, by_id=by_id, seen=seen, label=f"删除选考组 {group.code}")


def _free(plan: Plan, code: str, but: int = 0) -> None:
    if plan.groups.filter(code=code).exclude(pk=but).exists():
        raise PlanRefused(f"这一版已有选考组 {code}，请换一个组号", "code")
