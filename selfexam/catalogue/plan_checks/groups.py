"""Elective groups that nobody can satisfy, with and without their condition.

Decided here: a condition inside its own group is wrong (an elective would lower what its own group asks for), so is one
on a slot that this version does not have. A condition on a slot that everybody has to fill, or one that asks for less
when it fails, can be followed and is only doubtful.
"""

from collections.abc import Iterator

from selfexam.catalogue.plan_checks.findings import DOUBT, WRONG, Finding, of_group
from selfexam.catalogue.plan_checks.shapes import GroupShape, PlanShape


def check_groups(plan: PlanShape) -> Iterator[Finding]:
    codes = {group.code for group in plan.groups}
    for slot in plan.slots:
        if slot.kind == "elective" and slot.group not in codes:
            yield Finding(
                WRONG, f"第 {slot.number} 项是选考，但没有选考组", "计划课程", (("序号", slot.number),), "选考组"
            )
    for group in plan.groups:
        yield from _reachable(plan, group)
        if group.condition is not None:
            yield from _condition(plan, group, group.condition)


def _reachable(plan: PlanShape, group: GroupShape) -> Iterator[Finding]:
    slots = plan.slots_of(group.code)
    courses, credits = len([slot for slot in slots if slot.courses]), sum(slot.most_credits for slot in slots)
    if not slots:
        yield of_group(
            WRONG if group.least_courses or group.least_credits else DOUBT, group.code, f"{group.name}里没有课程"
        )
        return
    have = f"组内只有 {courses} 门、{credits} 学分"
    if group.least_courses > courses or group.least_credits > credits:
        column = "最少门数" if group.least_courses > courses else "最少学分"
        asked = f"{group.name}要求 {group.least_courses} 门、{group.least_credits} 学分"
        yield of_group(WRONG, group.code, f"{asked}，{have}，没有人能满足", column=column)
    if group.condition is not None and (group.otherwise_courses > courses or group.otherwise_credits > credits):
        column = "否则门数" if group.otherwise_courses > courses else "否则学分"
        asked = f"{group.name}在条件不成立时要求 {group.otherwise_courses} 门、{group.otherwise_credits} 学分"
        yield of_group(WRONG, group.code, f"{asked}，{have}，没有人能满足", table="选考条件", column=column)
    if not (group.least_courses or group.least_credits or group.otherwise_courses or group.otherwise_credits):
        yield of_group(DOUBT, group.code, f"{group.name}没有门数和学分要求，组内课程都可以不考")


def _condition(plan: PlanShape, group: GroupShape, number: str) -> Iterator[Finding]:
    slot = plan.slot(number)
    at = {"table": "选考条件", "column": "条件序号"}
    if slot is None:
        yield of_group(WRONG, group.code, f"{group.name}的条件序号 {number} 不在这一版计划里", **at)
    elif slot.group == group.code:
        yield of_group(WRONG, group.code, f"{group.name}的条件序号 {number} 是组内的课程，条件要放在组外", **at)
    elif slot.required:
        yield of_group(DOUBT, group.code, f"{group.name}的条件序号 {number} 人人必须通过，条件总是成立", **at)
    if group.otherwise_courses < group.least_courses or group.otherwise_credits < group.least_credits:
        yield of_group(DOUBT, group.code, f"{group.name}在条件不成立时的要求反而更低", table="选考条件")
