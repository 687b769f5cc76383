"""The big lists of the desks: a school's queue, the institute's overview and search. Constant numbers of queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When

from applications.models import Application, Photo
from applications.models.application import ApplicationQuerySet
from applications.statuses import Status
from selfexam.catalogue.models import Batch, School
from selfexam.digests import keyed_digest
from selfexam.typed import plain

# The tabs of the school's desk, in the order of its work.
DESK_TABS: tuple[tuple[str, str], ...] = (
    (Status.SUBMITTED, "待审"),
    (Status.RETURNED, "退回，等考生"),
    (Status.FIRST_PASSED, "待缴费"),
    (Status.PAID, "初审合格"),
    ("all", "全部"),
)


@dataclass(frozen=True)
class Filters:
    """What the address asks for; anything odd counts as not asked."""

    state: str = Status.SUBMITTED
    programme: str = ""
    text: str = ""

    @classmethod
    def read(cls, query: Any) -> "Filters":
        state = query.get("state", Status.SUBMITTED)
        known = state in Status.values or state == "all"
        return cls(
            state if known else Status.SUBMITTED, plain(query.get("programme", ""))[:7], plain(query.get("q", ""))[:40]
        )


def matching(applications: ApplicationQuerySet, text: str) -> ApplicationQuerySet:
    """Name contains, 准考证号 begins with, or the exact ID number (through its keyed digest)."""
    if not text:
        return applications
    compact = "".join(text.split())
    return applications.filter(
        Q(record__name__icontains=text)
        | Q(record__admission_number__startswith=compact)
        | Q(record__id_digest=keyed_digest(compact))
    )


def queue(applications: ApplicationQuerySet, filters: Filters) -> ApplicationQuerySet:
    """The rows of one tab: handed in again first, then by waiting time, the longest first."""
    rows = matching(applications, filters.text)
    if filters.state != "all":
        rows = rows.filter(status=filters.state)
    if filters.programme:
        rows = rows.filter(record__programme__code=filters.programme)
    verdict = Photo.objects.filter(application=OuterRef("pk"), superseded_at=None).values("verdict")[:1]
    again = Case(
        When(status=Status.SUBMITTED, returned_at__isnull=False, then=0), default=1, output_field=IntegerField()
    )
    ordered = rows.with_record().annotate(photo_verdict=Subquery(verdict), turn=again)
    return ordered.order_by("turn", F("submitted_at").asc(nulls_last=True), "pk")


def counts_by_status(applications: "QuerySet[Application]") -> dict[str, int]:
    """Every status with its number, zero included, and `all`."""
    found = dict(applications.order_by().values_list("status").annotate(n=Count("pk")))
    counts = {str(status): found.get(status, 0) for status in Status}
    return counts | {"all": sum(counts.values())}


@dataclass(frozen=True)
class SchoolRow:
    """One school of the overview; the shares are for its bar and add up to 100."""

    school: School
    counts: dict[str, int]
    total: int

    @property
    def waiting(self) -> int:
        return self.counts[Status.SUBMITTED]

    @property
    def shares(self) -> list[tuple[str, float, float]]:
        """(class, start, width) of each stretch of the bar, in percent."""
        passed = sum(self.counts[s] for s in _QUALIFIED)
        parts = (
            ("g", passed),
            ("a", self.counts[Status.FIRST_PASSED]),
            ("p", self.counts[Status.RETURNED]),
            ("i", self.waiting),
        )
        whole = sum(number for _, number in parts) or 1
        shares, start = [], 0.0
        for name, number in parts:
            width = round(100 * number / whole, 2)
            shares.append((name, round(start, 2), width))
            start += width
        return shares


_QUALIFIED = (Status.PAID, Status.APPROVED, Status.REJECTED, Status.REGISTERED, Status.PRINTED, Status.ISSUED)


def overview(batch: Batch, applications: ApplicationQuerySet) -> list[SchoolRow]:
    """Every school with its counts in `batch`, the one with most waiting first; two queries."""
    schools = list(School.objects.all())
    counts: dict[int, dict[str, int]] = {s.pk: {str(status): 0 for status in Status} for s in schools}
    rows = applications.filter(batch=batch).order_by().values_list("school", "status").annotate(n=Count("pk"))
    for school, status, number in rows:
        counts[school][status] = number
    table = [SchoolRow(s, counts[s.pk], sum(counts[s.pk].values())) for s in schools]
    return sorted(table, key=lambda row: (-row.waiting, row.school.code))


def next_in_queue(applications: ApplicationQuerySet, after: Application | None = None) -> Application | None:
    """The application to review next; the one after `after` if that is in the queue."""
    rows = queue(applications, Filters())
    if after is None:
        return rows.first()
    ids = list(rows.values_list("pk", flat=True))
    later = ids[ids.index(after.pk) + 1 :] if after.pk in ids else ids
    return applications.with_record().filter(pk=later[0]).first() if later else None
