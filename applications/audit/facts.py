"""The facts of a degree audit; with priors.py and reckoning.py the only place of the audit that queries.

`facts_for` needs a constant number of queries however many records it is given.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.utils import timezone

from applications.audit.priors import prior_of
from applications.audit.reckoning import days_of
from selfexam.catalogue.models import Plan, PlanSlot, SlotCourse, SlotGroup, Substitution
from selfexam.records.models import Credit, StudentRecord
from selfexam.records.models.credit import SOURCE_WORDS

# Practice and thesis may be graded in words; each stands for the lowest mark of its band (优秀 90–100 …).
GRADE_POINTS = {"优秀": 90, "良好": 80, "中等": 70, "合格": 60, "及格": 60, "不合格": 0, "不及格": 0}
PASS_MARK, FULL_MARK = 60, 100
# Kinds of slot that must be filled whatever else is; an additional course (加考) only if it is due.
REQUIRED = frozenset({"compulsory", "practice", "thesis", "bridging"})
# Kinds that are no course of the plan's sum; additional courses come on top with their credits too.
UNCOUNTED = frozenset({"thesis", "additional"})
_KINDS = {str(kind.value): str(kind.label) for kind in PlanSlot.Kind}


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

    @property
    def counts(self) -> bool:
        """A mark from 60 to 100, or none at all as exemptions have; anything else in a record is an error."""
        return self.points < 0 or PASS_MARK <= self.points <= FULL_MARK


@dataclass(frozen=True)
class Option:
    """A course that can fill a slot; `part` is alternative, theory or practice."""

    code: str
    name: str
    credits: int
    part: str


@dataclass(frozen=True, eq=False)
class Slot:
    """序号: a numbered place of the plan. `kind` is compulsory, optional, elective, practice, thesis, additional
    or bridging.

    `due` tells of an additional slot whether this person has to fill it.
    """

    number: str
    kind: str
    kind_label: str
    options: tuple[Option, ...]
    group: str = ""
    due: bool = False

    @property
    def required(self) -> bool:
        return self.kind in REQUIRED or self.due

    @property
    def counted(self) -> bool:
        """Whether it is one of the courses that the plan adds up."""
        return self.kind not in UNCOUNTED

    @property
    def earns(self) -> bool:
        """Whether its credits are in the plan's sum; the thesis has none in published plans."""
        return self.kind != "additional"


@dataclass(frozen=True)
class Substitute:
    """顶替: all of `given` together count for `wanted`."""

    wanted: str
    given: tuple[str, ...]


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
    last_graduation: date | None = None


@dataclass(frozen=True)
class Facts:
    """All that the rules may know about one record.

    `today` is the day by which dates are judged: for an application under way, when it was handed in.
    `prior` (前置学历, bachelor level only) is verified, unverified, same_batch, absent or empty where none is needed;
    `college` and its sentence say how the 专科 application of the same batch stands on which same_batch rests;
    `prior_related` whether the prior major is related, None as long as nobody has looked;
    `is_ended` whether the record was merged into another one.
    """

    admission_number: str
    plan: PlanFacts
    passes: tuple[Pass, ...]
    substitutes: tuple[Substitute, ...]
    graduated_on: date | None
    today: date
    prior: str = ""
    prior_related: bool | None = None
    college: str = ""
    college_sentence: str = ""
    is_ended: bool = False


SlotRow: TypeAlias = tuple[str, str, str, tuple[Option, ...]]


def facts_for(records: Iterable[StudentRecord], today: date | None = None) -> list[Facts]:
    """Facts of each record, in the order given; `today` instead of the day that reckoning.py finds for each."""
    rows = list(records)
    days = {} if today else days_of([record.pk for record in rows])
    today = today or timezone.localdate()
    plans = _plans({(record.plan_id, record.prior_related) for record in rows})
    passes = _passes([record.pk for record in rows])
    table = _substitutes({record.programme_id for record in rows})
    usable: dict[tuple[int, date], tuple[Substitute, ...]] = {}
    priors = prior_of(rows)
    found = []
    for record in rows:
        prior, college = priors.get(record.pk, ("", None))
        day = days.get(record.pk, today)
        if (record.programme_id, day) not in usable:
            usable[record.programme_id, day] = _usable(table[record.programme_id], day)
        facts = Facts(
            admission_number=record.admission_number,
            plan=plans[record.plan_id, record.prior_related],
            passes=tuple(passes[record.pk]),
            substitutes=usable[record.programme_id, day],
            graduated_on=record.graduated_on,
            today=day,
            prior=prior,
            prior_related=record.prior_related,
            college=college.state if college else "",
            college_sentence=college.sentence if college else "",
            is_ended=record.is_ended,
        )
        found.append(facts)
    return found


