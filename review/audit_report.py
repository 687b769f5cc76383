"""The degree audit of a whole batch: counts by school and programme, and the people who do not pass it plainly.

Reads the standings kept with every handed-in application: a constant number of queries however large the batch is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from django.db.models import Count, QuerySet

from applications.models import Application, AuditStanding
from applications.models.application import ApplicationQuerySet
from applications.statuses import Status
from selfexam.catalogue.models import Programme, School

Verdict: TypeAlias = str
# What was withdrawn or lapsed needs no audit any more, and a draft is the candidate's own.
LEFT_OUT = (Status.DRAFT, Status.WITHDRAWN, Status.LAPSED)
NOT_PLAIN = (AuditStanding.Verdict.FAIL, AuditStanding.Verdict.REVIEW)


@dataclass(frozen=True)
class ReportRow:
    """One programme at one school."""

    school: str
    programme: str
    code: str
    counts: dict[Verdict, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def by_programme(applications: ApplicationQuerySet) -> list[ReportRow]:
    """Rows by school and programme, every verdict with its number; one code may exist at both levels."""
    rows: dict[tuple[str, str, str], ReportRow] = {}
    schools, programmes = School.objects.in_bulk(), Programme.objects.in_bulk()
    counted = _with(applications, AuditStanding.Verdict.values).order_by()
    found = counted.values_list("school", "record__programme", "standing__verdict").annotate(n=Count("pk"))
    for school_key, programme_key, verdict, number in found:
        school, programme = schools[school_key], programmes[programme_key]
        zeros = dict.fromkeys(AuditStanding.Verdict.values, 0)
        empty = ReportRow(school.name, programme.full_name, programme.code, zeros)
        rows.setdefault((school.code, programme.code, programme.level), empty).counts[verdict] += number
    return [rows[key] for key in sorted(rows)]


def not_plain(applications: ApplicationQuerySet, verdict: Verdict = "") -> ApplicationQuerySet:
    """Who does not simply pass, those who fail first; `verdict` narrows it."""
    rows = _with(applications, [verdict] if verdict in NOT_PLAIN else NOT_PLAIN)
    return rows.order_by("standing__verdict", "school__code", "record__admission_number")


def with_people(rows: "QuerySet[Application]") -> "QuerySet[Application]":
    """With everything a line shows, in the same query; the ID number is not, and opening it takes long."""
    return rows.select_related("standing", "record__programme", "school").defer("record__id_number", "appraisal")


def _with(applications: ApplicationQuerySet, verdicts: Sequence[Verdict]) -> ApplicationQuerySet:
    """Asked by the verdict alone, which an index answers, and without asking the applications a second time."""
    return applications.exclude(status__in=LEFT_OUT).filter(standing__verdict__in=verdicts)
