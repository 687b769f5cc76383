"""The pages of exemptions: what was typed is never lost, and what cannot be done is said."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.audit import audit_record
from applications.domain.exemptions.save_request import Wish, open_request
from applications.models import Application, ExemptionLimits, ExemptionRequest, ExemptionRow
from applications.statuses import Status
from review.items import CollectiveItem
from review.seven import seven
from selfexam.accounts.models import User
from selfexam.catalogue.models import BatchEvent
from selfexam.payments.models import Order
from selfexam.wording import when
from tests.cast import Cast
from tests.factories.applications import jpeg
from tests.factories.exemptions import (
    DEGREE,
    advised,
    candidate_of,
    code_of,
    decided,
    draft,
    handed_in,
    lacking,
    paid,
    row_of,
)

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def said(response: HttpResponse) -> list[str]:
    return [str(message) for message in response.context["messages"]]  # type: ignore[attr-defined]


def test_a_candidate_goes_from_the_list_to_the_cashier(cast: Cast, signed_in: Sign) -> None:
    application, code = lacking(cast), code_of(cast)
    client = signed_in(candidate_of(application))
    new = reverse("applications:exemption-new", args=[application.uuid]) + "?basis=degree"
    typed = {"school": "范例学院", "major": "会计", "level": "bachelor", "course": code, f"name-{code}": "同名课程"}
    made = client.post(new, typed | {f"mark-{code}": "８０", f"credits-{code}": "4", "pages": "2"})
    request = ExemptionRequest.objects.get()
    page = reverse("applications:exemption", args=[request.uuid])
    assert (made.status_code, made["Location"]) == (302, page)
    assert (row_of(request).passed_mark, row_of(request).passed_credits) == ("80", 4)
    files = [SimpleUploadedFile("a.jpg", jpeg()), SimpleUploadedFile("b.jpg", b"no picture")]
    told = client.post(
        reverse("applications:exemption-add-images", args=[request.uuid]), {"images": files}, follow=True
    )
    assert [text.split("：")[0] for text in said(told)] == ["免考申请已保存", "b.jpg", "已上传 1 张图片"]
    client.post(page, typed | {f"mark-{code}": "80", "pages": "2", "then": "hand_in"})
    answer = client.post(reverse("applications:exemption-pay", args=[request.uuid]))
    assert ("sandbox" in answer["Location"], Order.objects.get().return_path) == (True, page)


def test_handing_in_saves_what_was_typed_last_and_a_double_click_is_no_error(cast: Cast, signed_in: Sign) -> None:
    application = lacking(cast)
    request, client = draft(cast, application), signed_in(candidate_of(application))
    page = reverse("applications:exemption", args=[request.uuid])
    html = client.get(page).content.decode()
    assert 'form="exemption" name="then" value="hand_in"' in html
    head = {"certificate": "NCRE 一级", "number": "6500000099", "pages": "3", "course": code_of(cast)}
    first = client.post(page, head | {"then": "hand_in"}, follow=True)
    again = client.post(page, head | {"number": "1", "then": "hand_in"}, follow=True)
    request.refresh_from_db()
    assert (request.number, request.pages, row_of(request).state) == ("6500000099", 3, "unpaid")
    assert said(first) == ["免考申请已提交。缴费后学校才会给出意见"]
    assert said(again) == ["这份免考申请已经提交，不需要再提交"]


def test_what_cannot_be_handed_in_is_saved_all_the_same(cast: Cast, signed_in: Sign) -> None:
    application = lacking(cast)
    request, client = draft(cast, application), signed_in(candidate_of(application))
    page = reverse("applications:exemption", args=[request.uuid])
    typed = {"certificate": "", "number": "6500000099", "pages": "3", "course": code_of(cast), "then": "hand_in"}
    told = client.post(page, typed, follow=True)
    request.refresh_from_db()
    assert (request.number, request.handed_in_at) == ("6500000099", None)
    assert said(told)[-1] == "免考申请已保存"
    assert len(said(told)) == 2


@pytest.mark.parametrize("pages", ["200", "-1", "一页"])
def test_an_odd_number_of_pages_is_told_with_its_limits(cast: Cast, signed_in: Sign, pages: str) -> None:
    application = lacking(cast)
    new = reverse("applications:exemption-new", args=[application.uuid]) + "?basis=degree"
    typed = {"school": "范例学院", "course": code_of(cast), "pages": pages}
    response = signed_in(candidate_of(application)).post(new, typed)
    assert response.status_code == 422
    assert response.context["form"].errors["pages"] == ["材料份数写 0 到 99 之间的整数"]


def test_a_bad_line_comes_back_with_everything_that_was_typed(cast: Cast, signed_in: Sign) -> None:
    application, code = lacking(cast), code_of(cast)
    new = reverse("applications:exemption-new", args=[application.uuid]) + "?basis=degree"
    typed = {"school": "范例学院", "course": code, f"name-{code}": "同名课程", f"credits-{code}": "四"}
    response = signed_in(candidate_of(application)).post(new, typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert f"{code}：学分是 0 到 99 的整数" in html
    assert all(f'value="{text}"' in html for text in ("范例学院", "同名课程", "四"))
    assert ExemptionRequest.objects.count() == 0


def test_what_annex_5_cannot_print_is_refused_while_it_is_typed(cast: Cast, signed_in: Sign) -> None:
    application, code = lacking(cast), code_of(cast)
    new = reverse("applications:exemption-new", args=[application.uuid]) + "?basis=degree"
    typed = {"school": "范例😀学院", "phone": "没有", "course": code, f"name-{code}": "同名😀课程"}
    html = signed_in(candidate_of(application)).post(new, typed).content.decode()
    assert "“😀”不能打印在表格上，请删去或改用文字" in html
    assert f"{code}：“😀”不能打印在申请表上，请删去或改用文字" in html
    assert "请填写完整的电话号码，只含数字，固定电话带区号" in html
    assert ExemptionRequest.objects.count() == 0
    good = typed | {"school": "范例学院", "phone": "023-0000 0000", f"name-{code}": "同名课程"}
    signed_in(candidate_of(application)).post(new, good)
    assert ExemptionRequest.objects.get().phone == "02300000000"


def test_the_courses_page_speaks_of_exemptions_only_where_it_is_of_use(cast: Cast, signed_in: Sign) -> None:
    whole, short, asked = cast.application(), lacking(cast), handed_in(cast).application
    sentences = []
    for application in (whole, short, asked):
        page = signed_in(candidate_of(application)).get(reverse("applications:courses", args=[application.uuid]))
        entry = page.context["exemption_entry"]
        sentences.append(entry and entry.sentence)
    assert sentences == [
        None,
        "有自考成绩、其他学历或证书的，可以申请免考缺的课程。",
        "有免考课程还没有缴费。",
    ]


def test_the_tabs_of_the_desks_count_their_own(cast: Cast, signed_in: Sign) -> None:
    paid(cast)
    paid(cast, lacking(cast, school=cast.other_school))
    advised(cast)
    draft(cast)
    url = reverse("review:exemptions")

    def counts(user: User) -> dict[str, int]:
        return {state: n for state, _, n in signed_in(user).get(url).context["tabs_of_desk"] if n}

    assert counts(cast.reviewer) == {"paid": 1, "advised": 1}
    assert counts(cast.chen) == {"paid": 2, "advised": 1}
    assert counts(cast.outsider) == {"paid": 1}


def test_filters_narrow_the_worklist(cast: Cast, signed_in: Sign) -> None:
    yes, no = advised(cast), advised(cast, agrees=False)
    client, url = signed_in(cast.chen), reverse("review:exemptions")
    agreed = client.get(url, {"opinion": "agree"}).context["page"].object_list
    refused = client.get(url, {"opinion": "disagree", "basis": "certificate"}).context["page"].object_list
    number = yes.application.record.admission_number
    by_number = client.get(url, {"q": number}).context["page"].object_list
    by_nul = client.get(url, {"q": "\x00", "basis": "no", "state": "no"})
    assert ([r.request for r in agreed], [r.request for r in refused]) == ([yes], [no])
    assert ([r.request for r in by_number], by_nul.status_code) == ([yes], 200)


def test_a_refused_decision_comes_back_as_it_was_written(cast: Cast, signed_in: Sign) -> None:
    request = advised(cast)
    key = row_of(request).uuid
    response = signed_in(cast.chen).post(
        reverse("review:exemption-decide", args=[request.uuid]),
        {f"verdict-{key}": "agree", f"mark-{key}": "59", f"note-{key}": "按规定"},
    )
    html = response.content.decode()
    assert (response.status_code, 'value="59"' in html, 'value="按规定"' in html) == (422, True, True)
    assert row_of(request).state == ExemptionRow.State.ADVISED


def test_school_and_institute_judge_on_their_pages(cast: Cast, signed_in: Sign) -> None:
    request = paid(cast)
    key = row_of(request).uuid
    opinion = {f"verdict-{key}": "agree"}
    signed_in(cast.reviewer).post(reverse("review:exemption-opinion", args=[request.uuid]), opinion)
    ruling = {f"verdict-{key}": "agree", f"mark-{key}": "60"}
    signed_in(cast.chen).post(reverse("review:exemption-decide", args=[request.uuid]), ruling)
    row = row_of(request)
    assert (row.state, row.opinion_by, row.decided_by, row.mark) == ("approved", cast.reviewer, cast.chen, 60)


def test_the_reviewers_page_and_the_seven_items_show_exemptions(cast: Cast, signed_in: Sign) -> None:
    application = lacking(cast, status=Status.SUBMITTED)
    request = advised(cast, application)
    page = signed_in(cast.reviewer).get(reverse("review:first", args=[application.uuid]))
    assert page.context["exemptions"] == [request]
    rows = seven(application, {}, audit_record(application.record))
    (words,) = [row.evidence for row in rows if row.item == CollectiveItem.EXEMPTIONS]
    assert words == f"没有免考课程；本次申请：{row_of(request).course}（待考试院决定）"


def test_the_lead_changes_the_limits_and_the_batch_remembers(cast: Cast, signed_in: Sign) -> None:
    url = reverse("review:exemption-limits", args=[cast.batch.code])
    client = signed_in(cast.chief)
    wrong = client.post(url, {"most_share": "101"})
    client.post(url, {"most_share": "40", "most_courses": "6"})
    client.post(url, {"most_share": "40", "most_courses": "6"})
    limits = ExemptionLimits.objects.get()
    assert (wrong.status_code, limits.most_share, limits.most_courses) == (422, 40, 6)
    assert [event.changes for event in BatchEvent.objects.filter(batch=cast.batch)] == [
        [["其他学历最多免考", "50%", "40%"], ["每人最多申请", "不限", "6 门"]]
    ]


def test_no_course_at_all_is_no_limit_that_can_be_saved(cast: Cast, signed_in: Sign) -> None:
    """Empty is 不限; a 0 would be told as 不限 and refuse everybody."""
    url = reverse("review:exemption-limits", args=[cast.batch.code])
    page = signed_in(cast.chief).post(url, {"most_share": "50", "most_courses": "0"})
    assert (page.status_code, page.context["form"].errors["most_courses"]) == (422, ["门数从 1 起；不限就不填"])
    assert ExemptionLimits.objects.count() == 0


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "2000-01-01T00:00"])
def test_requests_end_no_earlier_than_they_begin(cast: Cast, signed_in: Sign, moment: str) -> None:
    url = reverse("review:exemption-limits", args=[cast.batch.code])
    page = signed_in(cast.chief).post(url, {"most_share": "50", "ends_at": moment})
    assert page.status_code == 422
    assert page.context["form"].errors["ends_at"] == [f"截止时间要在 {when(cast.batch.apply_from)} 之后"]


def test_the_list_that_a_form_was_opened_from_comes_back_after_judging(cast: Cast, signed_in: Sign) -> None:
    """A desk works through one school or one kind of evidence; the batch may be an earlier one."""
    request = advised(cast)
    client, asked = signed_in(cast.chen), "state=advised&basis=certificate"
    opened = client.get(f"{reverse('review:exemptions')}?{asked}").content.decode()
    page = f"{reverse('review:exemption', args=[request.uuid])}?{asked}"
    decide = f"{reverse('review:exemption-decide', args=[request.uuid])}?{asked}"
    html = client.get(page).content.decode()
    escaped = asked.replace("&", "&amp;")
    assert (page.replace("&", "&amp;") in opened, decide.replace("&", "&amp;") in html) == (True, True)
    assert f"{reverse('review:exemptions')}?{escaped}" in html
    key = row_of(request).uuid
    answer = client.post(decide, {f"verdict-{key}": "agree", f"mark-{key}": "60"})
    assert answer["Location"] == f"{reverse('review:exemptions')}?{asked}"


@pytest.mark.parametrize("mark", ["②", "8²", "五十九"])
def test_a_mark_that_is_no_number_breaks_no_page(cast: Cast, signed_in: Sign, mark: str) -> None:
    application, code = lacking(cast), code_of(cast)
    client = signed_in(candidate_of(application))
    new = reverse("applications:exemption-new", args=[application.uuid]) + "?basis=degree"
    typed = {"school": "范例学院", "major": "会计", "level": "bachelor", "course": code, f"mark-{code}": mark}
    made = client.post(new, typed)
    request = ExemptionRequest.objects.get()
    assert (client.get(made["Location"]).status_code, row_of(request).passed_mark) == (200, mark)


def test_a_form_takes_the_same_queries_for_one_course_and_for_three(cast: Cast, signed_in: Sign) -> None:
    def count(application: Application, *slots: int) -> int:
        by = candidate_of(application)
        wishes = [Wish(code_of(cast, slot)) for slot in slots]
        page = reverse("applications:exemption", args=[open_request(application.uuid, DEGREE, wishes, by=by).uuid])
        client = signed_in(by)
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    assert count(lacking(cast, 0, 1, 2), 0) == count(lacking(cast, 0, 1, 2), 0, 1, 2)


def test_images_beyond_what_one_upload_takes_are_told(cast: Cast, signed_in: Sign) -> None:
    request = draft(cast)
    files = [SimpleUploadedFile(f"{n}.jpg", jpeg(300 + n, 200)) for n in range(10)]
    address = reverse("applications:exemption-add-images", args=[request.uuid])
    told = said(signed_in(candidate_of(request.application)).post(address, {"images": files}, follow=True))
    assert "一次最多上传 8 张图片，后面的 2 张没有上传" in told


def test_a_mark_may_be_typed_in_full_width(cast: Cast, signed_in: Sign) -> None:
    request = advised(cast)
    key = row_of(request).uuid
    ruling = {f"verdict-{key}": "agree", f"mark-{key}": "７５"}
    signed_in(cast.chen).post(reverse("review:exemption-decide", args=[request.uuid]), ruling)
    assert (row_of(request).state, row_of(request).mark) == ("approved", 75)


def test_a_decided_form_is_shown_to_the_candidate_with_its_reasons(cast: Cast, signed_in: Sign) -> None:
    request = decided(cast, approves=False)
    page = signed_in(candidate_of(request.application)).get(reverse("applications:exemption", args=[request.uuid]))
    html = page.content.decode()
    assert ("学校同意" in html, "未批准，证书与课程不对应" in html) == (True, True)
