"""More than half of the plan's courses exempted is for a person to decide (高等教育自学考试重庆市课程免考规定)."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import REVIEW, Finding


def exemption_share(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    """Counts slots, so that a pair is one course; the whole is what the plan asks for."""
    exempt = {
        place.slot
        for place, filling in assignment.fillings.items()
        if any(taken.source.startswith("exempt") for taken in filling.passes)
    }
    whole = facts.plan.least_courses
    if len(exempt) * 2 > whole:
        yield Finding("many_exemptions", REVIEW, f"免考 {len(exempt)} 门，超过计划要求的 {whole} 门的一半")
