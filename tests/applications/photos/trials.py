"""Trials of changed rules over photos that are drawn or only rows."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile

from applications.models import Photo, RuleTrial
from applications.photos.rules import PhotoRules
from applications.photos.trying import try_rules
from applications.statuses import Status
from tests.cast import Cast
from tests.factories.applications import ApplicationFactory

TRIED = PhotoRules(
    least_bytes=40 * 1024,
    head_top_most=84,
    head_top_slack=4,
    roll_most=0.3,
    off=frozenset({"centred"}),
    warn_only=frozenset({"face_count"}),
)


@pytest.fixture
def cast() -> Cast:
    """Without the photo of the stranger, who belongs to the same batch."""
    made = Cast()
    Photo.objects.all().delete()
    return made


def photo_of(cast: Cast, data: bytes, status: str = Status.SUBMITTED) -> Photo:
    application = ApplicationFactory(batch=cast.batch, status=status)
    photo = Photo(application=application, sha256="0" * 64, bytes=len(data))
    photo.file.save("photo.jpg", ContentFile(data), save=False)
    photo.save()
    return photo


@contextmanager
def ended() -> Iterator[None]:
    yield


def run(trial: RuleTrial) -> RuleTrial:
    try_rules(trial.pk, progress=lambda done, total: None, finishing=ended)
    trial.refresh_from_db()
    return trial
