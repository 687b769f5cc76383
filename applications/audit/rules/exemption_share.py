"""More than half of the plan's courses exempted is for a person to decide (免考规定)."""

from collections.abc import Iterator

from applications.audit.assignment import Assignment
from applications.audit.facts import Facts
from applications.audit.findings import REVIEW, Finding


def exemption_share(facts: Facts, assignment: Assignment) -> Iterator[Finding]:
    exempt = {p.slot.number for p, f in assignment.fillings.items() if f.taken.source.startswith("exempt")}
    whole = len([slot for slot in assignment.slots() if slot.kind != "thesis"])
    if len(exempt) * 2 > whole:
        yield Finding("many_exemptions", REVIEW, f"免考 {len(exempt)} 门，超过已满足 {whole} 门的一半")
