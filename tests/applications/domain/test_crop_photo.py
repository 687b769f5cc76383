"""From an upload that fails to a cut photo: what is offered, what is written down, what stays and what goes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from applications.domain.crop_photo import use_crop
from applications.domain.refusals import Changed, NotAllowed
from applications.domain.retention import remove_superseded
from applications.domain.upload_photo import upload_photo
from applications.models import Application, Crop, Photo
from applications.photos.cropping.frame import Frame
from applications.statuses import Status
from applications.tasks import PROPOSE_CROP
from selfexam.jobs.models import Job
from tests.applications.pages.cropping import current, offered, tilted
from tests.applications.photos.conftest import drawn, networks, picture
from tests.applications.photos.scenes import heic, phone_jpeg, scene
from tests.cast import Cast

__all__ = ["networks"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("networks")]
RunJobs = Callable[..., list[str]]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def frame_of(crop: Crop) -> Frame:
    return Frame.from_json(crop.frame)


def test_a_phone_photo_is_offered_a_crop_in_the_background(cast: Cast, run_jobs: RunJobs) -> None:
    draft = cast.application()
    upload_photo(draft.uuid, tilted(), by=draft.record.holder)
    assert Crop.objects.count() == 0
    assert run_jobs() == ["check_photo", "propose_crop"]
    crop = Crop.objects.get()
    assert (crop.photo, crop.state, crop.result) == (current(draft), Crop.State.OFFERED, None)
    assert (crop.source_width, crop.source_height) == (900, 1200)


def test_a_photo_that_fits_and_one_that_no_crop_can_change_are_offered_none(cast: Cast, run_jobs: RunJobs) -> None:
    draft = cast.application()
    for data in (drawn(1), drawn(1, "small_file"), drawn(1, "cluttered_background")):
        upload_photo(draft.uuid, data, by=draft.record.holder)
        assert run_jobs() == ["check_photo"]
    assert Crop.objects.count() == 0


def test_a_refusal_is_kept_with_its_reason(cast: Cast, run_jobs: RunJobs) -> None:
    _, crop = offered(cast, run_jobs, phone_jpeg(scene(size=(900, 1200), scale=1.5, at=(0.5, 0.2))))
    assert (crop.state, crop.refusal_code) == (Crop.State.REFUSED, "margin")
    assert "上边" in crop.refusal


def test_a_file_that_lost_its_detail_is_not_blown_up_again(cast: Cast, run_jobs: RunJobs) -> None:
    small = phone_jpeg(picture().resize((413, 531)), quality=40)
    _, crop = offered(cast, run_jobs, small)
    assert len(small) < 50 * 1024
    assert (crop.state, crop.refusal_code) == (Crop.State.REFUSED, "compressed")


def test_a_worker_that_dies_after_the_verdict_loses_no_offer(cast: Cast, run_jobs: RunJobs) -> None:
    _, crop = offered(cast, run_jobs)
    Job.objects.filter(kind=PROPOSE_CROP).delete()
    Crop.objects.update(state=Crop.State.PENDING, proposed_at=None)
    Job.objects.filter(kind="check_photo").update(state=Job.State.QUEUED, finished_at=None)
    assert run_jobs() == ["check_photo", "propose_crop"]
    crop.refresh_from_db()
    assert crop.state == Crop.State.OFFERED
    assert Crop.objects.count() == 1


def test_the_cut_photo_becomes_the_current_one_and_passes_its_own_check(cast: Cast, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs)
    photo = use_crop(draft.uuid, crop.uuid, frame_of(crop), by=draft.record.holder)
    assert run_jobs() == ["check_photo"]
    photo.refresh_from_db()
    crop.refresh_from_db()
    assert (current(draft), photo.verdict) == (photo, Photo.Verdict.CLEAN)
    assert photo.bytes > 50 * 1024
    assert (crop.result, photo.cut_with) == (photo, crop)
    assert crop.done["by_hand"] is False
    assert crop.done["turn"] == pytest.approx(6, abs=0.5)
    assert {"scale", "window", "quality", "source"} <= set(crop.done)
    assert photo.measures["file"]["taken"].startswith("2022-11-03"), "the camera's time is the original's"


def test_the_original_stays_as_it_came_without_its_metadata(cast: Cast, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs)
    before = crop.photo.file.read()
    use_crop(draft.uuid, crop.uuid, frame_of(crop), by=draft.record.holder)
    crop.refresh_from_db()
    assert crop.photo.superseded_at is not None
    assert crop.photo.file.open("rb").read() == before
    assert b"SECRETPHONE" in tilted()
    assert b"SECRETPHONE" not in before


def test_a_heic_is_kept_shown_as_jpeg_and_cut(cast: Cast, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs, heic(scene(15, size=(900, 1200), scale=1.2, roll=-5)))
    assert crop.photo.verdict == Photo.Verdict.FAIL
    assert crop.photo.content_type == "image/heic"
    assert crop.photo.view.read(2) == b"\xff\xd8"
    photo = use_crop(draft.uuid, crop.uuid, frame_of(crop), by=draft.record.holder)
    run_jobs()
    photo.refresh_from_db()
    assert photo.verdict == Photo.Verdict.CLEAN


def test_the_same_frame_twice_is_one_photo(cast: Cast, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs)
    first = use_crop(draft.uuid, crop.uuid, frame_of(crop), by=draft.record.holder)
    second = use_crop(draft.uuid, crop.uuid, frame_of(crop), by=draft.record.holder)
    assert first == second
    assert draft.photos.count() == 3  # the factory's, the original, the cut one


def test_another_frame_later_is_cut_from_the_original_again(cast: Cast, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs)
    first = use_crop(draft.uuid, crop.uuid, frame_of(crop), by=draft.record.holder)
    run_jobs()
    moved = replace(frame_of(crop), x=frame_of(crop).x + 8)
    second = use_crop(draft.uuid, crop.uuid, moved, by=draft.record.holder)
    run_jobs()
    first.refresh_from_db()
    crop.refresh_from_db()
    assert first.superseded_at is not None
    assert first.cut_with is None
    assert (current(draft), crop.result, crop.done["by_hand"]) == (second, second, True)
    assert Crop.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"scale": 1.4}, "1.3"),
        ({"turn": 25.0}, "20°"),
        ({"x": 0.0}, "原照片的边"),
        ({"y": 640.0}, "头顶"),
        ({"turn": 0.0}, "水平"),
    ],
)
def test_a_frame_out_of_its_limits_is_refused_and_nothing_changes(
    cast: Cast, run_jobs: RunJobs, change: dict[str, float], word: str
) -> None:
    draft, crop = offered(cast, run_jobs)
    with pytest.raises(NotAllowed) as refusal:
        use_crop(draft.uuid, crop.uuid, replace(frame_of(crop), **change), by=draft.record.holder)
    assert word in refusal.value.sentence
    assert current(draft) == crop.photo


def test_an_offer_for_a_photo_that_was_replaced_is_stale(cast: Cast, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs)
    upload_photo(draft.uuid, drawn(1), by=draft.record.holder)
    with pytest.raises(Changed):
        use_crop(draft.uuid, crop.uuid, frame_of(crop), by=draft.record.holder)
    assert current(draft).cut_with is None


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.PAID, Status.LAPSED])
def test_no_photo_is_cut_where_none_may_be_uploaded(cast: Cast, run_jobs: RunJobs, status: str) -> None:
    draft, crop = offered(cast, run_jobs)
    now = timezone.now()
    times = dict.fromkeys(("first_submitted_at", "submitted_at", "first_passed_at", "paid_at", "lapsed_at"), now)
    Application.objects.filter(pk=draft.pk).update(status=status, declared_at=now, **times)
    with pytest.raises(NotAllowed, match="不能修改"):
        use_crop(draft.uuid, crop.uuid, frame_of(crop), by=draft.record.holder)


def test_nobody_cuts_the_photo_of_another(cast: Cast, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs)
    with pytest.raises(Application.DoesNotExist):
        use_crop(draft.uuid, crop.uuid, frame_of(crop), by=cast.stranger)


def test_the_original_goes_only_after_the_photo_cut_from_it(cast: Cast, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs, heic(scene(size=(900, 1200), scale=1.2)))
    files = [Path(str(crop.photo.file.name)), Path(str(crop.photo.view.name))]
    use_crop(draft.uuid, crop.uuid, frame_of(crop), by=draft.record.holder)
    Photo.objects.exclude(superseded_at=None).update(superseded_at=timezone.now() - timedelta(days=30))
    assert remove_superseded() == 1  # the factory's photo
    assert [default_storage.exists(str(file)) for file in files] == [True, True]

    upload_photo(draft.uuid, drawn(1), by=draft.record.holder)
    Photo.objects.exclude(superseded_at=None).update(superseded_at=timezone.now() - timedelta(days=30))
    assert sum(remove_superseded() for _ in range(3)) == 2
    assert draft.photos.count() == 1
    assert Crop.objects.count() == 0


def test_the_files_of_an_original_go_with_it(
    cast: Cast, run_jobs: RunJobs, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    draft, crop = offered(cast, run_jobs, heic(scene(size=(900, 1200), scale=1.2)))
    files = [str(crop.photo.file.name), str(crop.photo.view.name)]
    upload_photo(draft.uuid, drawn(1), by=draft.record.holder)
    Photo.objects.exclude(superseded_at=None).update(superseded_at=timezone.now() - timedelta(days=30))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        remove_superseded()
    assert [default_storage.exists(file) for file in files] == [False, False]
