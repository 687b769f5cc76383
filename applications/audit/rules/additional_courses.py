"""Additional courses (加考) are due only if the prior major is unrelated; somebody has to say whether it is."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import REVIEW, Finding


def additional_courses(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    open_places = [p for p in assignment.places if p.slot.kind == "additional" and p not in assignment.fillings]
    if facts.prior_related is None and open_places:
        names = "、".join(place.options[0].name for place in open_places)
        yield Finding("additional_undecided", REVIEW, f"是否加考{names}，由学校核对前置专业后确定")
