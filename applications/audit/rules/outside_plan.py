"""Passes that fill nothing: courses outside the plan, or electives beyond what is needed."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import NOTE, Finding


def outside_plan(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    planned = {option.code for slot in facts.plan.slots for option in slot.options}
    for taken in assignment.unused:
        if taken.code not in planned:
            yield Finding("outside_plan", NOTE, f"{taken.code} {taken.name} 不在考试计划内，不计学分")
