"""How fast a school reviews, and how fast it has to, so that the first review ends in time (notice 一(二)).

Reads only. Used by the worklist and by the lead's page.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from review.models import FirstReview
from review.working_time import HOURS_A_DAY, working_hours
from selfexam.catalogue.models import Batch, School

# The chart shows so many days, today included; the present speed is that of the last two working days and today.
DAYS_SHOWN = 11
LOOKED_BACK = 2 * HOURS_A_DAY
# With less working time than this the rest is told by the hour.
SHORT = HOURS_A_DAY


@dataclass(frozen=True)
class Pace:
    """Speeds are whole applications a working day of eight hours, the needed one rounded up."""

    waiting: int
    hours_left: float
    decided: Mapping[date, int]
    present: float
    today: int
    is_over: bool

    @property
    def needed(self) -> int:
        """A day; all that waits, when less than a working day is left."""
        return math.ceil(self.waiting / max(self.hours_left / HOURS_A_DAY, 1))

    @property
    def needed_an_hour(self) -> int:
        return math.ceil(self.waiting / max(self.hours_left, 1))

    @property
    def is_short(self) -> bool:
        return self.hours_left < SHORT

    @property
    def days_left(self) -> float:
        return math.floor(self.hours_left / HOURS_A_DAY * 10) / 10

    @property
    def unfinished(self) -> int:
        """What would still wait at the end with the present speed."""
        return max(self.waiting - math.floor(self.present * self.hours_left / HOURS_A_DAY), 0)

    @property
    def state(self) -> str:
        """over, empty, unknown (nobody has decided anything lately), enough or short."""
        if self.is_over:
            return "over"
        if not self.waiting:
            return "empty"
        if not self.present:
            return "unknown"
        return "short" if self.unfinished else "enough"

    @property
    def days(self) -> list[tuple[date, int]]:
        return list(self.decided.items())


def pace(school: School | None, batch: Batch, waiting: int, now: datetime | None = None) -> Pace:
    """One query. `waiting` is how many wait for first review now."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    decided = _decided(school, today)
    since = _looked_back_to(batch, now, today)
    hours = max(working_hours(since, now), 1)
    lately = sum(number for day, number in decided.items() if day >= timezone.localdate(since))
    return Pace(
        waiting=waiting,
        hours_left=working_hours(now, batch.review_until),
        decided=decided,
        present=lately / hours * HOURS_A_DAY,
        today=decided[today],
        is_over=now >= batch.review_until,
    )


def _decided(school: School | None, today: date) -> dict[date, int]:
    """Decisions of the school's reviewers by local day, the oldest first, zero included; in whatever batch."""
    days = [today - timedelta(days=back) for back in reversed(range(DAYS_SHOWN))]
    first = datetime.combine(days[0], time(), timezone.get_current_timezone())
    made = FirstReview.objects.filter(reviewer__school=school, decided_at__gte=first)
    found = made.order_by().values_list(TruncDate("decided_at")).annotate(n=Count("*"))
    return dict.fromkeys(days, 0) | {day: number for day, number in found if day in days}


def _looked_back_to(batch: Batch, now: datetime, today: date) -> datetime:
    """The beginning of the day since which two working days have passed, no earlier than the batch's."""
    zone = timezone.get_current_timezone()
    for back in range(DAYS_SHOWN):
        start = datetime.combine(today - timedelta(days=back), time(), zone)
        if start <= batch.apply_from or working_hours(start, now) >= LOOKED_BACK:
            return start
    return start
