"""The facts of a degree audit, and the only place of the audit that queries.

`facts_for` needs a constant number of queries however many records it is given.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from selfexam.catalogue.models import Plan, PlanSlot, SlotCourse, Substitution
from selfexam.records.models import Credit, StudentRecord

# Practice and thesis may be graded in words; each stands for the lowest mark of its band (优秀 90–100 …).
GRADE_POINTS = {"优秀": 90, "良好": 80, "中等": 70, "合格": 60}


@dataclass(frozen=True)
class Pass:
    """A passed course as it stands in the record. `mark` is a number or a word (合格, 良好), empty for exemptions."""

    code: str
    name: str
    mark: str
    sitting: str
    source: str
    source_label: str
    points: int = -1  # the mark to compare by; -1 without one, so that any mark beats it


@dataclass(frozen=True)
class Option:
    """A course that can fill a slot; `part` is alternative, theory or practice."""

    code: str
    name: str
    credits: int
    part: str


@dataclass(frozen=True, eq=False)
class Slot:
    """序号: a numbered place of the plan. `kind` is compulsory, optional, elective, practice or thesis."""

    number: str
    kind: str
    kind_label: str
    options: tuple[Option, ...]
    group: str = ""


@dataclass(frozen=True)
class Group:
    """An elective group: what it asks for, and what it asks for when its condition slot is empty."""

    code: str
    name: str
    least_courses: int
    least_credits: int
    condition_slot: str = ""
    otherwise_courses: int = 0
    otherwise_credits: int = 0

    def need(self, condition_holds: bool) -> tuple[int, int]:
        """(courses, credits) asked for."""
        if self.condition_slot and not condition_holds:
            return self.otherwise_courses, self.otherwise_credits
        return self.least_courses, self.least_credits


@dataclass(frozen=True)
class PlanFacts:
    version: str
    least_courses: int
    least_credits: int
    valid_until: date | None
    slots: tuple[Slot, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Facts:
    """All that the rules may know about one record."""

    admission_number: str
    plan: PlanFacts
    passes: tuple[Pass, ...]
    substitutes: tuple[tuple[str, str], ...]  # (course of the plan, course that may stand for it)
    graduated_on: date | None
    today: date


def facts_for(records: Iterable[StudentRecord], today: date | None = None) -> list[Facts]:
    """Facts of each record, in the order given."""
    rows = list(records)
    today = today or timezone.localdate()
    plans = _plans({record.plan_id for record in rows})
    passes = _passes([record.pk for record in rows])
    substitutes = _substitutes({record.programme_id for record in rows}, today)
    return [
        Facts(
            admission_number=record.admission_number,
            plan=plans[record.plan_id],
            passes=tuple(passes[record.pk]),
            substitutes=tuple(substitutes[record.programme_id]),
            graduated_on=record.graduated_on,
            today=today,
        )
        for record in rows
    ]


def _plans(ids: set[int]) -> dict[int, PlanFacts]:
    courses = Prefetch("courses", SlotCourse.objects.select_related("course").order_by("pk"))
    slots = Prefetch("slots", PlanSlot.objects.select_related("group").order_by("position").prefetch_related(courses))
    plans = Plan.objects.filter(pk__in=ids).prefetch_related(slots, "groups__condition_slot")
    return {plan.pk: _plan(plan) for plan in plans}


def _plan(plan: Plan) -> PlanFacts:
    return PlanFacts(
        version=plan.version,
        least_courses=plan.least_courses,
        least_credits=plan.least_credits,
        valid_until=plan.valid_until,
        slots=tuple(_slot(slot) for slot in plan.slots.all()),
        groups=tuple(
            Group(
                group.code,
                group.name,
                group.least_courses,
                group.least_credits,
                group.condition_slot.number if group.condition_slot else "",
                group.otherwise_courses or 0,
                group.otherwise_credits or 0,
            )
            for group in plan.groups.all()
        ),
    )


def _slot(slot: PlanSlot) -> Slot:
    options = tuple(Option(row.course.code, row.course.name, row.credits, row.part) for row in slot.courses.all())
    return Slot(slot.number, slot.kind, slot.get_kind_display(), options, slot.group.code if slot.group else "")


def _passes(ids: list[int]) -> dict[int, list[Pass]]:
    found: dict[int, list[Pass]] = defaultdict(list)
    for credit in Credit.objects.filter(record_id__in=ids).select_related("course").order_by("year", "month", "pk"):
        found[credit.record_id].append(
            Pass(
                code=credit.course.code,
                name=credit.course.name,
                mark=credit.grade or ("" if credit.mark is None else str(credit.mark)),
                sitting=credit.sitting,
                source=credit.source,
                source_label=credit.get_source_display(),
                points=GRADE_POINTS.get(credit.grade, -1) if credit.mark is None else credit.mark,
            )
        )
    return found


def _substitutes(programmes: set[int], today: date) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Substitution.objects.filter(programme_id__in=programmes).select_related("wanted", "substitute")
    for row in rows.order_by("pk"):
        if row.usable_until is None or today <= row.usable_until:
            found[row.programme_id].append((row.wanted.code, row.substitute.code))
    return found
