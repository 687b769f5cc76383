"""The plan's least number of courses (slots, thesis not counted) and credits must be reached (教职成厅〔2020〕3号)."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import BLOCKS, Finding


def sums(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    courses = len([slot for slot in assignment.slots() if slot.kind != "thesis"])
    if courses < facts.plan.least_courses:
        yield Finding("courses_short", BLOCKS, f"共 {courses} 门，计划要求 {facts.plan.least_courses} 门")
    credits = assignment.credits()
    if credits < facts.plan.least_credits:
        yield Finding("credits_short", BLOCKS, f"共 {credits} 学分，计划要求 {facts.plan.least_credits} 学分")
