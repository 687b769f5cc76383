"""In which order applications come up for first review: what the deadline endangers comes first. The one place.

1. Handed in again after a return: their candidate has waited twice and may need yet another round.
2. In the last `HURRY` before the first review ends: what will most likely go back (the photo was refused, courses are
   missing, the prior certificate was not found), because its candidate still needs time to correct it. Earlier than
   that nobody is endangered, and only the waiting time counts.
3. Everything else. Inside each of the three: by waiting time, the longest first.

Other states than 待初审 are listed by how long they have been there. Used by the worklist and by "next".
"""

from datetime import datetime, timedelta

from django.db.models import Case, F, IntegerField, Q, When
from django.utils import timezone

from applications.models import Application, AuditStanding, Photo
from applications.models.application import ApplicationQuerySet, PriorCheck
from applications.statuses import Status
from selfexam.catalogue.models import Batch

HURRY = timedelta(days=3)

AGAIN, LIKELY_BACK, IN_TURN, ELSEWHERE = range(4)

# How long something has been in its state; everything else goes by its submission.
SINCE: dict[str, str] = {Status.RETURNED: "returned_at", Status.FIRST_PASSED: "first_passed_at"}


def _likely_back(now: datetime) -> Q | None:
    """None while no batch is near its end: then nothing is asked about verdicts."""
    ending = list(
        Batch.objects.filter(review_until__gt=now, review_until__lte=now + HURRY).values_list("pk", flat=True)
    )
    if not ending:
        return None
    refused = Photo.objects.filter(superseded_at=None, verdict=Photo.Verdict.FAIL).order_by()
    lacking = AuditStanding.objects.filter(verdict=AuditStanding.Verdict.FAIL)
    unknown = Application.objects.filter(prior_check=PriorCheck.NOT_FOUND).order_by()
    # Each a set of keys, looked up once and not once a row.
    doubtful = Q(pk__in=refused.values("application")) | Q(pk__in=lacking.values("application"))
    return Q(batch__in=ending) & (doubtful | Q(pk__in=unknown.values("pk")))


def in_order(rows: ApplicationQuerySet, state: str = Status.SUBMITTED) -> ApplicationQuerySet:
    """`rows` with `turn`, in the order of the list of `state`."""
    if state in SINCE:
        return rows.order_by(F(SINCE[state]).asc(nulls_last=True), "pk")
    likely = _likely_back(timezone.now())
    turn = Case(
        When(~Q(status=Status.SUBMITTED), then=ELSEWHERE),
        When(returned_at__isnull=False, then=AGAIN),
        *([When(likely, then=LIKELY_BACK)] if likely is not None else []),
        default=IN_TURN,
        output_field=IntegerField(),
    )
    return rows.annotate(turn=turn).order_by("turn", F("submitted_at").asc(nulls_last=True), "pk")


def behind(ordered: ApplicationQuerySet, after: Application) -> ApplicationQuerySet:
    """Only what follows `after`, an application that was just decided or laid aside."""
    turn = _turn_it_had(after)
    same = Q(turn=turn, submitted_at=after.submitted_at, pk__gt=after.pk)
    return ordered.filter(Q(turn__gt=turn) | Q(turn=turn, submitted_at__gt=after.submitted_at) | same)


def _turn_it_had(after: Application) -> int:
    """A return just now does not make it one that was handed in again."""
    if after.returned_at and (after.status != Status.RETURNED or after.first_reviews.count() > 1):
        return AGAIN
    likely = _likely_back(timezone.now())
    return LIKELY_BACK if likely and Application.objects.filter(likely, pk=after.pk).exists() else IN_TURN
