"""Slots and groups that are each within reach and still cannot be had together, because they share a course."""

from dataclasses import replace

import pytest

from selfexam.catalogue.plan_checks import check_plan
from selfexam.catalogue.plan_checks.shapes import CourseShape, GroupShape, PlanShape, SlotShape


def elective(number: str, code: str, group: str) -> SlotShape:
    return SlotShape(number, "elective", (CourseShape(code, f"课程{code}", 4),), group)


def groups(one: int, other: int) -> tuple[GroupShape, ...]:
    return GroupShape("G", "甲组", one, 0), GroupShape("H", "乙组", other, 0)


# 00001 stands in both groups, which have two courses each.
SLOTS = (
    elective("1", "00001", "G"),
    elective("2", "00002", "G"),
    elective("3", "00003", "H"),
    elective("4", "00001", "H"),
)


def wrong(plan: PlanShape) -> list[str]:
    return [finding.sentence for finding in check_plan(plan) if finding.is_wrong]


def test_two_groups_that_both_need_the_same_course_are_wrong_and_named() -> None:
    plan = PlanShape("v", 3, 12, SLOTS, groups(2, 2))
    assert wrong(plan) == ["第 1、4 项共用 00001 课程00001，一门成绩只能算一项，没有人能同时满足各项要求"]


@pytest.mark.parametrize(("one", "other"), [(2, 1), (1, 2), (1, 1)])
def test_if_one_of_them_can_do_without_it_nothing_is_wrong(one: int, other: int) -> None:
    assert wrong(PlanShape("v", 3, 12, SLOTS, groups(one, other))) == []


def test_sums_that_need_the_course_twice_are_wrong() -> None:
    assert len(wrong(PlanShape("v", 4, 12, SLOTS, groups(1, 1)))) == 1
    assert len(wrong(PlanShape("v", 3, 13, SLOTS, groups(1, 1)))) == 1


def test_a_condition_slot_may_be_left_empty_on_purpose() -> None:
    """With slot 5 the group asks for both courses, one of which slot 4 needs; without it for one."""
    condition = SlotShape("5", "optional", (CourseShape("00009", "英语", 7),))
    eased = GroupShape("G", "甲组", 2, 0, "5", 1, 0)
    plan = PlanShape("v", 3, 12, (*SLOTS, condition), (eased, GroupShape("H", "乙组", 2, 0)))
    assert wrong(plan) == []
    assert len(wrong(replace(plan, groups=(replace(eased, otherwise_courses=2), plan.groups[1])))) == 1
