"""When substitutions allow too many combinations to weigh them all, a person has to look before anybody is refused."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import REVIEW, UNDECIDED, Finding


def search_cut(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    if not assignment.certain:
        yield Finding(UNDECIDED, REVIEW, "这个专业的顶替关系组合太多，没有全部试完，需要人工核对")
