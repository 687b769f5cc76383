"""What comes up first: returns that came back, near the end what will most likely go back, then waiting time."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from applications.models import Application, AuditStanding, Photo
from applications.statuses import Status
from review.domain.claims import claim_next
from review.filters import Filters
from review.order import in_order
from review.queries import queue
from selfexam.catalogue.models import Batch
from tests.cast import Cast
from tests.review.audited import audited

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def waited(application: Application, hours: int, **fields: Any) -> Application:
    handed_in = timezone.now() - timedelta(hours=hours)
    Application.objects.filter(pk=application.pk).update(submitted_at=handed_in, **fields)
    application.refresh_from_db()
    return application


@pytest.fixture
def four(cast: Cast) -> list[Application]:
    """Plain and longest waiting, photo refused, courses missing, handed in again and shortest waiting."""
    plain, photo, courses, again = audited(cast, 4)
    Photo.objects.filter(application=photo).update(verdict=Photo.Verdict.FAIL)
    AuditStanding.objects.filter(application=courses).update(verdict=AuditStanding.Verdict.FAIL)
    returned = timezone.now() - timedelta(hours=20)
    return [
        waited(plain, 9),
        waited(photo, 8),
        waited(courses, 7),
        waited(again, 1, returned_at=returned),
    ]


def last_days(batch: Batch, **before_the_end: int) -> None:
    until = timezone.now() + timedelta(**before_the_end)
    Batch.objects.filter(pk=batch.pk).update(apply_until=until, review_until=until)


def order(cast: Cast) -> list[Application]:
    return list(in_order(Application.objects.visible_to(cast.reviewer)))


def test_far_from_the_deadline_only_a_return_goes_before_the_waiting_time(cast: Cast, four: list[Application]) -> None:
    plain, photo, courses, again = four
    last_days(cast.batch, days=4)
    assert order(cast) == [again, plain, photo, courses]


def test_in_the_last_days_what_will_go_back_goes_before_what_will_pass(cast: Cast, four: list[Application]) -> None:
    plain, photo, courses, again = four
    last_days(cast.batch, days=2, hours=23)
    assert order(cast) == [again, photo, courses, plain]


def test_a_doubt_is_no_refusal(cast: Cast, four: list[Application]) -> None:
    plain, photo, courses, again = four
    Photo.objects.filter(application=photo).update(verdict=Photo.Verdict.WARN)
    last_days(cast.batch, days=1)
    assert order(cast) == [again, courses, plain, photo]


def test_a_replaced_photo_endangers_nobody(cast: Cast, four: list[Application]) -> None:
    plain, photo, courses, again = four
    Photo.objects.filter(application=photo).update(superseded_at=timezone.now())
    last_days(cast.batch, days=1)
    assert order(cast) == [again, courses, plain, photo]


def test_what_is_returned_is_listed_by_how_long_nothing_happened(cast: Cast) -> None:
    longer, shorter = cast.application(Status.RETURNED), cast.application(Status.RETURNED)
    now = timezone.now()
    waited(longer, 5, returned_at=now - timedelta(hours=4))
    waited(shorter, 9, returned_at=now - timedelta(hours=1))
    mine = Application.objects.visible_to(cast.reviewer)
    assert list(queue(mine, Filters(state=Status.RETURNED))) == [longer, shorter]


def test_going_on_after_a_decision_keeps_the_place_in_every_part_of_the_order(
    cast: Cast, four: list[Application]
) -> None:
    plain, photo, courses, again = four
    last_days(cast.batch, days=1)
    mine = Application.objects.visible_to(cast.reviewer)
    Application.objects.filter(pk=photo.pk).update(status=Status.RETURNED, returned_at=timezone.now())
    photo.refresh_from_db()
    following = [claim_next(mine, by=cast.reviewer, after=one) for one in (again, photo, courses, plain)]
    assert following == [courses, courses, plain, again]


def test_next_stays_inside_the_filters_of_the_list(cast: Cast, four: list[Application]) -> None:
    photo = four[1]
    mine = Application.objects.visible_to(cast.reviewer)
    wanted = Filters(photo=Photo.Verdict.FAIL)
    assert claim_next(mine, by=cast.reviewer, filters=wanted) == photo
    assert claim_next(mine, by=cast.reviewer, after=photo, filters=wanted) is None
