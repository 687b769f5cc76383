"""Says which course stands for which (顶替), so that nobody has to look it up."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import NOTE, Finding


def used_substitutions(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    for place, filling in assignment.fillings.items():
        if filling.is_substitution:
            given = "、".join(f"{taken.code} {taken.name}" for taken in filling.passes)
            message = f"{given} 顶替 {filling.option.code} {filling.option.name}"
            yield Finding("substitution_used", NOTE, message, place.slot.number)
