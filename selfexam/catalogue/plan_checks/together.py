"""Whether all that a plan asks for can be had together, although one course stands in several of its slots.

Each slot and each group may be within reach by itself and still contend for one pass (一门成绩只能算一项). Every way of
giving the shared courses to one of their slots is tried; a plan with more ways than MOST_WAYS is left to the doubts
that slots.py tells. Called by check.py for plans in which nothing else is wrong.
"""

from collections.abc import Iterator
from itertools import chain, combinations, product
from math import prod

from selfexam.catalogue.plan_checks.findings import WRONG, Finding
from selfexam.catalogue.plan_checks.shapes import PlanShape, SlotShape

MOST_WAYS = 5000


def check_together(plan: PlanShape) -> Iterator[Finding]:
    shared = _shared(plan)
    if not shared or prod(len(slots) for slots in shared.values()) > MOST_WAYS:
        return
    ways = product(*shared.values())
    if any(_graduates(plan, dict(zip(shared, owners, strict=True))) for owners in ways):
        return
    named = {course.code: str(course) for slot in plan.slots for course in slot.courses}
    code, slots = next(iter(shared.items()))
    numbers = "、".join(dict.fromkeys(number for owners in shared.values() for number in owners))
    sentence = (
        f"第 {numbers} 项共用 {'、'.join(named[c] for c in shared)}，一门成绩只能算一项，没有人能同时满足各项要求"
    )
    yield Finding(WRONG, sentence, "计划课程", (("序号", slots[-1]), ("课程代码", code)), "课程代码")


def _shared(plan: PlanShape) -> dict[str, list[str]]:
    """Course code → numbers of the slots that it could fill, where there are several."""
    found: dict[str, list[str]] = {}
    for slot in plan.slots:
        for course in slot.courses if slot.kind != "additional" else ():
            found.setdefault(course.code, []).append(slot.number)
    return {code: numbers for code, numbers in found.items() if len(numbers) > 1}


def _graduates(plan: PlanShape, owner: dict[str, str]) -> bool:
    """Whether somebody who has passed everything graduates if each shared course counts for its owner only.

    Slots that are conditions may be left empty on purpose, because a group may then ask for something else.
    """
    credits = {slot.number: worth for slot in plan.slots if (worth := _worth(slot, owner)) is not None}
    if any(slot.required and slot.number not in credits for slot in plan.slots):
        return False
    free = {g.condition for g in plan.groups} & {s.number for s in plan.slots if not s.required}
    empty = chain.from_iterable(combinations(sorted(filter(None, free)), n) for n in range(len(free) + 1))
    return any(_enough(plan, {n: worth for n, worth in credits.items() if n not in without}) for without in empty)


def _worth(slot: SlotShape, owner: dict[str, str]) -> int | None:
    """The most credits that the slot earns with the courses left to it, None if it cannot be filled."""
    mine = [course for course in slot.courses if owner.get(course.code, slot.number) == slot.number]
    alternatives = [course.credits for course in mine if course.part == "alternative"]
    if not alternatives and (not mine or len(mine) < len(slot.courses)):
        return None
    return max(alternatives) if alternatives else sum(course.credits for course in mine)


def _enough(plan: PlanShape, credits: dict[str, int]) -> bool:
    counted = [slot for slot in plan.slots if slot.counted and slot.number in credits]
    if len(counted) < plan.least_courses or sum(credits[slot.number] for slot in counted) < plan.least_credits:
        return False
    for group in plan.groups:
        eased = group.condition is None or group.condition in credits
        courses = group.least_courses if eased else group.otherwise_courses
        worth = group.least_credits if eased else group.otherwise_credits
        mine = [credits[slot.number] for slot in plan.slots_of(group.code) if slot.number in credits]
        if len(mine) < courses or sum(mine) < worth:
            return False
    return True
