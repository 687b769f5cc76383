"""The big lists of the desks: a school's queue, the institute's overview and search. Constant numbers of queries."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from applications.models import Application, Photo
from applications.models.application import ApplicationQuerySet
from applications.statuses import Status
from review.filters import Filters
from review.models import Claim
from review.order import in_order
from selfexam.catalogue.models import Batch, School
from selfexam.digests import keyed_digest
from selfexam.records.models import StudentRecord
from selfexam.typed import compact, part_of_name

# The tabs of the school's desk, in the order of its work.
DESK_TABS: tuple[tuple[str, str], ...] = (
    (Status.SUBMITTED, "待审"),
    (Status.RETURNED, "退回，等考生"),
    (Status.FIRST_PASSED, "待缴费"),
    (Status.PAID, "初审合格"),
    ("all", "全部"),
)


def matching(applications: ApplicationQuerySet, text: str) -> ApplicationQuerySet:
    """What was typed tells what it is, so that each kind has its index: figures are the beginning of a 准考证号 or a
    whole number of a document, letters with figures such a number (through its keyed digest), the rest part of a name.
    """
    short = compact(text)
    if not short:
        return applications
    return applications.filter(record__in=StudentRecord.objects.filter(_who(text.strip(), short)).values("pk"))


def _who(text: str, short: str) -> Q:
    document = Q(id_digest=keyed_digest(short))
    if short.isascii() and short.isdigit():
        return Q(admission_number__startswith=short) | document
    if any(letter.isascii() and letter.isdigit() for letter in short):
        return document
    text = part_of_name(text)
    # Only letters of the Latin alphabet have two cases; comparing without them is quicker.
    return Q(name__icontains=text) if any(letter.isascii() for letter in short) else Q(name__contains=text)


def queue(applications: ApplicationQuerySet, filters: Filters) -> ApplicationQuerySet:
    """The rows of one tab, narrowed by the filters, in the order of review/order.py."""
    return in_order(filters.narrow(matching(applications, filters.text)), filters.state)


def found(applications: ApplicationQuerySet, filters: Filters) -> ApplicationQuerySet:
    """The institute's search: by submission, the first in front. Whose turn it is, is the school's affair."""
    rows = filters.narrow(matching(applications, filters.text))
    return rows.order_by(F("submitted_at").asc(nulls_last=True), "pk")


def with_hints(applications: "QuerySet[Application]") -> "QuerySet[Application]":
    """What a row of a list shows besides: both verdicts, and who holds it just now."""
    verdict = Photo.objects.filter(application=OuterRef("pk"), superseded_at=None).values("verdict")[:1]
    held = Claim.objects.filter(application=OuterRef("pk"), until__gt=timezone.now())
    shown = applications.select_related("batch", "school", "record__programme", "record__unit")
    return shown.annotate(
        photo_verdict=Subquery(verdict),
        audit_verdict=F("standing__verdict"),
        holder=Subquery(held.values("by")[:1]),
        holder_name=Subquery(held.values("by__name")[:1]),
    )


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


def sum_of(rows: list[SchoolRow]) -> dict[str, int]:
    """Every status with its number over all schools, and `all`."""
    counts = {str(status): sum(row.counts[status] for row in rows) for status in Status}
    return counts | {"all": sum(counts.values())}
