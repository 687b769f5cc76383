"""Who of a school's reviewers did what and holds what, for the lead of the school. Reads only."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from django.db.models import Count, F, Q
from django.utils import timezone

from applications.models import Application
from applications.models.application import ApplicationQuerySet
from applications.statuses import Status
from review.models import Claim, FirstReview
from review.order import in_order
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES
from selfexam.catalogue.models import Batch

# So many of those that nobody holds are offered for handing over.
OFFERED = 15


@dataclass(frozen=True)
class Workload:
    """One reviewer in one batch; `usual` is the median time from taking in hand to deciding, None if never seen."""

    person: User
    passed_today: int = 0
    returned_today: int = 0
    passed: int = 0
    returned: int = 0
    usual: timedelta | None = None
    held: list[Claim] = field(default_factory=list)

    @property
    def today(self) -> int:
        return self.passed_today + self.returned_today

    @property
    def total(self) -> int:
        return self.passed + self.returned


def colleagues(lead: User) -> list[User]:
    """Everybody who reviews at the lead's school now."""
    return list(User.objects.filter(school=lead.school, role__in=SCHOOL_ROLES, is_active=True).order_by("pk"))


def workload(batch: Batch, applications: ApplicationQuerySet, people: list[User]) -> list[Workload]:
    """Everybody of `people`, and whoever decided here and is gone; most done first. Four queries."""
    mine = FirstReview.objects.filter(application__in=applications.filter(batch=batch))
    counts = _counts(mine.order_by())
    gone = User.objects.filter(pk__in=set(counts) - {person.pk for person in people})
    usual, held = _usual(batch, applications), defaultdict(list)
    for claim in holding(applications.filter(batch=batch)):
        held[claim.by_id].append(claim)
    rows = [
        Workload(person, **counts.get(person.pk, {}), usual=usual.get(person.pk), held=held[person.pk])
        for person in [*people, *gone]
    ]
    return sorted(rows, key=lambda row: (-row.total, row.person.pk))


def holding(applications: ApplicationQuerySet) -> list[Claim]:
    """What is in somebody's hands now, the longest first."""
    waiting = applications.filter(status=Status.SUBMITTED)
    held = Claim.objects.in_force().filter(application__in=waiting)
    return list(held.select_related("by", "handed_by", "application__record__programme").order_by("since", "pk"))


def unheld(applications: ApplicationQuerySet) -> list[Application]:
    """The first of the queue that nobody holds."""
    free = applications.awaiting_first_review().exclude(claim__in=Claim.objects.in_force())
    keys = list(in_order(free).values_list("pk", flat=True)[:OFFERED])
    found = {a.pk: a for a in Application.objects.filter(pk__in=keys).select_related("record__programme")}
    return [found[key] for key in keys]


def _counts(reviews: object) -> dict[int, dict[str, int]]:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    passed, returned = Q(outcome=FirstReview.Outcome.PASSED), Q(outcome=FirstReview.Outcome.RETURNED)
    today = Q(decided_at__gte=midnight)
    rows = reviews.values("reviewer").annotate(  # type: ignore[attr-defined]
        passed_today=Count("pk", filter=passed & today),
        returned_today=Count("pk", filter=returned & today),
        passed=Count("pk", filter=passed),
        returned=Count("pk", filter=returned),
    )
    return {row.pop("reviewer"): row for row in rows}


def _usual(batch: Batch, applications: ApplicationQuerySet) -> dict[int, timedelta]:
    """The median, which one application left open over lunch does not move. SQLite has none, so it is taken here."""
    timed = FirstReview.objects.filter(application__in=applications.filter(batch=batch), began_at__isnull=False)
    times: dict[int, list[float]] = defaultdict(list)
    for reviewer, took in timed.order_by().values_list("reviewer", F("decided_at") - F("began_at")):
        times[reviewer].append(took.total_seconds())
    return {reviewer: timedelta(seconds=median(taken)) for reviewer, taken in times.items()}
