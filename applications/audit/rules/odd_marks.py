"""A mark that is no pass: under 60, or over 100 from a faulty table. It earns nothing, and somebody is told."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import FULL_MARK, Facts
from applications.audit.findings import NOTE, REVIEW, Finding


def odd_marks(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    for taken in facts.passes:
        if taken.counts:
            continue
        name = f"{taken.code} {taken.name}（{taken.sitting}）"
        if taken.points > FULL_MARK:
            yield Finding("mark_over_100", REVIEW, f"{name} 成绩 {taken.mark} 超过 100 分，没有计入，请核对成绩")
        else:
            yield Finding("not_passed", NOTE, f"{name} 成绩 {taken.mark} 不合格，没有计入")
