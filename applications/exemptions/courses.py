"""Which courses of a plan are still open for a record, and which of them the table of ExemptionRule knows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from applications.audit.assignment import assign
from applications.audit.facts import facts_for
from selfexam.catalogue.models import ExemptionRule
from selfexam.records.models import Credit, StudentRecord


@dataclass(frozen=True)
class OpenCourse:
    """A course that could fill an open slot; `either` names the slot whose courses are alternatives, else empty."""

    code: str
    name: str
    credits: int
    slot: str
    kind: str
    needed: bool
    either: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


def open_courses(record: StudentRecord) -> list[OpenCourse]:
    return open_courses_of([record])[record.pk]


def open_courses_of(records: Iterable[StudentRecord]) -> dict[int, list[OpenCourse]]:
    """By record, in plan order; a constant number of queries. A thesis is never exempted, nor what was passed."""
    rows = list(records)
    passed: dict[int, set[str]] = defaultdict(set)
    credits = Credit.objects.counting().filter(record__in=[row.pk for row in rows])
    for record, code in credits.values_list("record_id", "course__code"):
        passed[record].add(code)
    found: dict[int, list[OpenCourse]] = {}
    for row, facts in zip(rows, facts_for(rows), strict=True):
        assignment = assign(facts)
        found[row.pk] = [
            OpenCourse(
                option.code,
                option.name,
                option.credits,
                place.slot.number,
                place.slot.kind_label,
                place.slot.required,
                place.slot.number if len(place.options) > 1 else "",
            )
            for place in assignment.places
            if place not in assignment.fillings and _may_be_exempted(place.slot.kind, place.slot.required)
            for option in place.options
            if option.code not in passed[row.pk]
        ]
    return found


def _may_be_exempted(kind: str, required: bool) -> bool:
    return kind != "thesis" and (kind != "additional" or required)


def marks_by_table(record: StudentRecord, certificate: str) -> dict[str, int]:
    """Course code → the mark that `certificate` counts as in this record's programme, by the table."""
    rules = ExemptionRule.objects.filter(
        Q(programme=None) | Q(programme=record.programme_id),
        kind=ExemptionRule.Kind.CERTIFICATE,
        evidence=certificate.strip(),
    )
    # A rule of the programme itself comes last and wins.
    rows = rules.order_by("programme_id").values_list("course__code", "programme_id", "mark")
    ordered = sorted(rows, key=lambda row: row[1] is not None)
    return {code: mark for code, _, mark in ordered if mark is not None}


def in_the_table(record: StudentRecord, names: Iterable[str]) -> set[tuple[str, str]]:
    """(passed course, course code) pairs that the table lists for prior courses (学历课程)."""
    rules = ExemptionRule.objects.filter(
        Q(programme=None) | Q(programme=record.programme_id),
        kind=ExemptionRule.Kind.QUALIFICATION,
        evidence__in=list(names),
    )
    return set(rules.values_list("evidence", "course__code"))


def certificates_of_table() -> list[str]:
    """The certificates that the table knows, for lists to choose from."""
    rules = ExemptionRule.objects.filter(kind=ExemptionRule.Kind.CERTIFICATE)
    return sorted(set(rules.values_list("evidence", flat=True)))
