"""Nobody graduates by a stopped programme's plan after its last day of graduation (停考专业)."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import BLOCKS, Finding


def programme_stopped(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    last = facts.plan.last_graduation
    if last is not None and facts.today > last:
        yield Finding("programme_stopped", BLOCKS, f"这个计划的最后毕业日期是 {last:%Y-%m-%d}，已经停办")
