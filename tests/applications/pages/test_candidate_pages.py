"""The candidate's pages without JavaScript: what they show, save and refuse; nothing typed is lost."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications.domain.send_back import send_back
from applications.models import Application
from applications.sections import Section
from applications.statuses import Status
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
PARTS = ("record", "courses", "contact", "appraisal", "photo", "id-card", "prior-degree", "materials", "check")


@pytest.fixture
def cast() -> Cast:
    return Cast()


def page(application: Application, name: str) -> str:
    return reverse(f"applications:{name}", args=[application.uuid])


@pytest.mark.parametrize("name", ["detail", *PARTS, "withdraw"])
def test_every_page_of_a_draft_opens(cast: Cast, signed_in: Sign, name: str) -> None:
    draft = cast.application()
    response = signed_in(draft.record.holder).get(page(draft, name))
    assert (response.status_code, response.content.decode().count("<h1")) == (200, 1)


@pytest.mark.parametrize("status", [s for s in Status if s != Status.DRAFT])
def test_the_progress_page_opens_in_every_state(cast: Cast, signed_in: Sign, status: str) -> None:
    application = cast.application(status)
    client = signed_in(application.record.holder)
    html = client.get(page(application, "detail")).content.decode()
    assert "办理进度" in html
    assert client.get(page(application, "pay")).status_code == 200
    assert client.get(reverse("applications:home")).status_code == 200


@pytest.mark.parametrize(
    ("status", "main_button", "has_deadline"),
    [
        (Status.DRAFT, "继续填写", True),
        (Status.RETURNED, "去修改", True),
        (Status.FIRST_PASSED, "去缴费", True),
        (Status.SUBMITTED, "查看进度", True),
        (Status.PAID, "查看进度", False),
        (Status.ISSUED, "查看进度", False),
    ],
)
def test_the_first_page_says_what_to_do_next_and_by_when(
    cast: Cast, signed_in: Sign, status: str, main_button: str, has_deadline: bool
) -> None:
    application = cast.application(status)
    html = signed_in(application.record.holder).get(reverse("applications:home")).content.decode()
    assert html.count("btn-main") == 1
    assert main_button in html[html.index("btn-main") : html.index("btn-main") + 200]
    assert ('class="deadline' in html) == has_deadline


@pytest.mark.parametrize("name", ["detail", *PARTS, "withdraw", "pay"])
def test_another_candidates_address_is_not_found(cast: Cast, signed_in: Sign, name: str) -> None:
    draft = cast.application()
    assert signed_in(cast.stranger).get(page(draft, name)).status_code == 404


def test_contact_is_saved_from_a_phone_keyboard(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application()
    typed = {
        "phone": "１３８ 0000 0099",
        "address": "示例市样本区虚构路 9 号",
        "postcode": "",
        "email": "",
        "employer": "",
    }
    response = signed_in(draft.record.holder).post(page(draft, "contact"), typed)
    draft.refresh_from_db()
    assert (response.status_code, draft.phone, draft.address) == (302, "13800000099", typed["address"])


@pytest.mark.parametrize("typed", ["＋８６ １３８ ００００ ００９９", "+86 138-0000-0099"])
def test_a_phone_number_with_the_country_in_front_is_taken(cast: Cast, signed_in: Sign, typed: str) -> None:
    draft = cast.application()
    sent = {"phone": typed, "address": "示例市样本区虚构路 9 号"}
    signed_in(draft.record.holder).post(page(draft, "contact"), sent)
    draft.refresh_from_db()
    assert draft.phone == "13800000099"


def test_a_short_phone_number_says_how_many_digits_are_missing_and_keeps_the_rest(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application()
    typed = {"phone": "1380000009", "address": "示例市样本区虚构路 9 号"}
    response = signed_in(draft.record.holder).post(page(draft, "contact"), typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "手机号少 1 位，应为 11 位" in html
    assert "虚构路 9 号" in html
    assert "<title>错误：" in html


def test_a_short_appraisal_is_kept_as_a_draft_and_the_page_says_how_much_is_missing(
    cast: Cast, signed_in: Sign
) -> None:
    draft = cast.application()
    response = signed_in(draft.record.holder).post(page(draft, "appraisal"), {"appraisal": "我写了一句。"}, follow=True)
    draft.refresh_from_db()
    assert draft.appraisal == "我写了一句。"
    assert "草稿已保存，还差 194 字" in response.content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "空"),
        (b"GIF89a" + b"0" * 200, "JPG"),
        (b"<svg xmlns='x'></svg>", "JPG"),
        (b"\xff\xd8\xff" + b"0" * 400, ""),
    ],
)
def test_a_file_that_is_no_picture_gets_a_sentence_and_the_old_photo_stays(
    cast: Cast, signed_in: Sign, data: bytes, sentence: str
) -> None:
    draft = cast.application()
    before = draft.photos.current().get()
    upload = SimpleUploadedFile("photo.jpg", data, "image/jpeg")
    response = signed_in(draft.record.holder).post(page(draft, "photo"), {"photo": upload})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'class="why"' in html
    assert sentence in html
    assert draft.photos.current().get() == before


def test_an_upload_without_a_file_says_so(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application()
    client = signed_in(draft.record.holder)
    assert "请先选择图片" in client.post(page(draft, "photo")).content.decode()
    assert "请先选择图片" in client.post(page(draft, "id-card")).content.decode()


def test_an_unconfirmed_prior_number_is_saved_and_asks_for_both_images(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application()
    typed = {"prior_number": "1099 9120 1806 0000 99", "prior_school": "范例职业学院", "prior_level": "junior_college"}
    response = signed_in(draft.record.holder).post(page(draft, "prior-degree"), typed, follow=True)
    draft.refresh_from_db()
    html = response.content.decode()
    assert (draft.prior_number, draft.prior_check) == ("109991201806000099", "unchecked")
    assert "专科及以上毕业证书" in html
    assert "学历电子注册备案表" in html


def test_a_prior_number_that_lacks_digits_is_refused_with_the_count(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application()
    typed = {"prior_number": "1099912018060000", "prior_school": "范例职业学院", "prior_level": "junior_college"}
    html = signed_in(draft.record.holder).post(page(draft, "prior-degree"), typed).content.decode()
    assert "少 1 位" in html


def test_submitting_from_the_check_page_moves_on_and_a_second_post_is_told_plainly(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application()
    client = signed_in(draft.record.holder)
    sent = {"declared": "on", "version": str(draft.version)}
    first = client.post(page(draft, "check"), sent, follow=True).content.decode()
    second = client.post(page(draft, "check"), sent, follow=True)
    draft.refresh_from_db()
    assert "毕业申请已提交" in first
    assert (draft.status, second.status_code) == (Status.SUBMITTED, 200)
    assert draft.events.filter(action="submit").count() == 1


def test_submitting_without_the_declaration_says_what_to_do(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application()
    html = signed_in(draft.record.holder).post(page(draft, "check"), {"version": "1"}, follow=True).content.decode()
    assert "请先勾选承诺" in html


def test_a_returned_application_shows_the_reason_by_its_part_and_locks_the_others(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    send_back(waiting.uuid, {Section.CONTACT: "电话打不通，请核对后重填"}, by=cast.reviewer)
    client = signed_in(waiting.record.holder)
    assert "需要您修改 1 项" in client.get(page(waiting, "detail")).content.decode()
    assert "电话打不通，请核对后重填" in client.get(page(waiting, "contact")).content.decode()
    assert "没有被退回，不需要修改" in client.get(page(waiting, "appraisal")).content.decode()


def test_a_step_out_of_order_is_refused_and_loses_nothing(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    response = signed_in(waiting.record.holder).post(page(waiting, "appraisal"), {"appraisal": "后来想改"}, follow=True)
    waiting.refresh_from_db()
    assert "不能修改" in response.content.decode()
    assert waiting.appraisal != "后来想改"


def test_withdrawing_asks_first(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    client = signed_in(waiting.record.holder)
    client.get(page(waiting, "withdraw"))
    waiting.refresh_from_db()
    assert waiting.status == Status.SUBMITTED
    client.post(page(waiting, "withdraw"))
    waiting.refresh_from_db()
    assert waiting.status == Status.WITHDRAWN


def test_images_go_to_the_owner_and_the_own_desk_only(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    address = reverse("applications:photo-image", args=[waiting.photos.get().uuid])
    allowed = {
        u.name: signed_in(u).get(address).status_code for u in (waiting.record.holder, cast.reviewer, cast.chief)
    }
    refused = {u.name: signed_in(u).get(address).status_code for u in (cast.outsider, cast.stranger)}
    assert set(allowed.values()) == {200}
    assert set(refused.values()) == {404}
    response = signed_in(cast.reviewer).get(address)
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "private, no-store")


def test_a_draft_is_the_candidates_alone(cast: Cast, signed_in: Sign) -> None:
    draft = cast.application()
    address = reverse("applications:photo-image", args=[draft.photos.get().uuid])
    assert [signed_in(u).get(address).status_code for u in (cast.reviewer, cast.chief)] == [404, 404]
