"""The speed needed to finish in time, against the present one, in working days."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from applications.models import Application
from applications.statuses import Status
from review.models import FirstReview
from review.pace import Pace, pace
from review.pace_chart import chart
from review.working_time import working_hours
from tests.cast import Cast


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.get_current_timezone())


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-25 09:00", "2026-11-25 17:00", 8),
        ("2026-11-25 06:00", "2026-11-25 23:00", 8),
        ("2026-11-25 16:30", "2026-11-26 09:30", 1),
        ("2026-11-27 16:00", "2026-11-30 10:00", 2),  # Friday to Monday
        ("2026-11-28 09:00", "2026-11-29 17:00", 0),
        ("2026-11-26 10:00", "2026-11-25 10:00", 0),
    ],
)
def test_nights_and_weekends_are_no_working_time(start: str, end: str, hours: float) -> None:
    assert working_hours(at(start), at(end)) == hours


@pytest.mark.django_db
class TestPace:
    """Wednesday noon; the review ends on Friday at 15:00, which leaves 19 working hours."""

    NOW = at("2026-11-25 12:00")

    def measured(self, waiting: int, decided: dict[str, int], *, until: str = "2026-11-27 15:00") -> Pace:
        cast = Cast()
        cast.batch.apply_from, cast.batch.review_until = at("2026-11-16 09:00"), at(until)
        for moment, number in decided.items():
            for _ in range(number):
                application = cast.application(Status.PAID)
                review = FirstReview.objects.create(
                    application=application, round=1, reviewer=cast.reviewer, outcome="passed", conduct="合格"
                )
                FirstReview.objects.filter(pk=review.pk).update(decided_at=at(moment))
        other = cast.application(Status.PAID, school=cast.other_school)
        FirstReview.objects.create(application=other, round=1, reviewer=cast.outsider, outcome="passed", conduct="合格")
        Application.objects.filter(pk=other.pk).update(batch=cast.batch)
        return pace(cast.school, cast.batch, waiting, now=self.NOW)

    def test_the_needed_speed_is_rounded_up_and_the_present_one_counts_working_hours(self) -> None:
        # Since Monday midnight 19 working hours have passed, in which 5 were decided.
        found = self.measured(20, {"2026-11-23 10:00": 2, "2026-11-24 16:00": 2, "2026-11-25 11:00": 1})
        assert (found.hours_left, found.needed, found.today) == (19, 9, 1)
        assert found.present == pytest.approx(5 / 19 * 8)
        assert (found.state, found.unfinished) == ("short", 15)

    def test_fast_enough(self) -> None:
        found = self.measured(4, {"2026-11-24 16:00": 5})
        assert (found.state, found.unfinished) == ("enough", 0)

    def test_what_was_decided_last_week_is_no_present_speed(self) -> None:
        found = self.measured(4, {"2026-11-20 16:00": 5})
        assert (found.state, found.present) == ("unknown", 0)
        assert [number for _, number in found.days] == [0] * 5 + [5] + [0] * 5

    def test_in_the_last_hours_it_is_told_by_the_hour(self) -> None:
        found = self.measured(9, {}, until="2026-11-25 16:00")
        assert (found.is_short, found.needed_an_hour, found.needed) == (True, 3, 9)

    @pytest.mark.parametrize(
        ("waiting", "until", "state"), [(0, "2026-11-27 15:00", "empty"), (3, "2026-11-25 11:00", "over")]
    )
    def test_nothing_waits_or_it_is_too_late(self, waiting: int, until: str, state: str) -> None:
        assert self.measured(waiting, {}, until=until).state == state

    def test_the_chart_has_a_column_a_day_and_shows_the_smallest_number(self) -> None:
        drawn = chart(self.measured(200, {"2026-11-24 16:00": 1}))
        heights = [column.height for column in drawn.columns]
        assert heights == [0] * 9 + [2, 0]
        assert [column.is_today for column in drawn.columns] == [False] * 10 + [True]
        assert drawn.need == 84 - 76


def test_the_last_column_is_today() -> None:
    today = timezone.localdate()
    days = {today - timedelta(days=back): back for back in (2, 1, 0)}
    found = Pace(waiting=0, hours_left=8, decided=days, present=0, today=0, is_over=False)
    assert [column.number for column in chart(found).columns] == [2, 1, 0]
