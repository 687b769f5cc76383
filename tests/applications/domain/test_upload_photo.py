"""An ID photo that is sent again: the same bytes are the same photo, and are checked if they never were."""

import pytest

from applications.domain.upload_photo import upload_photo
from applications.models import Photo
from selfexam.jobs.models import Job
from tests.cast import Cast
from tests.factories.applications import jpeg

pytestmark = pytest.mark.django_db


def test_the_same_file_again_is_checked_if_its_check_was_given_up() -> None:
    draft = Cast().application()
    first = upload_photo(draft.uuid, jpeg(), by=draft.record.holder)
    assert upload_photo(draft.uuid, jpeg(), by=draft.record.holder) == first
    assert Job.objects.filter(kind="check_photo").count() == 1, "it waits already"
    Job.objects.filter(kind="check_photo").update(state=Job.State.FAILED, finished_at=first.uploaded_at)
    assert upload_photo(draft.uuid, jpeg(), by=draft.record.holder) == first
    (live,) = Job.objects.live().filter(kind="check_photo")
    assert live.ids == {"photo": first.pk}


def test_the_same_file_again_keeps_its_verdict() -> None:
    draft = Cast().application()
    first = upload_photo(draft.uuid, jpeg(), by=draft.record.holder)
    Job.objects.all().delete()
    Photo.objects.filter(pk=first.pk).update(verdict=Photo.Verdict.CLEAN, checked_at=first.uploaded_at)
    assert upload_photo(draft.uuid, jpeg(), by=draft.record.holder) == first
    assert not Job.objects.exists()
