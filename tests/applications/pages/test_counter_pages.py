"""The pages of the counter: finding, what a school learns of a draft begun online, the sheet, uploads that are none."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications.models import Application, Document
from applications.printing.sheet import application_sheet
from applications.printing.sheet_facts import check_code
from applications.statuses import Status
from selfexam.accounts.context import navigation
from selfexam.accounts.models import User
from selfexam.records.models import StudentRecord
from selfexam.typesetting import missing_characters
from tests.applications.at_counter import filled, handed_in, opened, person, signed
from tests.cast import Cast
from tests.factories.applications import jpeg

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
ACCEPT = {"reason": "no_device", "words": "", "is_present": "on"}


@pytest.fixture
def cast() -> Cast:
    return Cast()


def address(name: str, thing: Application | StudentRecord) -> str:
    return reverse(f"applications:{name}", args=[thing.uuid])


@pytest.mark.parametrize("how", ["admission_number", "id_number"])
def test_a_number_leads_straight_to_the_person(cast: Cast, signed_in: SignIn, how: str) -> None:
    record = person(cast)
    other = person(cast)
    answer = signed_in(cast.reviewer).post(reverse("applications:counter"), {"wanted": f" {getattr(record, how)} "})
    assert (answer.status_code, answer["Location"]) == (302, address("counter-record", record))
    assert str(other.uuid) not in answer["Location"]


def test_a_name_lists_people_of_the_school_only(cast: Cast, signed_in: SignIn) -> None:
    here = [person(cast, name="欧阳长风"), person(cast, name="欧阳长风")]
    foreign = person(cast, name="欧阳长风", school=cast.other_school)
    page = signed_in(cast.reviewer).post(reverse("applications:counter"), {"wanted": "欧阳"}).content.decode()
    shown = [str(r.uuid) in page for r in [*here, foreign]]
    assert shown == [True, True, False]


def test_part_of_an_id_number_finds_nobody(cast: Cast, signed_in: SignIn) -> None:
    record = person(cast)
    page = signed_in(cast.reviewer).post(reverse("applications:counter"), {"wanted": record.id_number[:12]})
    assert "没有找到这位考生" in page.content.decode()


def test_of_a_draft_begun_online_the_school_learns_only_that_there_is_one(cast: Cast, signed_in: SignIn) -> None:
    online = cast.application(Status.DRAFT, phone="13912345678", address="示例市样本区秘密街 7 号", employer="某单位")
    page = signed_in(cast.reviewer).get(address("counter-record", online.record)).content.decode()
    assert "已在网上开始填写" in page
    assert [
        leak for leak in ("5678", "秘密街", "某单位", str(online.uuid), online.appraisal[:12]) if leak in page
    ] == []


def test_of_an_application_at_another_school_the_state_is_not_told(cast: Cast, signed_in: SignIn) -> None:
    """The record has moved since; its new school learns that there is one, and no more."""
    elsewhere = cast.application(Status.SUBMITTED)
    StudentRecord.objects.filter(pk=elsewhere.record_id).update(school=cast.other_school)
    html = signed_in(cast.outsider).get(address("counter-record", elsewhere.record)).content.decode()
    assert ("已在另一所学校有申请" in html, "现在是“待初审”" in html, "开始受理" in html) == (True, False, False)


def test_a_draft_at_the_counter_has_pages_for_its_school_and_for_nobody_else(cast: Cast, client: Client) -> None:
    case = filled(opened(cast), cast.reviewer)
    online = cast.application(Status.SUBMITTED)
    names = (
        "detail",
        "record",
        "contact",
        "appraisal",
        "photo",
        "id-card",
        "prior-degree",
        "materials",
        "counter-case",
    )
    found: dict[str, set[int]] = {}
    for name, user in cast.roles(online.record.holder).items():
        if user is None:
            continue
        client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
        found[name] = {client.get(address(page, case)).status_code for page in names}
    outside = {404}
    assert found == {
        "candidate": outside,
        "stranger": outside,
        "clerk": outside,
        "cashier": outside,
        "intake": outside,
        "teacher": outside,
        "reviewer": {200, 302},
        "lead": {200, 302},
        "outsider": outside,
        "institute": outside,
        "chief": outside,
    }


def test_the_parts_of_an_application_that_came_online_are_no_pages_of_the_school(cast: Cast, signed_in: SignIn) -> None:
    online = cast.application(Status.SUBMITTED)
    client = signed_in(cast.reviewer)
    found = {client.get(address(name, online)).status_code for name in ("contact", "photo", "counter-case", "detail")}
    assert found == {404}


def test_opening_and_taking_over_ask_for_person_and_reason(cast: Cast, signed_in: SignIn) -> None:
    record = person(cast)
    client = signed_in(cast.reviewer)
    page = client.post(address("counter-open", record), {"reason": "other", "words": " "})
    assert (page.status_code, Application.objects.filter(record=record).count()) == (422, 0)
    assert "请先核对考生本人和有效身份证件" in page.content.decode()
    assert "请写明现场受理的原因" in page.content.decode()
    client.post(address("counter-open", record), ACCEPT)
    case = Application.objects.get(record=record)
    assert (case.counter_opened_by, case.counter_reason) == (cast.reviewer, "考生没有手机或不会网上操作")


def test_the_contact_page_serves_the_counter_with_its_own_head(cast: Cast, signed_in: SignIn) -> None:
    case = opened(cast)
    client = signed_in(cast.reviewer)
    page = client.get(address("contact", case)).content.decode()
    assert ("现场受理" in page, case.record.name in page) == (True, True)
    answer = client.post(address("contact", case), {"phone": "138", "address": "示例市样本区虚构路 1 号"})
    assert answer.status_code == 422
    answer = client.post(address("contact", case), {"phone": "13800000073", "address": "示例市样本区虚构路 1 号"})
    assert answer["Location"] == address("detail", case)
    assert client.get(address("detail", case))["Location"] == address("counter-case", case)
    case.refresh_from_db()
    assert case.phone == "13800000073"


def test_the_sheet_is_one_page_of_pdf_with_the_photo(cast: Cast, signed_in: SignIn) -> None:
    case = filled(opened(cast), cast.reviewer)
    answer = signed_in(cast.reviewer).post(address("counter-sheet", case))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    with pikepdf.open(io.BytesIO(answer.content)) as sheet:
        assert len(sheet.pages) == 1
        assert len(sheet.pages[0].get_images()) == 1
    assert [e.by for e in case.events.filter(label="打印申请表")] == [cast.reviewer]


def test_a_rare_character_leaves_a_gap_to_write_in_and_no_error(cast: Cast) -> None:
    record = person(cast, name="林\U000323af")  # the last of a block that no bundled font holds
    case = filled(opened(cast, record=record), cast.reviewer)
    assert missing_characters(record.name) == [record.name[1]]
    assert application_sheet(case).startswith(b"%PDF")


def test_a_long_appraisal_runs_on_to_a_second_page(cast: Cast) -> None:
    case = filled(opened(cast), cast.reviewer)
    Application.objects.filter(pk=case.pk).update(appraisal="我在自学考试期间认真学习。" * 115)
    case.refresh_from_db()
    with pikepdf.open(io.BytesIO(application_sheet(case))) as sheet:
        assert len(sheet.pages) == 2


@pytest.mark.parametrize("data", [b"not a picture", b"\xff\xd8\xff\xe0 broken"])
def test_an_upload_that_is_no_picture_comes_back_with_a_sentence(cast: Cast, signed_in: SignIn, data: bytes) -> None:
    case = filled(opened(cast), cast.reviewer)
    sent = {"code": check_code(case), "signed_sheet": SimpleUploadedFile("scan.jpg", data, "image/jpeg")}
    answer = signed_in(cast.reviewer).post(address("counter-signed", case), sent)
    assert (answer.status_code, "data-error-summary" in answer.content.decode()) == (422, True)
    assert not case.documents.filter(kind=Document.Kind.SIGNED_SHEET).exists()


def test_a_wrong_code_comes_back_with_a_sentence(cast: Cast, signed_in: SignIn) -> None:
    case = filled(opened(cast), cast.reviewer)
    sent = {"code": "AAAAAA", "signed_sheet": SimpleUploadedFile("scan.jpg", jpeg(), "image/jpeg")}
    answer = signed_in(cast.reviewer).post(address("counter-signed", case), sent)
    assert (answer.status_code, "校验码和现在的内容不一致" in answer.content.decode()) == (422, True)


def test_the_page_does_not_show_the_code_that_has_to_be_read_off_the_sheet(cast: Cast, signed_in: SignIn) -> None:
    case = filled(opened(cast), cast.reviewer)
    assert check_code(case) not in signed_in(cast.reviewer).get(address("counter-case", case)).content.decode()


def test_handing_in_from_a_stale_page_is_told_so(cast: Cast, signed_in: SignIn) -> None:
    case = signed(filled(opened(cast), cast.reviewer), cast.reviewer)
    client = signed_in(cast.reviewer)
    stale = client.post(address("counter-submit", case), {"is_checked": "on", "version": case.version - 1}, follow=True)
    assert "有了变化" in stale.content.decode()
    done = client.post(address("counter-submit", case), {"is_checked": "on", "version": case.version}, follow=True)
    assert "请另一位老师初审" in done.content.decode()
    twice = client.post(address("counter-submit", case), {"is_checked": "on"}, follow=True)
    assert (twice.status_code, "已经完成" in twice.content.decode()) == (200, True)


def test_the_reviewer_sees_who_accepted_and_the_signature(cast: Cast, signed_in: SignIn) -> None:
    case = handed_in(cast)
    page = signed_in(cast.colleague).get(reverse("review:first", args=[case.uuid])).content.decode()
    sheet = case.documents.get(kind=Document.Kind.SIGNED_SHEET)
    assert (cast.reviewer.name in page, str(sheet.uuid) in page) == (True, True)
    own = signed_in(cast.reviewer).get(reverse("review:first", args=[case.uuid])).content.decode()
    assert "请由另一位老师初审" in own


def test_the_signed_sheet_is_served_to_the_school_alone(cast: Cast, client: Client) -> None:
    case = signed(filled(opened(cast), cast.reviewer), cast.reviewer)
    image = reverse("applications:document-image", args=[case.documents.get(kind="signed_sheet").uuid])
    found = {}
    for name in ("reviewer", "lead", "outsider", "chen", "clerk", "cashier", "stranger"):
        client.force_login(getattr(cast, name), backend="selfexam.accounts.backends.PortalBackend")
        found[name] = client.get(image).status_code
    assert found == {
        "reviewer": 200,
        "lead": 200,
        "outsider": 404,
        "chen": 404,
        "clerk": 404,
        "cashier": 404,
        "stranger": 404,
    }


def test_the_parts_stand_below_the_tab_of_the_counter(cast: Cast) -> None:
    case = opened(cast)
    _, tabs = navigation(cast.reviewer.role, address("photo", case))
    assert [tab.label for tab in tabs if tab.current] == ["现场受理"]
    _, tabs = navigation(cast.reviewer.role, reverse("review:queue"))
    assert [tab.label for tab in tabs if tab.current] == ["初审"]
