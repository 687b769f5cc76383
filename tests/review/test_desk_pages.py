"""Pages of the desks: nobody sees another school's people, nothing typed is lost, full numbers stay in one answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.audit import audit_record
from applications.models import Application, Photo
from applications.statuses import Status
from review.comparison import comparison, pieces
from review.items import CollectiveItem, first_items
from review.models import CollectiveReview, ReturnReason
from selfexam.accounts.models import User
from selfexam.records.models import Credit, VerifiedQualification
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def passing(application: Application) -> dict[str, str]:
    verdicts = {f"verdict-{item.value}": "pass" for item in first_items(application)}
    return verdicts | {"decision": "pass", "version": str(application.version)}


def seven(version: int = 1, **changed: str) -> dict[str, str]:
    data = {f"verdict-{item.value}": "pass" for item in CollectiveItem} | {"version": str(version)}
    return data | {key.replace("__", "-"): value for key, value in changed.items()}


def judge(application: Application) -> str:
    return reverse("review:judge", args=[application.uuid])


ADDRESSES = ("review:first", "review:record", "review:collective-page")
ACTS = ("review:first", "review:opinion", "review:told")


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.PAID, Status.REJECTED])
def test_no_address_of_another_school_opens(cast: Cast, signed_in: Sign, status: str) -> None:
    application = cast.application(status)
    client = signed_in(cast.outsider)
    pages = [client.get(reverse(name, args=[application.uuid])).status_code for name in ADDRESSES]
    acts = [client.post(reverse(name, args=[application.uuid])).status_code for name in ACTS]
    reveal = client.post(reverse("review:reveal", args=[application.uuid, "phone"])).status_code
    assert (pages, acts, reveal) == ([404] * 3, [404] * 3, 404)
    for name in ("review:queue", "review:collective", "review:duties"):
        html = client.get(reverse(name), {"state": "all", "list": "released"}).content.decode()
        assert application.record.grouped_admission_number not in html


def test_a_missing_course_stops_the_pass_with_its_reason(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    Credit.objects.filter(record=waiting.record).first().delete()
    response = signed_in(cast.reviewer).post(reverse("review:first", args=[waiting.uuid]), passing(waiting))
    waiting.refresh_from_db()
    assert "毕业条件还不满足" in response.content.decode()
    assert (response.status_code, waiting.status, waiting.first_reviews.count()) == (422, Status.SUBMITTED, 0)


def test_a_photo_still_being_checked_stops_the_pass_with_its_reason(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    Photo.objects.filter(application=waiting).update(verdict=Photo.Verdict.PENDING, checked_at=None)
    response = signed_in(cast.reviewer).post(reverse("review:first", args=[waiting.uuid]), passing(waiting))
    waiting.refresh_from_db()
    assert "证件照还在检查" in response.content.decode()
    assert waiting.status == Status.SUBMITTED


def test_the_queue_asks_as_often_for_5_as_for_25(cast: Cast, signed_in: Sign) -> None:
    client, counts = signed_in(cast.reviewer), []
    for more in (5, 20):
        for _ in range(more):
            cast.application(Status.SUBMITTED)
        client.get(reverse("review:queue"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(reverse("review:queue"))
        counts.append((len(response.context["page"].object_list), len(queries)))
    assert [rows for rows, _ in counts] == [5, 25]
    assert counts[0][1] == counts[1][1]


def test_the_tabs_keep_what_was_searched(cast: Cast, signed_in: Sign) -> None:
    cast.application(Status.SUBMITTED)
    html = signed_in(cast.reviewer).get(reverse("review:queue"), {"q": "林晓", "programme": "050101"}).content.decode()
    assert f"?state=returned&amp;programme=050101&amp;q=%E6%9E%97%E6%99%93&amp;batch={cast.batch.code}" in html


def test_the_review_page_leads_to_the_next_in_the_queue(cast: Cast, signed_in: Sign) -> None:
    first, second = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    Application.objects.filter(pk=second.pk).update(submitted_at=second.submitted_at + timedelta(minutes=5))
    client = signed_in(cast.reviewer)
    led = [client.post(reverse("review:next-after", args=[a.uuid]))["Location"] for a in (first, second)]
    assert led == [reverse("review:first", args=[a.uuid]) for a in (second, first)]


@pytest.mark.parametrize("name", ["review:queue", "review:collective"])
def test_control_characters_in_the_address_find_nothing_and_break_nothing(
    cast: Cast, signed_in: Sign, name: str
) -> None:
    odd = {"q": "\x00", "programme": "\x00", "batch": "\x00", "school": "\x00", "page": "x", "state": "?", "list": "?"}
    assert signed_in(cast.reviewer).get(reverse(name), odd).status_code == 200
    assert signed_in(cast.chen).get(reverse("review:search"), odd).status_code == 200


def test_a_refused_conclusion_saves_nothing_and_comes_back_as_it_was_typed(cast: Cast, signed_in: Sign) -> None:
    qualified = cast.application(Status.PAID)
    data = seven(verdict__scores="fail", note__scores="2 门成绩有误", conclusion="refuse", reason="")
    response = signed_in(cast.chen).post(judge(qualified), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "请写明不通过的原因，考生会看到" in html
    assert 'value="2 门成绩有误"' in html
    assert html.count("checked") == 7
    assert CollectiveReview.objects.count() == 0


def test_the_same_conclusion_sent_twice_is_made_once_and_leads_on(cast: Cast, signed_in: Sign) -> None:
    qualified, other = cast.application(Status.PAID), cast.application(Status.PAID)
    client, data = signed_in(cast.chen), seven(conclusion="approve")
    first = client.post(judge(qualified), data)
    assert first.headers["Location"] == reverse("review:collective-page", args=[other.uuid])
    again = client.post(judge(qualified), data, follow=True)
    assert "结论已经作出，不需要再做一次" in again.content.decode()
    assert qualified.events.filter(action="conclude").count() == 1


def test_a_school_doubt_given_meanwhile_is_said_and_the_judgements_stay_on_the_page(
    cast: Cast, signed_in: Sign
) -> None:
    qualified = cast.application(Status.PAID)
    signed_in(cast.reviewer).post(
        reverse("review:opinion", args=[qualified.uuid]), {"opinion": "doubt", "note": "成绩册没有盖章"}
    )
    response = signed_in(cast.chen).post(judge(qualified), seven(version=1, conclusion="approve"))
    html = response.content.decode()
    assert "这份会审有了变化" in html
    assert "成绩册没有盖章" in html
    assert html.count("checked") == 7
    assert CollectiveReview.objects.get().conclusion == "open"


def test_a_full_number_stands_in_the_answer_and_nowhere_else(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    client, number = signed_in(cast.reviewer), waiting.record.id_number
    page = reverse("review:record", args=[waiting.uuid])
    answer = client.post(reverse("review:reveal", args=[waiting.uuid, "id_number"]), {"back": page})
    assert number in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert number not in client.get(page).content.decode()
    assert all(number not in cookie.value for cookie in client.cookies.values())
    assert waiting.events.filter(action="reveal", by=cast.reviewer).count() == 1


def test_the_way_back_from_a_full_number_stays_in_the_portal(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    address = reverse("review:reveal", args=[waiting.uuid, "phone"])
    html = signed_in(cast.reviewer).post(address, {"back": "https://elsewhere.example/"}).content.decode()
    assert "elsewhere" not in html


def test_looking_at_a_number_needs_a_post(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    address = reverse("review:reveal", args=[waiting.uuid, "phone"])
    assert signed_in(cast.reviewer).get(address).status_code == 405
    assert waiting.events.count() == 0


def test_only_the_lead_edits_the_return_reasons(cast: Cast, signed_in: Sign) -> None:
    reason = ReturnReason.objects.first()
    address = reverse("review:edit-reason", args=[reason.pk])
    data = {"item": reason.item, "text": "照片不清楚，请重拍。", "position": 0, "is_active": "on"}
    assert signed_in(cast.chen).post(address, data).status_code == 403
    signed_in(cast.chief).post(address, data)
    reason.refresh_from_db()
    assert reason.text == "照片不清楚，请重拍。"


def test_the_columns_of_the_overview_add_up(cast: Cast, signed_in: Sign) -> None:
    for status in (Status.SUBMITTED, Status.RETURNED, Status.REGISTERED, Status.LAPSED):
        cast.application(status)
    context = signed_in(cast.chen).get(reverse("review:overview")).context
    for row in context["rows"]:
        assert sum(row.counts[status] for status in context["statuses"]) == row.total
    assert [row.total for row in context["rows"]] == [4, 0]


def test_only_the_differing_characters_are_marked() -> None:
    cut = pieces("109991201806000037", "109991201806000073")
    assert [(piece.text, piece.differs) for piece in cut] == [("1099912018060000", False), ("37", True)]


def test_a_prior_number_is_compared_with_what_was_confirmed(cast: Cast) -> None:
    waiting = cast.application(Status.SUBMITTED)
    assert comparison(waiting)[-1].state == "open"
    known = VerifiedQualification.objects.create(
        id_digest=waiting.record.id_digest,
        number=waiting.prior_number,
        source="学信网",
        verified_on=waiting.batch.graduation_date,
    )
    assert comparison(waiting)[-1].state == "same"
    VerifiedQualification.objects.filter(pk=known.pk).update(number="109991201806000099")
    assert comparison(waiting)[-1].state == "differs"


def test_an_id_number_that_contradicts_the_record_is_marked(cast: Cast) -> None:
    waiting = cast.application(Status.SUBMITTED)
    assert comparison(waiting)[1].state == "same"
    waiting.record.birth_date += timedelta(days=1)
    row = comparison(waiting)[1]
    assert (row.state, row.note) == ("differs", "号码里的出生日期与考籍不同")


def test_a_finished_application_keeps_the_audit_it_was_submitted_with(cast: Cast, signed_in: Sign) -> None:
    issued = cast.application(Status.ISSUED)
    frozen = audit_record(issued.record).to_json()
    Application.objects.filter(pk=issued.pk).update(audit_at_submission=frozen)
    issued.record.graduated_on = issued.batch.graduation_date
    issued.record.save()
    html = signed_in(cast.reviewer).get(reverse("review:record", args=[issued.uuid])).content.decode()
    assert ("毕业条件是考生提交时的结果" in html, "全部满足" in html, "还不满足" in html) == (True, True, False)


def test_a_note_about_the_record_stands_under_the_record_and_not_under_the_card(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    html = signed_in(cast.reviewer).get(reverse("review:first", args=[waiting.uuid])).content.decode()
    row = html.split('<th class="nobr">证件号码</th>')[1].split("</tr>")[0]
    recorded, _, read = row.split("<td")[1:4]
    assert ("与考籍的出生日期、性别一致" in recorded, "与考籍的出生日期、性别一致" in read) == (True, False)


def test_a_decided_application_has_no_next_round_and_no_keys_for_judging(cast: Cast, signed_in: Sign) -> None:
    client = signed_in(cast.reviewer)
    waiting, passed = cast.application(Status.SUBMITTED), cast.application(Status.FIRST_PASSED)
    shown = [client.get(reverse("review:first", args=[one.uuid])).content.decode() for one in (waiting, passed)]
    assert [("第 1 次审核" in html, "切换判定" in html) for html in shown] == [(True, True), (False, False)]
