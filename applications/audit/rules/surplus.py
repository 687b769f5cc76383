"""Passes that fill nothing: courses outside the plan, or a second course for a slot that is filled already."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import NOTE, Finding


def surplus(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    planned = {option.code: place for place in assignment.places for option in place.options}
    for taken in assignment.unused:
        name, place = f"{taken.code} {taken.name}", planned.get(taken.code)
        if place is None:
            yield Finding("outside_plan", NOTE, f"{name} 不在考试计划内，不计学分")
        elif place in assignment.fillings:
            by = assignment.fillings[place].taken
            message = f"{name} 不计学分，第 {place.slot.number} 项已由 {by.code} {by.name} 满足"
            yield Finding("surplus", NOTE, message, place.slot.number)
        else:
            yield Finding("surplus", NOTE, f"{name} 没有计入，现有课程已按更有利的方式计算", place.slot.number)
