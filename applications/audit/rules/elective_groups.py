"""Elective groups ask for courses and credits, perhaps more when their condition slot is empty."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts, Group
from applications.audit.findings import Finding


def elective_groups(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    for group in facts.plan.groups:
        need, (courses, credits) = assignment.need_of(group), assignment.have_of(group)
        if courses < need[0] or credits < need[1]:
            asked, have = f"{need[0]} 门 {need[1]} 学分", f"{courses} 门 {credits} 学分"
            message = f"{group.name}要求 {asked}，现有 {have}{_way_out(facts, group, need)}"
            yield Finding("electives_short", assignment.shortfall, message)


def _way_out(facts: Facts, group: Group, need: tuple[int, int]) -> str:
    """Where the condition slot is empty and filling it would ask for less: what it is, and what is asked then."""
    courses, credits = group.need(condition_holds=True)
    slot = next((slot for slot in facts.plan.slots if slot.number == group.condition_slot), None)
    if slot is None or need == (courses, credits) or courses > need[0] or credits > need[1]:
        return ""
    names = " 或 ".join(option.name for option in slot.options)
    return f"；{names}合格后只要 {courses} 门 {credits} 学分"
