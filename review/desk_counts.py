"""The numbers above a school's worklist: states, returns that came back, and who waits long. One query."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Min, Q
from django.utils import timezone

from applications.models.application import ApplicationQuerySet
from applications.statuses import Status

LONG = timedelta(days=2)


@dataclass(frozen=True)
class DeskCounts:
    """`by_state` has every status and `all`; the others count parts of 待初审 and 退回修改."""

    by_state: dict[str, int]
    again: int
    long: int
    unmoved: int
    oldest: timedelta | None


def desk_counts(applications: ApplicationQuerySet) -> DeskCounts:
    now = timezone.now()
    waiting = applications.order_by().values("status")
    rows = waiting.annotate(
        n=Count("pk"),
        again=Count("pk", filter=Q(returned_at__isnull=False)),
        long=Count("pk", filter=Q(submitted_at__lte=now - LONG)),
        unmoved=Count("pk", filter=Q(returned_at__lte=now - LONG)),
        oldest=Min(F("submitted_at")),
    )
    found: dict[str, dict[str, Any]] = {row["status"]: dict(row) for row in rows}
    by_state = {str(status): found[status]["n"] if status in found else 0 for status in Status}
    nothing: dict[str, Any] = {}
    submitted, returned = found.get(Status.SUBMITTED, nothing), found.get(Status.RETURNED, nothing)
    oldest = submitted.get("oldest")
    return DeskCounts(
        by_state=by_state | {"all": sum(by_state.values())},
        again=submitted.get("again", 0),
        long=submitted.get("long", 0),
        unmoved=returned.get("unmoved", 0),
        oldest=now - oldest if oldest else None,
    )
