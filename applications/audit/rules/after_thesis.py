"""Courses passed after the thesis: elsewhere the thesis comes last (domain.md 5.3), so the school looks at it."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import REVIEW, Finding


def after_thesis(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    """Exemptions and recognised credits are entered late by nature and do not count as later."""
    thesis = next((f.taken for p, f in assignment.fillings.items() if p.slot.kind == "thesis"), None)
    if thesis is None:
        return
    used = [taken for p, f in assignment.fillings.items() if p.slot.kind != "thesis" for taken in f.passes]
    later = [taken for taken in used if taken.source in ("exam", "practice") and taken.sitting > thesis.sitting]
    if later:
        names = "、".join(f"{taken.code} {taken.name}" for taken in later[:3])
        more = f"等 {len(later)} 门" if len(later) > 3 else ""
        yield Finding("after_thesis", REVIEW, f"{names}{more}在毕业论文（{thesis.sitting}）之后合格，由学校核对")
