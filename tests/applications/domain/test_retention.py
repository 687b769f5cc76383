"""Superseded uploads go with their files after a fortnight; what is in force and what was counted stays."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.domain.appeal_photo import appeal_photo
from applications.domain.retention import KEEP, remove_superseded
from applications.domain.upload_photo import upload_photo
from applications.models import Application, Document, Photo, PhotoFingerprint, PhotoLikeness, PhotoResult
from applications.photos.results import result_of
from tests.applications.domain.test_photo_appeal import SENTENCE, refused
from tests.cast import Cast
from tests.factories.applications import add_document, add_photo, jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Application:
    return Cast().application()


def ago(days: float) -> dict[str, object]:
    return {"superseded_at": timezone.now() - timedelta(days=days)}


def test_an_upload_is_replaced_at_will_and_only_the_last_is_current(draft: Application) -> None:
    made = [upload_photo(draft.uuid, jpeg(colour=(n, n, n)), by=draft.record.holder) for n in (10, 60, 110)]
    assert list(draft.photos.current()) == [made[-1]]
    assert draft.photos.filter(superseded_at__isnull=False).count() == 3


def test_what_was_replaced_a_fortnight_ago_goes_with_its_file(draft: Application) -> None:
    old, young = add_photo(draft, **ago(14.1)), add_photo(draft, **ago(13.9))
    page = add_document(draft, Document.Kind.ID_FRONT, **ago(15))
    assert KEEP.days == 14
    assert remove_superseded() == 2
    assert not Photo.objects.filter(pk=old.pk).exists()
    assert not Document.objects.filter(pk=page.pk).exists()
    assert [row.file.storage.exists(row.file.name) for row in (old, page, young)] == [False, False, True]
    assert all(p.file.storage.exists(p.file.name) for p in draft.photos.all())


def test_a_current_upload_is_never_removed_however_old(draft: Application) -> None:
    Photo.objects.update(uploaded_at=timezone.now() - timedelta(days=400))
    assert remove_superseded() == 0
    assert draft.photos.current().count() == 1


def test_a_removal_that_stopped_after_the_file_is_finished_by_the_next(draft: Application, client: Client) -> None:
    old = add_photo(draft, **ago(20))
    old.file.storage.delete(old.file.name)
    client.force_login(draft.record.holder, backend="selfexam.accounts.backends.PortalBackend")
    assert client.get(reverse("applications:photo-image", args=[old.uuid])).status_code == 404
    assert (remove_superseded(), remove_superseded()) == (1, 0)


def test_a_turn_takes_the_longest_superseded_first_and_the_next_turn_the_rest(draft: Application) -> None:
    young, old = add_photo(draft, **ago(15)), add_photo(draft, **ago(30))
    assert remove_superseded(most=1) == 1
    assert list(Photo.objects.filter(pk__in=(young.pk, old.pk))) == [young]
    assert remove_superseded(most=1) == 1


def test_counts_and_appeals_outlive_the_photo_its_fingerprint_does_not(draft: Application) -> None:
    photo = refused(draft)
    appeal_photo(draft.uuid, photo.uuid, SENTENCE, by=draft.record.holder)
    other = add_photo(draft, **ago(1))
    PhotoFingerprint.objects.create(photo=photo, batch=draft.batch, band0=1, band1=2, band2=3, band3=4)
    PhotoLikeness.objects.create(first=photo, second=other, kind="other", percent=99)
    Photo.objects.filter(pk=photo.pk).update(**ago(15))
    remove_superseded()
    result = PhotoResult.objects.get(application=draft, verdict="fail")
    assert (result.photo, [f.code for f in result.findings.all()]) == (None, ["roll"])
    assert result.appeal.sentence == SENTENCE
    assert (PhotoFingerprint.objects.count(), PhotoLikeness.objects.count()) == (0, 0)


def test_a_result_is_written_once_a_photo(draft: Application) -> None:
    photo = draft.photos.current().get()
    assert result_of(photo) == result_of(photo)
    assert PhotoResult.objects.count() == 1
