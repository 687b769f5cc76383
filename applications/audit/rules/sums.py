"""The plan's least courses (slots, thesis not counted) and credits must be reached (教职成厅〔2020〕3号, item 3)."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import Finding


def sums(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    if assignment.courses < facts.plan.least_courses:
        message = f"共 {assignment.courses} 门，计划要求 {facts.plan.least_courses} 门"
        yield Finding("courses_short", assignment.shortfall, message)
    if assignment.credits < facts.plan.least_credits:
        message = f"共 {assignment.credits} 学分，计划要求 {facts.plan.least_credits} 学分"
        yield Finding("credits_short", assignment.shortfall, message)
