"""The degree audit of one record: the table of slots, the sums, the findings, and the verdict they lead to."""

from dataclasses import asdict, dataclass
from typing import Any

from applications.audit.assignment import Assignment, Filling, Place, assign
from applications.audit.facts import Facts, Pass
from applications.audit.findings import BLOCKS, REVIEW, UNDECIDED, Finding
from applications.audit.rules import RULES


@dataclass(frozen=True)
class Row:
    """One line of the table. `state`: filled, missing, unused (an elective not taken), or surplus (fills nothing)."""

    number: str
    kind: str
    kind_label: str
    group: str
    code: str
    name: str
    credits: int
    mark: str
    sitting: str
    source: str
    state: str


@dataclass(frozen=True)
class GroupSum:
    """What an elective group has and needs."""

    code: str
    name: str
    courses: int
    need_courses: int
    credits: int
    need_credits: int


@dataclass(frozen=True)
class Audit:
    """`verdict` is pass, fail (something blocks) or review (a person decides)."""

    admission_number: str
    plan_version: str
    verdict: str
    credits: int
    need_credits: int
    courses: int
    need_courses: int
    thesis: str
    rows: tuple[Row, ...]
    groups: tuple[GroupSum, ...]
    findings: tuple[Finding, ...]
    surplus: tuple[Row, ...] = ()

    @property
    def is_undecided(self) -> bool:
        """Neither met nor missed as far as a machine can tell (rules/search_cut.py)."""
        return any(finding.code == UNDECIDED for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Audit":
        rows = tuple(Row(**row) for row in data["rows"])
        groups = tuple(GroupSum(**group) for group in data["groups"])
        findings = tuple(Finding(**finding) for finding in data["findings"])
        surplus = tuple(Row(**row) for row in data.get("surplus", ()))
        return cls(**{**data, "rows": rows, "groups": groups, "findings": findings, "surplus": surplus})


def audit(facts: Facts) -> Audit:
    """Assign passes to slots, ask every rule, sum up. Pure: the same facts give the same audit."""
    assignment = assign(facts)
    findings = tuple(finding for rule in RULES for finding in rule(facts, assignment))
    weights = {finding.severity for finding in findings}
    return Audit(
        admission_number=facts.admission_number,
        plan_version=facts.plan.version,
        verdict="fail" if BLOCKS in weights else "review" if REVIEW in weights else "pass",
        credits=assignment.credits,
        need_credits=facts.plan.least_credits,
        courses=assignment.courses,
        need_courses=facts.plan.least_courses,
        thesis=_thesis(facts, assignment),
        rows=tuple(_row(place, assignment) for place in assignment.places),
        groups=_groups(facts, assignment),
        findings=findings,
        surplus=tuple(_surplus(taken) for taken in assignment.unused),
    )


def _surplus(taken: Pass) -> Row:
    """A pass that earns nothing, as a line of its own."""
    kept = (taken.mark, taken.sitting, taken.source_label)
    return Row("", "surplus", "不计入", "", taken.code, taken.name, 0, *kept, "surplus")


def _thesis(facts: Facts, assignment: Assignment) -> str:
    """The thesis mark, 缺 if it is due and missing, empty if the plan has none."""
    for place in assignment.places:
        if place.slot.kind == "thesis":
            filling = assignment.fillings.get(place)
            return (filling.taken.mark or "合格") if filling else "缺"
    return ""


def _groups(facts: Facts, assignment: Assignment) -> tuple[GroupSum, ...]:
    sums = []
    for group in facts.plan.groups:
        (need_courses, need_credits), (courses, credits) = assignment.need_of(group), assignment.have_of(group)
        sums.append(GroupSum(group.code, group.name, courses, need_courses, credits, need_credits))
    return tuple(sums)


def _row(place: Place, assignment: Assignment) -> Row:
    filling: Filling | None = assignment.fillings.get(place)
    slot, option = place.slot, filling.option if filling else place.options[0]
    # The first alternative's code has its own column; the others bring theirs along.
    others = () if filling else place.options[1:]
    name = " 或 ".join((option.name, *(f"{o.code} {o.name}" for o in others)))
    return Row(
        number=slot.number,
        kind=slot.kind,
        kind_label=slot.kind_label,
        group=slot.group,
        code=option.code,
        name=name,
        credits=option.credits,
        mark="、".join(filter(None, (taken.mark for taken in filling.passes))) if filling else "",
        sitting=max(taken.sitting for taken in filling.passes) if filling else "",
        source=_source(filling),
        state="filled" if filling else "missing" if slot.required else "unused",
    )


def _source(filling: Filling | None) -> str:
    if filling is None:
        return ""
    return (
        f"{'、'.join(taken.code for taken in filling.passes)} 顶替"
        if filling.is_substitution
        else filling.taken.source_label
    )
