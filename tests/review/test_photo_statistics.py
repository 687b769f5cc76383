"""Failures of the photo check by rule: first against last upload, by school, appeals and overrides, as a table."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.domain.appeal_photo import appeal_photo
from applications.domain.retention import remove_superseded
from applications.domain.submit import submit
from applications.models import Application, Photo
from applications.photos.results import result_of
from review.photo_statistics import Share, photo_statistics
from selfexam.accounts.models import User
from tests.applications.domain.test_photo_appeal import SENTENCE, fail, refused
from tests.cast import Cast
from tests.factories.applications import add_photo
from tests.factories.catalogue import BatchFactory
from tests.review.test_first_review import desk, form

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
QUERIES = 10


@pytest.fixture
def cast() -> Cast:
    return Cast()


def uploads(application: Application, *photos: tuple[str, list[dict[str, str]]]) -> None:
    """(verdict, findings) of each upload, an hour apart; the last is current."""
    application.photos.all().delete()
    now = timezone.now()
    for age, (verdict, findings) in enumerate(reversed(photos)):
        at = now - timedelta(hours=age)
        photo = add_photo(application, verdict, findings=findings, superseded_at=at if age else None)
        Photo.objects.filter(pk=photo.pk).update(uploaded_at=at)
        photo.refresh_from_db()
        result_of(photo)


ROLL, SHADOW = ("fail", [fail("roll"), fail("shadow", "warn")]), ("warn", [fail("shadow", "warn")])
CLEAN = ("clean", [{**fail("roll"), "severity": "ok"}])


def test_first_and_last_uploads_are_counted_by_rule_and_severity(cast: Cast) -> None:
    for photos in ((ROLL, ROLL, CLEAN), (ROLL, SHADOW), (SHADOW,), (CLEAN,)):
        uploads(cast.application(), *photos)
    told = photo_statistics(cast.batch, None)
    assert (told.candidates, told.photos) == (4, 7)
    assert told.first == {"fail": Share(2, 4), "warn": Share(1, 4), "clean": Share(1, 4)}
    assert told.last == {"fail": Share(0, 4), "warn": Share(2, 4), "clean": Share(2, 4)}
    roll, shadow = told.rows
    assert (roll.code, roll.title) == ("roll", "规则 roll")
    assert (roll.first["fail"], roll.last["fail"], roll.first["warn"]) == (Share(2, 4), Share(0, 4), Share(0, 4))
    assert (shadow.first["warn"], shadow.last["warn"]) == (Share(3, 4), Share(2, 4))
    assert roll.first["fail"].percent == 50.0


def test_the_first_upload_still_counts_when_the_clock_has_removed_it(cast: Cast) -> None:
    uploads(cast.application(), ROLL, CLEAN)
    before = photo_statistics(cast.batch, None)
    assert remove_superseded(timedelta(0)) == 1
    assert photo_statistics(cast.batch, None) == before


def test_a_school_and_a_batch_are_counted_alone(cast: Cast) -> None:
    uploads(cast.application(), ROLL)
    uploads(cast.application(school=cast.other_school), CLEAN)
    assert photo_statistics(cast.batch, cast.school).first["fail"] == Share(1, 1)
    assert photo_statistics(cast.batch, cast.other_school).rows == []
    assert photo_statistics(BatchFactory(), None).candidates == 0


def test_appeals_and_overrides_are_counted_by_the_rules_they_were_about(cast: Cast, signed_in: Sign) -> None:
    application = cast.application()
    photo = refused(application, "roll", "centred")
    appeal_photo(application.uuid, photo.uuid, SENTENCE, by=application.record.holder)
    submit(application.uuid, declared=True, by=application.record.holder)
    application.refresh_from_db()
    signed_in(cast.reviewer).post(desk(application), form(application, "pass") | {"photo_reason": "略偏，可以使用。"})
    told = photo_statistics(cast.batch, None)
    assert (told.appeals, told.overrides) == (1, 1)
    assert {(row.code, row.appeals, row.overrides) for row in told.rows} == {("roll", 1, 1), ("centred", 1, 1)}


@pytest.mark.parametrize("number", [1, 6])
def test_the_number_of_queries_does_not_grow(
    cast: Cast, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        uploads(cast.application(), ROLL, SHADOW)
    with django_assert_num_queries(QUERIES):
        photo_statistics(cast.batch, None)


def test_page_and_table_say_the_same_and_keep_the_filter(cast: Cast, signed_in: Sign) -> None:
    uploads(cast.application(), ROLL, CLEAN)
    uploads(cast.application(school=cast.other_school), SHADOW)
    client, chosen = signed_in(cast.chen), {"batch": cast.batch.code, "school": cast.school.code}
    html = client.get(reverse("review:photo-statistics"), chosen).content.decode()
    assert "规则 roll" in html
    assert "1（100.0%）" in html
    response = client.get(reverse("review:photo-statistics-file"), chosen)
    assert f"school={cast.school.code}" in html
    assert cast.school.code in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["代码"], row["首次上传不合格"], row["最后上传不合格"]) for row in rows] == [
        ("roll", "1", "0"),
        ("shadow", "0", "0"),
    ]


@pytest.mark.parametrize("school", ["", "nowhere", "\x00", "%"])
def test_an_odd_school_in_the_address_means_all(cast: Cast, signed_in: Sign, school: str) -> None:
    uploads(cast.application(), ROLL)
    assert (
        "规则 roll" in signed_in(cast.chen).get(reverse("review:photo-statistics"), {"school": school}).content.decode()
    )
