"""What the candidate and the reviewers see of a reading: quiet when all is well, clear when not, never in the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.domain.submit import submit
from applications.idcards.fields import Fields, Side
from applications.models import Application, CardReading, Document
from applications.models.card_reading import PATIENCE
from applications.statuses import Status
from selfexam.accounts.models import User
from tests.applications.idcards import drawn
from tests.cast import Cast
from tests.factories.records import invented_id_number

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
FRONT, BACK = Document.Kind.ID_FRONT, Document.Kind.ID_BACK
ADDRESS = "示例市样本区虚构路 21 号"


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def draft(cast: Cast) -> Application:
    return with_card(cast.application())


def said(application: Application) -> dict[str, Fields]:
    record = application.record
    front = Fields(record.name, "女", "汉", record.birth_date, ADDRESS, record.id_number, sure=0.98)
    return {FRONT: front, BACK: Fields(authority="示例", valid_from=date(2021, 5, 4), valid_to=date(2041, 5, 4))}


def with_card(application: Application, **changes: object) -> Application:
    """Both sides read as the record says, with `changes` to what was read or to a side."""
    now = timezone.now()
    sides = {FRONT: changes.pop("front", Side.FRONT), BACK: changes.pop("back", Side.BACK)}
    for number, document in enumerate(application.documents.filter(kind__in=sides)):
        Document.objects.filter(pk=document.pk).update(sha256=f"{number:064d}")
        fields = said(application)[document.kind]
        known = {name: value for name, value in changes.items() if getattr(fields, name, None)}
        CardReading.objects.create(
            document=document,
            state="read",
            looked_at=now,
            read_at=now,
            side=sides[document.kind],
            said=replace(fields, **known).to_text(),
        )
    return application


def page(signed_in: Sign, application: Application, name: str = "id-card", by: User | None = None) -> str:
    room = "review" if by else "applications"
    client = signed_in(by or application.record.holder)
    return client.get(reverse(f"{room}:{name}", args=[application.uuid])).content.decode()


def test_a_card_that_agrees_is_said_in_one_line(signed_in: Sign, draft: Application) -> None:
    html = page(signed_in, draft)
    assert "图片已识别，没有发现问题，由老师审核。" in html
    assert "hx-trigger" not in html
    assert draft.record.id_number not in html
    assert draft.record.masked_id_number in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": invented_id_number(date(1999, 1, 1), "2", 5)}, "身份证号码与考籍不同"),
        ({"name": "王示例"}, "姓名与考籍不同"),
        ({"valid_to": date(2022, 5, 4), "valid_from": date(2012, 5, 4)}, "已过期"),
        ({"front": Side.BACK, "back": Side.FRONT}, "正反面传反了"),
        ({"front": Side.FRONT, "back": Side.FRONT}, "两张都是人像面"),
    ],
)
def test_what_differs_is_said_and_does_not_stop_the_submission(
    cast: Cast, signed_in: Sign, changes: dict[str, object], sentence: str
) -> None:
    draft = with_card(cast.application(), **changes)
    html = page(signed_in, draft)
    assert sentence in html
    assert "不改也可以提交，由老师审核。" in html
    assert "处请看一看" in page(signed_in, draft, "detail")
    assert submit(draft.uuid, declared=True, by=draft.record.holder).status == Status.SUBMITTED


def test_doubts_about_the_image_stand_beside_their_side(signed_in: Sign, draft: Application) -> None:
    glare = {"code": "glare", "severity": "warn", "message": "图片上有反光", "advice": "请避开灯光直射"}
    CardReading.objects.filter(document__kind=BACK).update(doubts=[glare])
    html = page(signed_in, draft)
    assert html.index("国徽面</h3>") < html.index("图片上有反光")
    assert "有 1 处请看一看" in html


def test_while_it_is_read_the_page_asks_again_and_offers_a_link(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application()
    reading = CardReading.objects.create(document=draft.documents.get(kind=FRONT), state="pending")
    for name in ("id-card", "id-card-readings"):
        html = page(signed_in, draft, name)
        assert 'hx-trigger="every 2s"' in html
        assert f'href="{reverse("applications:id-card", args=[draft.uuid])}">刷新结果' in html
    CardReading.objects.filter(pk=reading.pk).update(created_at=timezone.now() - PATIENCE - timedelta(seconds=1))
    html = page(signed_in, draft)
    assert "hx-trigger" not in html
    assert "没有自动识别，由老师对照图片审核。" in html


def test_images_from_before_there_was_any_reading_are_simply_not_read(cast: Cast, signed_in: Sign) -> None:
    draft, waiting = cast.application(), cast.application(Status.SUBMITTED)
    assert page(signed_in, draft).count("没有自动识别，由老师对照图片审核。") == 2
    assert page(signed_in, waiting, "first", cast.reviewer).count("身份证人像面、国徽面没有自动识别，请对照图片") == 1


def test_after_uploading_the_same_page_says_what_was_found(cast: Cast, signed_in: Sign, run_jobs: Callable) -> None:
    draft = cast.application()
    upload = SimpleUploadedFile("x.jpg", drawn.jpeg(drawn.cut(drawn.front())), "image/jpeg")
    address = reverse("applications:id-card", args=[draft.uuid])
    response = signed_in(draft.record.holder).post(address, {"id_front": upload})
    assert (response.status_code, response["Location"]) == (302, address)
    run_jobs(errors=True)
    assert "没有看清证件的四个角" in page(signed_in, draft, "id-card-readings")


def test_an_empty_address_is_offered_and_only_saving_takes_it_over(
    cast: Cast, signed_in: Sign, draft: Application
) -> None:
    Application.objects.filter(pk=draft.pk).update(address="")
    assert "填入联系方式" in page(signed_in, draft)
    html = page(signed_in, draft, "contact")
    assert f'value="{ADDRESS}"' in html
    assert "通信地址已按身份证上的住址填好" in html
    draft.refresh_from_db()
    assert draft.address == ""


def test_an_address_that_is_there_is_left_alone(signed_in: Sign, draft: Application) -> None:
    html = page(signed_in, draft, "contact")
    assert f'value="{draft.address}"' in html
    assert "按身份证上的住址" not in html


def test_hostile_text_from_a_card_is_shown_as_text(cast: Cast, signed_in: Sign) -> None:
    draft = with_card(cast.application(), name="<script>alert(1)</script>", address="<b>路</b>")
    Application.objects.filter(pk=draft.pk).update(address="")
    html = page(signed_in, draft)
    assert ("<script>alert" in html, "<b>路" in html) == (False, False)
    assert "&lt;script&gt;alert" in html


@pytest.mark.parametrize("name", ["first", "record"])
def test_reviewers_see_what_was_read_beside_the_record(cast: Cast, signed_in: Sign, name: str) -> None:
    other = invented_id_number(date(1999, 1, 1), "2", 5)
    waiting = with_card(cast.application(Status.SUBMITTED), name="林晓和", number=other)
    html = page(signed_in, waiting, name, cast.reviewer)
    assert '林晓<span class="differs">和</span>' in html
    assert "位与考籍不同" in html
    assert (other in html, waiting.record.id_number in html) == (False, False)
    assert "机器会读错，请对照图片判断。" in html


def test_a_reviewer_may_pass_whatever_the_machine_says(cast: Cast, signed_in: Sign) -> None:
    waiting = with_card(cast.application(Status.SUBMITTED), name="林晓和")
    html = page(signed_in, waiting, "first", cast.reviewer)
    assert 'value="pass"' in html
    assert waiting.record.name in html


def test_a_corrected_record_is_compared_anew(cast: Cast, signed_in: Sign) -> None:
    draft = with_card(cast.application(), name="林晓和")
    assert "姓名与考籍不同" in page(signed_in, draft)
    draft.record.name = "林晓和"
    draft.record.save()
    assert "姓名与考籍不同" not in page(signed_in, draft)


def test_the_institute_sees_it_in_collective_review(cast: Cast, signed_in: Sign) -> None:
    qualified = with_card(cast.application(Status.PAID))
    assert "机器会读错，请对照图片判断" in page(signed_in, qualified, "collective-page", cast.chen)
