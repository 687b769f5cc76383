"""First review at the desk: queue, decision, stale pages, double posts, other schools."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from applications.models import Application
from applications.statuses import Status
from review.domain.first import Judged, pass_first
from review.items import FirstItem, first_items
from review.models import FirstReview
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def form(application: Application, decision: str, **returned: str) -> dict[str, str]:
    """Every item passes but those in `returned` (item=reason)."""
    data = {"decision": decision, "version": str(application.version)}
    for item in first_items(application):
        data[f"verdict-{item.value}"] = "return" if item.value in returned else "pass"
        data[f"reason-{item.value}"] = returned.get(item.value, "")
    return data


def desk(application: Application) -> str:
    return reverse("review:first", args=[application.uuid])


def test_a_pass_is_written_with_every_judgement_and_the_conduct_conclusion(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    signed_in(cast.reviewer).post(desk(waiting), form(waiting, "pass"))
    waiting.refresh_from_db()
    review = FirstReview.objects.get()
    assert waiting.status == Status.FIRST_PASSED
    assert (review.outcome, review.conduct, review.audit_verdict) == ("passed", "思想品德鉴定合格", "pass")
    assert review.judgements.count() == len(FirstItem)


def test_a_return_opens_exactly_the_parts_that_were_sent_back(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    signed_in(cast.reviewer).post(desk(waiting), form(waiting, "return", photo="背景有阴影，请重拍。"))
    waiting.refresh_from_db()
    assert waiting.status == Status.RETURNED
    assert list(waiting.returned_parts.values_list("section", "reason")) == [("photo", "背景有阴影，请重拍。")]


def test_a_return_without_a_reason_comes_back_with_everything_that_was_chosen(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    data = form(waiting, "return", photo="", contact="")
    data["reason-appraisal"] = "先写在这里"
    response = signed_in(cast.reviewer).post(desk(waiting), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert "请写明退回原因：证件照" in html
    assert "先写在这里" in html
    assert 'value="return" checked' in html


def test_an_unjudged_item_stops_the_pass(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    data = form(waiting, "pass")
    del data["verdict-photo"]
    html = signed_in(cast.reviewer).post(desk(waiting), data).content.decode()
    waiting.refresh_from_db()
    assert "还有 1 项没有判定：证件照" in html
    assert waiting.status == Status.SUBMITTED


def test_a_pass_with_a_returned_item_is_refused(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    html = signed_in(cast.reviewer).post(desk(waiting), form(waiting, "pass", photo="阴影")).content.decode()
    assert "不能通过" in html


def test_the_same_form_sent_twice_decides_once(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    client, data = signed_in(cast.reviewer), form(waiting, "pass")
    client.post(desk(waiting), data)
    second = client.post(desk(waiting), data, follow=True)
    assert "不需要再做一次" in second.content.decode()
    assert FirstReview.objects.count() == 1


def test_a_colleague_with_the_page_still_open_is_told_who_decided(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    signed_in(cast.reviewer).post(desk(waiting), form(waiting, "pass"))
    late = signed_in(cast.colleague).post(desk(waiting), form(waiting, "return", photo="阴影"), follow=True)
    assert "已由 王老师 于" in late.content.decode()
    waiting.refresh_from_db()
    assert waiting.status == Status.FIRST_PASSED


def test_another_school_finds_neither_queue_row_nor_page(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    client = signed_in(cast.outsider)
    assert client.get(desk(waiting)).status_code == 404
    assert client.post(desk(waiting), form(waiting, "pass")).status_code == 404
    assert waiting.record.admission_number not in client.get(reverse("review:queue")).content.decode()


def test_what_passed_last_round_is_shown_as_such_in_the_next(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    signed_in(cast.reviewer).post(desk(waiting), form(waiting, "return", photo="阴影"))
    Application.objects.filter(pk=waiting.pk).update(status=Status.SUBMITTED)
    html = signed_in(cast.reviewer).get(desk(waiting)).content.decode()
    assert html.count('class="note-in">上次合格，没有变化') == len(FirstItem) - 1
    assert html.count('class="note-in look">上次退回，考生没有改动') == 1


def test_the_queue_puts_resubmitted_applications_first(cast: Cast, signed_in: Sign) -> None:
    early = cast.application(Status.SUBMITTED)
    again = cast.application(Status.SUBMITTED)
    Application.objects.filter(pk=again.pk).update(returned_at=again.submitted_at)
    html = signed_in(cast.reviewer).get(reverse("review:queue")).content.decode()
    assert html.index(str(again.uuid)) < html.index(str(early.uuid))


@pytest.mark.parametrize("number", [3, 9])
def test_the_queue_asks_the_same_number_of_queries_however_long_it_is(
    cast: Cast, signed_in: Sign, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        cast.application(Status.SUBMITTED)
    client = signed_in(cast.reviewer)
    client.get(reverse("review:queue"))
    with django_assert_num_queries(QUERIES_OF_THE_QUEUE):
        client.get(reverse("review:queue"))


QUERIES_OF_THE_QUEUE = 22


def test_the_queue_is_searched_by_name_number_and_exact_id_number(cast: Cast, signed_in: Sign) -> None:
    waiting, other = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    client = signed_in(cast.reviewer)
    for text in (waiting.record.admission_number, waiting.record.id_number):
        html = client.get(reverse("review:queue"), {"q": text}).content.decode()
        assert (str(waiting.uuid) in html, f"first/{other.uuid}" in html.split("<table")[-1]) == (True, False)


def test_a_judgement_of_an_item_that_is_not_due_is_ignored(cast: Cast) -> None:
    waiting = cast.application(Status.SUBMITTED)
    judged = {item: Judged("pass") for item in first_items(waiting)}
    assert pass_first(waiting.uuid, judged, by=cast.reviewer, seen_version=waiting.version).status == "first_passed"
