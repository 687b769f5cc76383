"""Reads plans and substitutions into the shapes that plan_checks judge: the only file of the checks that queries."""

from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from selfexam.catalogue.models import LevelMinimum, Plan, PlanSlot, Programme, SlotCourse, SlotGroup, Substitution
from selfexam.catalogue.plan_checks import Finding, check_plan, check_substitutions
from selfexam.catalogue.plan_checks.shapes import (
    CourseShape,
    GroupShape,
    MinimumShape,
    PlanShape,
    ProgrammeShape,
    SlotShape,
    SwapShape,
)


def whole_plan() -> "tuple[Prefetch[Any], ...]":
    """What a plan's page, its export and its checks read of it, in reading order."""
    courses = Prefetch("courses", SlotCourse.objects.select_related("course").order_by("pk"))
    slots = PlanSlot.objects.select_related("group").order_by("position").prefetch_related(courses)
    groups = SlotGroup.objects.select_related("condition_slot").order_by("code")
    return Prefetch("slots", slots), Prefetch("groups", groups)


def findings_of(plan: Plan) -> list[Finding]:
    """Of a plan read with `whole_plan` and its programme."""
    return check_plan(shape_of(plan, LevelMinimum.objects.filter(level=plan.programme.level).first()))


def shape_of(plan: Plan, minimum: LevelMinimum | None) -> PlanShape:
    return PlanShape(
        version=plan.version,
        least_courses=plan.least_courses,
        least_credits=plan.least_credits,
        slots=tuple(_slot(slot) for slot in plan.slots.all()),
        groups=tuple(_group(group) for group in plan.groups.all()),
        minimum=_minimum(minimum) if minimum else None,
        valid_from=plan.valid_from,
        valid_until=plan.valid_until,
        last_graduation=plan.last_graduation,
    )


def _minimum(least: LevelMinimum) -> MinimumShape:
    return MinimumShape(least.get_level_display(), least.least_courses, least.least_credits)


def _slot(slot: PlanSlot) -> SlotShape:
    rows = slot.courses.all()
    courses = tuple(CourseShape(row.course.code, row.course.name, row.credits, row.part) for row in rows)
    return SlotShape(slot.number, slot.kind, courses, slot.group.code if slot.group else "")


def _group(group: SlotGroup) -> GroupShape:
    slot = group.condition_slot
    return GroupShape(
        group.code,
        group.name,
        group.least_courses,
        group.least_credits,
        None if slot is None else slot.number if slot.plan_id == group.plan_id else f"{slot.number}（其他版本）",
        group.otherwise_courses or 0,
        group.otherwise_credits or 0,
    )


def substitution_findings(programme: Programme, today: date | None = None) -> list[Finding]:
    swaps = list(Substitution.objects.filter(programme=programme).select_related("wanted", "substitute").order_by("pk"))
    versions: dict[int, set[str]] = {}
    used = SlotCourse.objects.filter(slot__plan__programme=programme).select_related("course", "slot")
    names: dict[str, str] = {}
    for row in used:
        versions.setdefault(row.slot.plan_id, set()).add(row.course.code)
        names[row.course.code] = row.course.name
    names |= {course.code: course.name for swap in swaps for course in (swap.wanted, swap.substitute)}
    return check_substitutions(
        ProgrammeShape(
            tuple(SwapShape(s.wanted.code, s.substitute.code, s.bundle, s.usable_until) for s in swaps),
            tuple(frozenset(codes) for codes in versions.values()),
            names,
            today or timezone.localdate(),
        )
    )
