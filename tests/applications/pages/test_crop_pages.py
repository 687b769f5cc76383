"""The cropping page without JavaScript: offer, steps by hand, decision; stale, double and hostile requests."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications.domain.crop_photo import use_crop
from applications.domain.upload_photo import upload_photo
from applications.models import Application, Crop
from applications.photos.cropping.frame import Frame
from applications.statuses import Status
from selfexam.accounts.models import User
from tests.applications.pages.cropping import current, offered, tilted
from tests.applications.photos.conftest import drawn, networks
from tests.applications.photos.scenes import heic, phone_jpeg, scene
from tests.cast import Cast

__all__ = ["networks"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("networks")]
Sign = Callable[[User], Client]
RunJobs = Callable[..., list[str]]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def page(application: Application, name: str = "photo-crop") -> str:
    return reverse(f"applications:{name}", args=[application.uuid])


def sent(crop: Crop, act: str, **changed: object) -> dict[str, object]:
    return {**crop.frame, "crop": str(crop.uuid), "act": act, **changed}


def test_a_failed_phone_photo_leads_to_the_offer(cast: Cast, signed_in: Sign, run_jobs: RunJobs) -> None:
    draft = cast.application()
    client = signed_in(draft.record.holder)
    upload = SimpleUploadedFile("IMG_0001.jpg", tilted(), "image/jpeg")
    waiting = client.post(page(draft, "photo"), {"photo": upload}, follow=True).content.decode()
    assert "正在检查照片" in waiting
    run_jobs()
    html = client.get(page(draft, "photo")).content.decode()
    assert "可以帮忙裁剪" in html
    # One thing to do, not a list of what to take anew.
    assert ("裁剪就能改好" in html, "照片还不能用：" in html) == (True, False)
    assert page(draft) in html
    assert "hx-trigger" not in html


def test_the_page_asks_again_while_the_offer_is_awaited(cast: Cast, signed_in: Sign, run_jobs: RunJobs) -> None:
    draft, _ = offered(cast, run_jobs)
    Crop.objects.update(state=Crop.State.PENDING, proposed_at=None)
    html = signed_in(draft.record.holder).get(page(draft, "photo-verdict")).content.decode()
    assert "正在看能不能裁剪" in html
    assert 'hx-trigger="every 2s"' in html


def test_the_answer_that_comes_live_leaves_one_main_button(cast: Cast, signed_in: Sign, run_jobs: RunJobs) -> None:
    draft, _ = offered(cast, run_jobs)
    client = signed_in(draft.record.holder)
    live = client.get(page(draft, "photo-verdict")).content.decode()
    assert 'id="photo-acts" hx-swap-oob="true"' in live
    assert live.count("btn-main") == 1
    whole = client.get(page(draft, "photo")).content.decode()
    assert whole.count('id="photo-acts"') == 1
    assert "hx-swap-oob" not in whole
    assert whole.count("btn-main") == 1
    # While the page still waits, nothing below it is exchanged: a file may be chosen there.
    Crop.objects.update(state=Crop.State.PENDING, proposed_at=None)
    assert "photo-acts" not in client.get(page(draft, "photo-verdict")).content.decode()


def test_a_refusal_says_why_on_the_photo_page(cast: Cast, signed_in: Sign, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs, phone_jpeg(scene(size=(900, 1200), scale=2.9)))
    client = signed_in(draft.record.holder)
    assert crop.refusal in client.get(page(draft, "photo")).content.decode()
    assert client.get(page(draft)).status_code == 302


def test_before_and_after_stand_side_by_side_and_nothing_is_written(
    cast: Cast, signed_in: Sign, run_jobs: RunJobs
) -> None:
    draft, crop = offered(cast, run_jobs)
    html = signed_in(draft.record.holder).get(page(draft)).content.decode()
    image = reverse("applications:photo-image", args=[crop.photo.uuid])
    assert html.count(f'href="{image}"') == 2
    assert "向左转 6" in html
    assert current(draft) == crop.photo


@pytest.mark.parametrize("act", ["up", "down", "left", "right", "larger", "smaller", "turn_left", "turn_right"])
def test_a_step_is_an_address_with_the_frame_moved(cast: Cast, signed_in: Sign, run_jobs: RunJobs, act: str) -> None:
    draft, crop = offered(cast, run_jobs)
    client = signed_in(draft.record.holder)
    response = client.post(page(draft), sent(crop, act))
    assert response.status_code == 302
    there = {name: float(value) for name, (value,) in parse_qs(urlsplit(response["Location"]).query).items()}
    assert there != crop.frame
    html = client.get(response["Location"]).content.decode()
    assert f'name="x" value="{there["x"]}"' in html
    assert "恢复建议的取景" in html
    assert current(draft) == crop.photo


def test_a_step_over_the_limit_stays_where_it_is_and_says_why(cast: Cast, signed_in: Sign, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs)
    client = signed_in(draft.record.holder)
    numbers, sentences = crop.frame, []
    for _ in range(12):
        response = client.post(page(draft), {**numbers, "crop": str(crop.uuid), "act": "up"})
        numbers = {name: value for name, (value,) in parse_qs(urlsplit(response["Location"]).query).items()}
        sentences.append("<p>再移动，头顶就离上边" in client.get(response["Location"]).content.decode())
    assert sentences[0] is False
    assert sentences[-1] is True
    placed = client.post(page(draft), {**numbers, "crop": str(crop.uuid), "act": "use"})
    assert placed["Location"] == page(draft, "photo")


def test_using_it_leads_to_the_check_and_a_second_press_changes_nothing(
    cast: Cast, signed_in: Sign, run_jobs: RunJobs
) -> None:
    draft, crop = offered(cast, run_jobs)
    client = signed_in(draft.record.holder)
    for _ in range(2):
        html = client.post(page(draft), sent(crop, "use"), follow=True).content.decode()
        assert "裁剪好的照片已保存" in html
    assert draft.photos.count() == 3
    run_jobs()
    html = client.get(page(draft, "photo")).content.decode()
    assert "照片通过了自动检查" in html
    assert "由原照片裁剪而来" in html
    assert client.get(page(draft)).status_code == 200


def test_a_page_read_before_another_upload_is_told_plainly(cast: Cast, signed_in: Sign, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs)
    client = signed_in(draft.record.holder)
    upload_photo(draft.uuid, drawn(1), by=draft.record.holder)
    html = client.post(page(draft), sent(crop, "use"), follow=True).content.decode()
    assert "照片已经换过，刚才的裁剪没有使用" in html
    assert current(draft).cut_with is None


@pytest.mark.parametrize(
    "changed",
    [
        {"x": "nan"},
        {"scale": "inf"},
        {"turn": "1e400"},
        {"scale": "-1"},
        {"y": ""},
        {"x": "<script>"},
        {"crop": "none"},
        {"act": "sideways", "x": "0"},
        {"act": "use", "scale": "5"},
        {"act": "use", "x": "0", "y": "0"},
    ],
)
def test_odd_numbers_never_break_the_page_or_the_limits(
    cast: Cast, signed_in: Sign, run_jobs: RunJobs, changed: dict[str, str]
) -> None:
    draft, crop = offered(cast, run_jobs)
    client = signed_in(draft.record.holder)
    assert client.get(page(draft), {**crop.frame, **changed}).status_code == 200
    response = client.post(page(draft), sent(crop, "up") | changed, follow=True)
    assert response.status_code == 200
    assert current(draft) == crop.photo


def test_a_frame_without_numbers_is_the_proposal(cast: Cast, signed_in: Sign, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs)
    signed_in(draft.record.holder).post(page(draft), {"crop": str(crop.uuid), "act": "use"})
    crop.refresh_from_db()
    assert crop.done["x"] == crop.frame["x"]


def test_a_submitted_application_has_no_cropping_page(cast: Cast, signed_in: Sign, run_jobs: RunJobs) -> None:
    waiting = cast.application(Status.SUBMITTED)
    html = signed_in(waiting.record.holder).get(page(waiting), follow=True).content.decode()
    assert "不能修改" in html


def test_strangers_and_desks_have_no_cropping_page(cast: Cast, signed_in: Sign, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs)
    for user in (cast.stranger, cast.reviewer, cast.chief):
        client = signed_in(user)
        assert client.get(page(draft)).status_code == 404
        assert client.post(page(draft), sent(crop, "use")).status_code == 404
        for name in ("photo-image", "photo-original"):
            assert client.get(reverse(f"applications:{name}", args=[crop.photo.uuid])).status_code == 404


def test_the_original_is_handed_out_as_it_is_kept(cast: Cast, signed_in: Sign, run_jobs: RunJobs) -> None:
    draft, crop = offered(cast, run_jobs, heic(scene(6, size=(900, 1200), scale=1.2)))
    client = signed_in(draft.record.holder)
    shown = client.get(reverse("applications:photo-image", args=[crop.photo.uuid]))
    original = client.get(reverse("applications:photo-original", args=[crop.photo.uuid]))
    assert (shown["Content-Type"], original["Content-Type"]) == ("image/jpeg", "image/heic")
    assert original["Content-Disposition"].startswith("attachment")
    assert (original["X-Content-Type-Options"], original["Cache-Control"]) == ("nosniff", "private, no-store")
    assert b"".join(original.streaming_content) == crop.photo.file.open("rb").read()


def test_the_reviewer_reads_what_was_done_and_finds_the_original(
    cast: Cast, signed_in: Sign, run_jobs: RunJobs
) -> None:
    draft, crop = offered(cast, run_jobs)
    use_crop(draft.uuid, crop.uuid, Frame.from_json(crop.frame), by=draft.record.holder)
    run_jobs()
    waiting = cast.application(Status.SUBMITTED)
    waiting.photos.all().delete()
    draft.photos.update(application=waiting)
    client = signed_in(cast.reviewer)
    html = client.get(reverse("review:first", args=[waiting.uuid])).content.decode()
    assert "由原照片裁剪" in html
    assert "JPG 质量 95" in html
    original = reverse("applications:photo-original", args=[crop.photo.uuid])
    assert original in html
    assert client.get(original).status_code == 200
    assert signed_in(cast.outsider).get(original).status_code == 404
