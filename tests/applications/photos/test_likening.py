"""`same_photo`: who is compared with whom, what is written, what a reviewer is told, and that nobody else is."""

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, Photo, PhotoFingerprint, PhotoLikeness
from applications.photos.likening import liken
from applications.statuses import Status
from selfexam.accounts.models import User
from tests.applications.photos.conftest import drawn, jpeg, picture
from tests.cast import Cast
from tests.factories.applications import add_photo
from tests.factories.catalogue import BatchFactory

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
COPY = jpeg(picture(4), quality=70)


@pytest.fixture
def cast() -> Cast:
    return Cast()


def show(application: Application, data: bytes) -> Photo:
    """`data` becomes the application's current, judged photo."""
    application.photos.current().update(superseded_at=timezone.now())
    photo = add_photo(application, measures={"faces": 1})
    photo.file.save("photo.jpg", ContentFile(data))
    return photo


def pairs() -> list[tuple[int, int, str]]:
    return list(PhotoLikeness.objects.values_list("first", "second", "kind"))


def test_two_people_of_a_batch_with_one_photo_are_found_once_from_either_side(cast: Cast) -> None:
    first = show(cast.application(Status.SUBMITTED), drawn(4))
    second = show(cast.application(Status.SUBMITTED), COPY)
    assert (liken(first.pk), liken(second.pk), liken(first.pk), liken(second.pk)) == (0, 1, 0, 0)
    assert pairs() == [(first.pk, second.pk, "other")]
    assert PhotoFingerprint.objects.count() == 2


def test_different_photos_are_not_alike(cast: Cast) -> None:
    for seed in range(0, 24, 4):
        liken(show(cast.application(Status.SUBMITTED), drawn(seed)).pk)
    assert pairs() == []


def test_other_people_of_another_batch_are_not_compared(cast: Cast) -> None:
    liken(show(cast.application(Status.SUBMITTED), drawn(4)).pk)
    elsewhere = cast.application(Status.SUBMITTED)
    Application.objects.filter(pk=elsewhere.pk).update(batch=BatchFactory())
    elsewhere.refresh_from_db()
    assert liken(show(elsewhere, COPY).pk) == 0


def test_the_same_person_may_use_one_photo_twice_in_a_batch_but_an_old_one_is_pointed_out(cast: Cast) -> None:
    before, now, twin = (cast.application(Status.SUBMITTED) for _ in range(3))
    digest = now.record.id_digest
    for application in (before, twin):
        type(application.record).objects.filter(pk=application.record.pk).update(id_digest=digest)
    Application.objects.filter(pk=before.pk).update(batch=BatchFactory())
    photos = [show(Application.objects.get(pk=a.pk), drawn(4)) for a in (before, now, twin)]
    assert [liken(photo.pk) for photo in photos] == [0, 1, 1]
    assert pairs() == [(photos[0].pk, photos[1].pk, "own"), (photos[0].pk, photos[2].pk, "own")]


def test_what_was_removed_or_cannot_be_opened_is_no_error(cast: Cast) -> None:
    unreadable = add_photo(cast.application(), "fail", superseded_at=timezone.now())
    gone = show(cast.application(), drawn(4))
    gone.file.storage.delete(gone.file.name)
    assert [liken(unreadable.pk), liken(gone.pk), liken(10**6)] == [0, 0, 0]
    assert PhotoFingerprint.objects.count() == 0


def desk(client: Client, application: Application, name: str = "review:record") -> str:
    return client.get(reverse(name, args=[application.uuid])).content.decode()


@pytest.fixture
def twins(cast: Cast) -> tuple[Application, Application]:
    """Two candidates of the reviewer's own school with one photo."""
    found = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    for application, data in zip(found, (drawn(4), COPY), strict=True):
        liken(show(application, data).pk)
    return found


def test_both_reviewers_see_it_with_a_link_to_the_other(
    cast: Cast, twins: tuple[Application, Application], signed_in: Sign
) -> None:
    client = signed_in(cast.reviewer)
    for one, other in (twins, twins[::-1]):
        html = desk(client, one, "review:first")
        assert "照片重复" in html
        assert reverse("review:record", args=[other.uuid]) in html


def test_an_application_of_another_school_is_not_named(cast: Cast, signed_in: Sign) -> None:
    own = cast.application(Status.SUBMITTED)
    foreign = cast.application(Status.SUBMITTED, school=cast.other_school)
    for application, data in ((own, drawn(4)), (foreign, COPY)):
        liken(show(application, data).pk)
    html = desk(signed_in(cast.reviewer), own)
    assert "与本批次另一份申请的照片相似，请联系考试院" in html
    assert (str(foreign.uuid) in html, foreign.record.name + " 的申请" in html) == (False, False)
    assert str(foreign.uuid) in desk(signed_in(cast.chen), own)


def test_nobody_learns_of_a_draft_or_of_a_photo_that_was_replaced(cast: Cast, signed_in: Sign) -> None:
    own, draft, changed = cast.application(Status.SUBMITTED), cast.application(), cast.application(Status.SUBMITTED)
    for application in (own, draft, changed):
        liken(show(application, drawn(4)).pk)
    show(changed, drawn(8))
    assert PhotoLikeness.objects.count() == 3
    assert "照片重复" not in desk(signed_in(cast.chen), own)


def test_a_candidate_never_learns_of_another_person(
    cast: Cast, twins: tuple[Application, Application], signed_in: Sign
) -> None:
    one, other = twins
    client = signed_in(one.record.holder)
    for name in ("applications:photo", "applications:photo-verdict", "applications:detail", "applications:check"):
        html = client.get(reverse(name, args=[one.uuid]), follow=True).content.decode()
        assert "照片重复" not in html
        assert str(other.uuid) not in html


def test_the_search_goes_through_the_index_of_each_band(cast: Cast) -> None:
    photo = show(cast.application(Status.SUBMITTED), drawn(4))
    with CaptureQueriesContext(connection) as asked:
        liken(photo.pk)
    searches = [
        q["sql"] for q in asked if q["sql"].startswith("SELECT") and '" IN (' in q["sql"] and "band" in q["sql"]
    ]
    assert len(searches) == 4
    if connection.vendor == "sqlite":
        for number, search in enumerate(searches):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {search}")
                plan = str(cursor.fetchall())
            assert f"photo_band{number} (batch_id=? AND band{number}=?)" in plan
