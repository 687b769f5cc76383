"""A number that was merged into another one (合并考籍) graduates nobody: its passes are there."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import BLOCKS, Finding


def merged_away(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    if facts.is_ended:
        yield Finding("merged_away", BLOCKS, "这个准考证号已合并到另一个准考证号，成绩在那里")
