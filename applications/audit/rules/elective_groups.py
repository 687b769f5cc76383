"""Elective groups ask for courses and credits, perhaps more when their condition slot is empty."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import BLOCKS, Finding


def elective_groups(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    for group in facts.plan.groups:
        (need_courses, need_credits), (courses, credits) = assignment.need_of(group), assignment.have_of(group)
        if courses < need_courses or credits < need_credits:
            yield Finding(
                "electives_short",
                BLOCKS,
                f"{group.name}要求 {need_courses} 门 {need_credits} 学分，现有 {courses} 门 {credits} 学分",
            )
