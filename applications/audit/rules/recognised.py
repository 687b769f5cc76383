"""Credits recognised from prior study (衔接课程、学分互认) or brought from another province are checked on paper."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import NOTE, REVIEW, Finding


def recognised(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    """Notice 三(三)2 puts bridging courses among the items of collective review; the transcript has to mark them."""
    used = [taken for filling in assignment.fillings.values() for taken in filling.passes]
    bridging = [f"{taken.code} {taken.name}" for taken in used if taken.source == "bridging"]
    if bridging:
        yield Finding("bridging", REVIEW, f"衔接课程 {'、'.join(bridging)}，对照专科成绩册核对")
    moved = [f"{taken.code} {taken.name}" for taken in used if taken.source == "transfer"]
    if moved:
        yield Finding("transferred", NOTE, f"省际转入 {'、'.join(moved)}")