def _plans(keys: set[tuple[int, bool | None]]) -> dict[tuple[int, bool | None], PlanFacts]:
    """Each plan as it reads for people whose prior major is related, is not, or has not been looked at.

    Plain rows here too: slots and courses as model objects took most of the time of a page, which reads one plan.
    """
    ids = {plan for plan, _ in keys}
    plans = Plan.objects.filter(pk__in=ids).in_bulk()
    slots, groups = _slots(ids), _groups(ids)
    return {
        (pk, related): PlanFacts(
            version=plans[pk].version,
            least_courses=plans[pk].least_courses,
            least_credits=plans[pk].least_credits,
            valid_until=plans[pk].valid_until,
            slots=tuple(_slot(row, due=row[1] == PlanSlot.Kind.ADDITIONAL and related is False) for row in slots[pk]),
            groups=tuple(groups[pk]),
            last_graduation=plans[pk].last_graduation,
        )
        for pk, related in keys
    }


def _slot(row: SlotRow, *, due: bool) -> Slot:
    number, kind, group, options = row
    return Slot(number, kind, _KINDS[kind], options, group, due=due)


def _slots(plans: set[int]) -> dict[int, list[SlotRow]]:
    """By plan, in its order: number, kind, code of the group if any, and the courses that can fill the slot."""
    options: dict[int, list[Option]] = defaultdict(list)
    courses = SlotCourse.objects.filter(slot__plan__in=plans).order_by("pk")
    for slot, code, name, credits, part in courses.values_list(
        "slot", "course__code", "course__name", "credits", "part"
    ):
        options[slot].append(Option(code, name, credits, part))
    found: dict[int, list[SlotRow]] = defaultdict(list)
    rows = PlanSlot.objects.filter(plan__in=plans).order_by("plan", "position")
    for pk, plan, number, kind, group in rows.values_list("pk", "plan", "number", "kind", "group__code"):
        found[plan].append((number, kind, group or "", tuple(options[pk])))
    return found


def _groups(plans: set[int]) -> dict[int, list[Group]]:
    found: dict[int, list[Group]] = defaultdict(list)
    sums = ("least_courses", "least_credits", "condition_slot__number", "otherwise_courses", "otherwise_credits")
    rows = SlotGroup.objects.filter(plan__in=plans).order_by("plan", "code")
    for plan, code, name, courses, credits, condition, else_courses, else_credits in rows.values_list(
        "plan", "code", "name", *sums
    ):
        group = Group(code, name, courses, credits, condition or "", else_courses or 0, else_credits or 0)
        found[plan].append(group)
    return found


def _passes(ids: list[int]) -> dict[int, list[Pass]]:
    """Plain rows instead of model objects: a batch has some hundred thousand of them."""
    found: dict[int, list[Pass]] = defaultdict(list)
    fields = ("record_id", "course__code", "course__name", "mark", "grade", "year", "month", "source", "origin")
    rows = Credit.objects.counting().filter(record_id__in=ids).order_by("year", "month", "pk").values_list(*fields)
    for record, code, name, mark, grade, year, month, source, origin in rows:
        found[record].append(
            Pass(
                code=code,
                name=name,
                mark=grade or ("" if mark is None else str(mark)),
                sitting=f"{year}-{month:02d}",
                # Of a merged pass the rules ask how it was earned; people read 合并.
                source=origin or source,
                source_label=SOURCE_WORDS.get(source, source),
                points=GRADE_POINTS.get(grade, -1) if mark is None else mark,
            )
        )
    return found


def _substitutes(programmes: set[int]) -> dict[int, list[list[Substitution]]]:
    """Rows that share a bundle are one substitution."""
    rows = Substitution.objects.filter(programme_id__in=programmes).select_related("wanted", "substitute")
    given: dict[tuple[int, str, str], list[Substitution]] = defaultdict(list)
    for row in rows.order_by("pk"):
        given[row.programme_id, row.wanted.code, row.bundle or f"#{row.pk}"].append(row)
    found: dict[int, list[list[Substitution]]] = defaultdict(list)
    for (programme, _, _), bundle in given.items():
        found[programme].append(bundle)
    return found


def _usable(table: list[list[Substitution]], day: date) -> tuple[Substitute, ...]:
    """A bundle is usable as long as every row of it is."""
    return tuple(
        Substitute(bundle[0].wanted.code, tuple(row.substitute.code for row in bundle))
        for bundle in table
        if all(row.usable_until is None or day <= row.usable_until for row in bundle)
    )
