"""One graduation per 准考证号: a second one would carry the same certificate number."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import BLOCKS, Finding


def already_graduated(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    if facts.graduated_on is not None:
        yield Finding("already_graduated", BLOCKS, f"这个准考证号已办理毕业，毕业日期 {facts.graduated_on:%Y-%m-%d}")
