"""Every compulsory slot, practice and thesis must be filled (条例 art. 25; notice 一(二))."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import Finding


def missing_slots(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    """A pair lacks whichever part is missing: theory without its practice does not count."""
    for place in assignment.places:
        if not place.slot.required or place in assignment.fillings:
            continue
        names = " 或 ".join(f"{option.code} {option.name}" for option in place.options)
        half = any(p.slot == place.slot and p in assignment.fillings for p in assignment.places)
        code = "thesis_missing" if place.slot.kind == "thesis" else "part_missing" if half else "course_missing"
        yield Finding(code, assignment.shortfall, f"缺 {names}", place.slot.number)
