"""A course passed more than once counts once, with its best mark."""

from collections import Counter
from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import NOTE, Finding


def passed_twice(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    times = Counter(taken.code for taken in facts.passes if taken.counts)
    names = {taken.code: taken.name for taken in facts.passes}
    for code, count in times.items():
        if count > 1:
            yield Finding("passed_twice", NOTE, f"{code} {names[code]} 有 {count} 次合格成绩，按最好的一次计")
