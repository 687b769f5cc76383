"""The candidate's photo page: numbered marks, examples, the appeal; and in a browser the result without a reload."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from applications.domain.appeal_photo import grant
from applications.models import Application, Photo, PhotoAppeal
from applications.photos.examples import EXAMPLES
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.demo.portraits import draw_portrait
from tests.applications.domain.test_photo_appeal import SENTENCE, refused
from tests.applications.photos.conftest import networks
from tests.browsing import PHONE, Person
from tests.cast import Cast
from tests.factories.applications import add_photo
from tests.workers import Worker

__all__ = ["networks"]
Sign = Callable[[User], Client]


def page(application: Application, name: str = "photo") -> str:
    return reverse(f"applications:{name}", args=[application.uuid])


@pytest.mark.django_db
def test_the_number_in_the_picture_is_the_number_in_the_list(signed_in: Sign) -> None:
    draft = Cast().application()
    draft.photos.all().delete()
    boxed = {"severity": "fail", "title": "双眼水平", "message": "", "advice": "请坐正。", "box": [100, 200, 90, 40]}
    doubt = {"severity": "warn", "title": "背景均匀", "message": "", "advice": "", "box": [300, 20, 90, 90]}
    add_photo(draft, Photo.Verdict.FAIL, findings=[{"code": "b", **doubt}, {"code": "a", **boxed}])
    html = signed_in(draft.record.holder).get(page(draft)).content.decode()
    assert html.index('<span class="n">1</span>双眼水平') < html.index('<span class="n">2</span>背景均匀')
    assert [html.count(f'class="pin-n" x="{x}"') for x in (190, 390)] == [1, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(("fits", "drawn"), [(True, 1), (False, 0)])
def test_lines_of_the_frame_are_drawn_over_a_photo_of_its_shape_only(signed_in: Sign, fits: bool, drawn: int) -> None:
    draft = Cast().application()
    draft.photos.all().delete()
    add_photo(draft, Photo.Verdict.FAIL, measures={"fits_frame": fits})
    html = signed_in(draft.record.holder).get(page(draft)).content.decode()
    assert html.count('<svg class="guide"') == drawn


@pytest.mark.django_db
def test_every_example_is_drawn(signed_in: Sign) -> None:
    draft = Cast().application()
    html = signed_in(draft.record.holder).get(page(draft)).content.decode()
    assert [example.picture for example in EXAMPLES if example.path not in html] == []
    assert [
        e.picture for e in EXAMPLES if not (settings.BASE_DIR / "static" / e.path).read_text().startswith("<svg")
    ] == []
    assert sum(example.is_good for example in EXAMPLES) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "told"), [(1, "正在检查照片"), (3, "请把这张照片再上传一次")])
def test_a_check_that_does_not_come_is_told_with_what_to_do(signed_in: Sign, minutes: int, told: str) -> None:
    draft = Cast().application()
    draft.photos.all().delete()
    photo = add_photo(draft, Photo.Verdict.PENDING)
    Photo.objects.filter(pk=photo.pk).update(uploaded_at=timezone.now() - timedelta(minutes=minutes))
    html = signed_in(draft.record.holder).get(page(draft)).content.decode()
    assert told in html
    assert f'hx-trigger="every {2 if minutes == 1 else 10}s"' in html


@pytest.mark.django_db
def test_an_appeal_is_sent_from_the_page_and_said_there(signed_in: Sign) -> None:
    draft = Cast().application()
    photo, client = refused(draft), signed_in(draft.record.holder)
    html = client.get(page(draft)).content.decode()
    assert "认为检查有误，请老师判断" in html
    assert [html.count(f'id="{name}"') for name in ("id_photo", "id_about", "id_sentence")] == [1, 1, 1]
    sent = {"about": str(photo.uuid), "sentence": f"  {SENTENCE}\r\n"}
    html = client.post(page(draft, "photo-appeal"), sent, follow=True).content.decode()
    assert "已请老师判断这张照片，可以提交申请" in html
    assert PhotoAppeal.objects.get().sentence == SENTENCE
    assert "认为检查有误" not in html
    again = client.post(page(draft, "photo-appeal"), sent, follow=True).content.decode()
    assert "已经请老师判断过了" in again


@pytest.mark.django_db
def test_the_page_says_what_the_marked_place_waits_for_and_what_came_of_the_appeal(signed_in: Sign) -> None:
    draft = Cast().application()
    photo, client = refused(draft), signed_in(draft.record.holder)
    boxed = [finding | {"box": [100, 200, 90, 40]} for finding in photo.findings]
    Photo.objects.filter(pk=photo.pk).update(findings=boxed)
    asked = "红框处需要改正", "红框处等老师判断", "红框处老师已判断", "判定这张照片可以使用，不用更换"

    def shown() -> list[bool]:
        html = client.get(page(draft)).content.decode()
        return [sentence in html for sentence in asked]

    assert shown() == [True, False, False, False]
    client.post(page(draft, "photo-appeal"), {"about": str(photo.uuid), "sentence": SENTENCE})
    assert shown() == [False, True, False, False]
    grant(draft)
    assert shown() == [False, False, True, True]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sentence", "told"),
    [("", "请填写"), ("太短了", "现在 3 个字"), ("长" * 201, "现在 201 个字"), ("长" * 500, "太长")],
)
def test_a_sentence_of_the_wrong_length_comes_back_as_it_was_typed(signed_in: Sign, sentence: str, told: str) -> None:
    draft = Cast().application()
    photo = refused(draft)
    sent = {"about": str(photo.uuid), "sentence": sentence}
    response = signed_in(draft.record.holder).post(page(draft, "photo-appeal"), sent)
    html = response.content.decode()
    assert (response.status_code, told in html, sentence in html) == (422, True, True)
    assert "<title>错误：" in html
    assert not PhotoAppeal.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("photo", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_an_appeal_about_no_photo_or_another_one_is_told_so(signed_in: Sign, photo: str) -> None:
    draft = Cast().application()
    refused(draft)
    client = signed_in(draft.record.holder)
    html = client.post(
        page(draft, "photo-appeal"), {"about": photo, "sentence": SENTENCE}, follow=True
    ).content.decode()
    assert "照片已经换过" in html
    assert not PhotoAppeal.objects.exists()


@pytest.mark.django_db
def test_a_file_that_breaks_its_rules_offers_no_appeal(signed_in: Sign) -> None:
    draft = Cast().application()
    refused(draft, "bytes")
    assert "认为检查有误" not in signed_in(draft.record.holder).get(page(draft)).content.decode()


@pytest.mark.browser
@pytest.mark.worker
def test_the_result_appears_within_seconds_without_a_reload(
    worker: Worker, live_server: LiveServer, browser: Browser, networks: object
) -> None:
    draft = Cast().application(Status.DRAFT)
    worker.start()
    person = Person(browser, live_server.url, size=PHONE)
    person.enter_as(draft.record.holder)
    person.go(page(draft))
    upload = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": draw_portrait(1, defect="tilted")}
    person.page.set_input_files("#id_photo", files=[upload])
    person.press("上传并检查")
    person.page.evaluate("window.sameDocument = true")
    person.sees("1 项不符合要求，裁剪就能改好")
    assert person.page.evaluate("window.sameDocument") is True
    assert person.page.locator(".guide .pin-n").first.text_content() == "1"
    person.page.get_by_text("认为检查有误，请老师判断").click()
    person.page.fill("#id_sentence", SENTENCE)
    person.press("请老师判断这张照片")
    person.sees("已请老师判断这张照片")
    assert person.has_no_sideways_scroll()
    assert person.complaints == []
