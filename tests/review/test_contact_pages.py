"""Calls and messages at the desk: append-only, of one school, sent once, and never in the way of the decision."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.domain.message import write_message
from applications.models import Application, Event, Message
from applications.models.message import Side
from applications.statuses import Status
from review.domain.calls import log_call
from review.domain.duties import reveal
from review.domain.first import Judged, return_first
from review.items import FirstItem
from review.models import Call
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def waiting(cast: Cast) -> Application:
    return cast.application(Status.SUBMITTED)


def address(name: str, application: Application) -> str:
    return reverse(f"review:{name}", args=[application.uuid])


def say(application: Application, by: User, text: str = "请问什么时候有结果？") -> Message:
    return write_message(application.uuid, text, by=by, key=uuid4())


def test_a_call_is_logged_with_who_when_and_what_came_of_it(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    data = {"result": "reached", "note": "周日前重拍照片", "key": str(uuid4())}
    client = signed_in(cast.reviewer)
    client.post(address("call", waiting), data)
    client.post(address("call", waiting), data)
    call = Call.objects.get()
    assert (call.by, call.result, call.note) == (cast.reviewer, "reached", "周日前重拍照片")
    assert Event.objects.get(action="call").label == "电话联系考生（已接通）"
    page = client.get(address("first", waiting)).content.decode()
    assert "周日前重拍照片" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [({}, "请选择电话结果"), ({"result": "x"}, "请选择电话结果"), ({"result": "reached"}, "请写明电话里说了什么")],
)
def test_a_call_without_its_result_is_refused_and_the_note_comes_back(
    cast: Cast, waiting: Application, signed_in: Sign, data: dict[str, str], sentence: str
) -> None:
    response = signed_in(cast.reviewer).post(address("call", waiting), data)
    assert (response.status_code, Call.objects.count()) == (422, 0)
    assert sentence in response.content.decode()
    again = signed_in(cast.reviewer).post(address("call", waiting), {"note": "打了两次"})
    assert 'value="打了两次"' in again.content.decode()


def test_calls_are_append_only_and_the_database_holds_the_rules(cast: Cast, waiting: Application) -> None:
    call = log_call(waiting.uuid, "no_answer", "", by=cast.reviewer, key=uuid4())
    with pytest.raises(TypeError):
        call.save()
    with pytest.raises(TypeError):
        call.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.create(application=waiting, by=cast.reviewer, result="again", note="")


def test_candidates_never_read_the_call_log(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    log_call(waiting.uuid, "wrong", "接电话的人说不认识", by=cast.reviewer, key=uuid4())
    reveal(waiting.uuid, "phone", by=cast.reviewer)
    page = signed_in(waiting.record.holder).get(reverse("applications:detail", args=[waiting.uuid])).content.decode()
    assert [word in page for word in ("不认识", "电话联系考生", "查看手机号")] == [False] * 3
    everybody = {name: user for name, user in cast.roles(waiting.record.holder).items() if user}
    seeing = {name for name, user in everybody.items() if Call.objects.visible_to(user).exists()}
    assert seeing == {"reviewer", "lead", "institute", "chief"}


def test_the_page_shows_who_looked_at_the_full_number(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    client = signed_in(cast.reviewer)
    before = client.get(address("first", waiting)).content.decode()
    assert (waiting.phone in before, "次查看完整号码" in before) == (False, False)
    client.post(reverse("review:reveal", args=[waiting.uuid, "phone"]))
    after = client.get(address("first", waiting)).content.decode()
    assert "1 次查看完整号码" in after
    assert "王老师 查看手机号" in after
    assert waiting.phone not in after


def test_an_answer_reaches_the_candidate_in_the_schools_name(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    say(waiting, waiting.record.holder)
    signed_in(cast.reviewer).post(address("answer", waiting), {"text": "三天内<b>有结果</b>", "key": str(uuid4())})
    client = signed_in(waiting.record.holder)
    detail = client.get(reverse("applications:detail", args=[waiting.uuid])).content.decode()
    assert "1 条未读" in detail
    page = client.get(reverse("applications:messages", args=[waiting.uuid])).content.decode()
    assert "三天内&lt;b&gt;有结果&lt;/b&gt;" in page
    assert (str(cast.school) in page, "王老师" in page) == (True, False)
    client.post(reverse("applications:messages-seen", args=[waiting.uuid]), {"last": Message.objects.last().pk})
    assert "条未读" not in client.get(reverse("applications:detail", args=[waiting.uuid])).content.decode()


def test_an_answer_deals_with_what_its_page_had_shown_and_no_more(
    cast: Cast, waiting: Application, signed_in: Sign
) -> None:
    """What the candidate writes while the answer is written waits for an answer of its own."""
    say(waiting, waiting.record.holder)
    client = signed_in(cast.reviewer)
    shown = client.get(address("contact", waiting)).context["last_message"]
    say(waiting, waiting.record.holder, "还有，照片要重拍吗？")
    answer = {"text": "下周有结果", "key": str(uuid4()), "last": str(shown)}
    html = client.post(address("answer", waiting), answer, follow=True).content.decode()
    assert ("1 条待答复" in html, html.count("待答复</span>")) == (True, 2)
    client.post(address("answer", waiting), answer | {"key": str(uuid4()), "last": str(shown + 2), "text": "不用"})
    assert Message.objects.open_for(Side.SCHOOL).count() == 0


def test_a_refused_message_comes_back_in_its_field(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    long = "长" * 501
    candidate = signed_in(waiting.record.holder).post(
        reverse("applications:messages", args=[waiting.uuid]), {"text": long}
    )
    assert (candidate.status_code, long in candidate.content.decode()) == (422, True)
    school = signed_in(cast.reviewer).post(address("answer", waiting), {"text": long})
    assert (school.status_code, long in school.content.decode()) == (422, True)


def test_with_htmx_only_the_sheet_comes_back(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    response = signed_in(cast.reviewer).post(
        address("answer", waiting), {"text": "请重拍", "key": str(uuid4())}, headers={"HX-Request": "true"}
    )
    html = response.content.decode()
    assert (response.status_code, "<html" in html, "请重拍" in html, "verdict-photo" in html) == (
        200,
        False,
        True,
        False,
    )


@pytest.mark.parametrize("key", ["", "no key", "0" * 500])
@pytest.mark.parametrize("last", ["", "x", "9" * 40, "-1"])
def test_odd_hidden_fields_are_no_500(cast: Cast, waiting: Application, signed_in: Sign, key: str, last: str) -> None:
    client = signed_in(cast.reviewer)
    sent = client.post(address("answer", waiting), {"text": "好", "key": key}).status_code
    aside = client.post(address("laid-aside", waiting), {"last": last}).status_code
    assert (sent, aside) == (302, 302)


def test_the_list_shows_only_the_own_schools_open_threads_longest_first(
    cast: Cast, waiting: Application, signed_in: Sign
) -> None:
    later = cast.application(Status.RETURNED)
    answered = cast.application(Status.SUBMITTED)
    elsewhere = cast.application(Status.SUBMITTED, school=cast.other_school)
    for application in (waiting, waiting, later, answered, elsewhere):
        say(application, application.record.holder)
    say(answered, cast.reviewer)
    client = signed_in(cast.reviewer)
    page = client.get(reverse("review:messages"))
    assert [(a.pk, a.count) for a in page.context["page"]] == [(waiting.pk, 2), (later.pk, 1)]
    every = client.get(reverse("review:messages"), {"list": "all"})
    assert {a.pk for a in every.context["page"]} == {waiting.pk, later.pk, answered.pk}
    client.post(address("laid-aside", waiting), {"last": Message.objects.filter(application=waiting).last().pk})
    assert [a.pk for a in client.get(reverse("review:messages")).context["page"]] == [later.pk]


def test_an_application_decided_meanwhile_says_by_whom(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    judged = {FirstItem.PHOTO: Judged("return", "请重拍")}
    return_first(waiting.uuid, judged, by=cast.colleague, seen_version=None)
    html = signed_in(cast.reviewer).get(address("first", waiting)).content.decode()
    assert re.search(r"刘老师，<span[^>]*>[^<]*</span>：退回修改", html)
    assert 'name="decision"' not in html


def test_the_page_asks_as_often_for_30_rows_as_for_1(cast: Cast, waiting: Application, signed_in: Sign) -> None:
    client, counts = signed_in(cast.reviewer), []
    for more in (1, 29):
        for _ in range(more):
            log_call(waiting.uuid, "no_answer", "", by=cast.colleague, key=uuid4())
            reveal(waiting.uuid, "phone", by=cast.colleague)
            say(waiting, cast.colleague)
            Application.objects.filter(pk=waiting.pk).update(status=Status.SUBMITTED)
            return_first(waiting.uuid, {FirstItem.PHOTO: Judged("return", "重拍")}, by=cast.lead, seen_version=None)
        Application.objects.filter(pk=waiting.pk).update(status=Status.SUBMITTED)
        client.get(address("first", waiting))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address("first", waiting))
        counts.append((len(page.context["rounds"]), len(page.context["calls"]), len(queries)))
    assert [count[:2] for count in counts] == [(1, 1), (30, 30)]
    assert counts[0][2] == counts[1][2]


def test_the_page_of_its_own_offers_neither_itself_nor_a_key_that_does_nothing(
    cast: Cast, waiting: Application, signed_in: Sign
) -> None:
    client, own, beside = signed_in(cast.reviewer), address("contact", waiting), address("first", waiting)
    answers = [client.get(own), client.get(beside)]
    for page in (own, beside):
        sent = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
        answers.append(client.post(address("call", waiting), {"result": ""}, headers=sent))
    shown = [answer.content.decode() for answer in answers]
    assert [("单独打开" in html, "<kbd>C</kbd></button>" in html) for html in shown] == [(False,) * 2, (True,) * 2] * 2
