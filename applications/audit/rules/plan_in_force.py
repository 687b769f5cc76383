"""A plan past its transition period needs a person to decide (several plan versions coexist)."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import REVIEW, Finding


def plan_in_force(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    until = facts.plan.valid_until
    if until is not None and facts.today > until:
        yield Finding("plan_expired", REVIEW, f"{facts.plan.version} 版计划的过渡期已于 {until:%Y-%m-%d} 结束")
