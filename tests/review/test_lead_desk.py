"""The lead of a school: who did what, who holds what, and who gets it instead."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from applications.statuses import Status
from review.domain.claims import claim, claim_next, hand_over
from review.domain.first import Judged, pass_first, return_first
from review.items import FirstItem, first_items
from review.models import Claim, FirstReview
from review.workload import workload
from selfexam.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
DESK, REASSIGN = "/review/desk/", "/review/desk/reassign/"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def passed(cast: Cast, by: User, minutes: int | None = None) -> Application:
    """Passed by `by`, `minutes` after taking it in hand."""
    application = cast.application(Status.SUBMITTED)
    if minutes is not None:
        claim(application, by=by)
        Claim.objects.filter(application=application).update(since=timezone.now() - timedelta(minutes=minutes))
    judged = dict.fromkeys(first_items(application), Judged("pass"))
    return pass_first(application.uuid, judged, by=by, seen_version=application.version)


def returned(cast: Cast, by: User) -> Application:
    application = cast.application(Status.SUBMITTED)
    judged = {FirstItem.PHOTO: Judged("return", "背景有阴影")}
    return return_first(application.uuid, judged, by=by, seen_version=application.version)


def rows(cast: Cast) -> dict[str, tuple[Any, ...]]:
    mine = Application.objects.visible_to(cast.lead)
    found = workload(cast.batch, mine, [cast.reviewer, cast.colleague, cast.lead])
    return {
        row.person.name: (row.passed_today, row.returned_today, row.passed, row.returned, len(row.held))
        for row in found
    }


def test_the_table_says_who_did_what_today_and_in_the_batch(cast: Cast) -> None:
    passed(cast, cast.reviewer)
    before = passed(cast, cast.reviewer)
    FirstReview.objects.filter(application=before).update(decided_at=timezone.now() - timedelta(days=2))
    returned(cast, cast.reviewer)
    claim(cast.application(Status.SUBMITTED), by=cast.colleague)
    elsewhere = cast.application(Status.PAID, school=cast.other_school)
    FirstReview.objects.create(application=elsewhere, round=1, reviewer=cast.outsider, outcome="passed", conduct="合格")
    assert rows(cast) == {"王老师": (1, 1, 2, 1, 0), "刘老师": (0, 0, 0, 0, 1), "李主任": (0, 0, 0, 0, 0)}


def test_whoever_has_left_the_school_stays_in_the_table(cast: Cast) -> None:
    passed(cast, cast.reviewer)
    found = workload(cast.batch, Application.objects.visible_to(cast.lead), [cast.colleague])
    assert [row.person for row in found] == [cast.reviewer, cast.colleague]


def test_the_usual_time_is_the_median_of_what_was_taken_in_hand(cast: Cast) -> None:
    for minutes in (4, 6, 200, None):
        passed(cast, cast.reviewer, minutes)
    usual = {row.person: row.usual for row in workload(cast.batch, Application.objects.all(), [cast.colleague])}
    assert usual[cast.colleague] is None
    assert usual[cast.reviewer] is not None
    assert round(usual[cast.reviewer].total_seconds() / 60) == 6


def test_a_renewed_claim_keeps_its_beginning_and_one_taken_over_begins_anew(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    began = claim(application, by=cast.reviewer).since
    assert claim(application, by=cast.reviewer).since == began
    Claim.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert claim(application, by=cast.colleague).since > began


def test_what_was_handed_over_waits_for_its_reviewer_and_comes_first(cast: Cast) -> None:
    first, second = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    hand_over(second, to=cast.reviewer, by=cast.lead)
    long = Claim.objects.get().until
    assert long > timezone.now() + timedelta(hours=23)
    mine = Application.objects.visible_to(cast.reviewer)
    assert claim_next(mine, by=cast.colleague) == first
    assert claim_next(mine, by=cast.reviewer) == second
    assert Claim.objects.get(application=second).until == long
    assert second.events.get(action="hand_over").note == "交给王老师"


def test_the_page_shows_who_holds_what_and_offers_what_nobody_holds(cast: Cast, signed_in: Sign) -> None:
    held, free = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    other = cast.application(Status.SUBMITTED, school=cast.other_school)
    claim(held, by=cast.colleague)
    claim(other, by=cast.outsider)
    context = signed_in(cast.lead).get(DESK).context
    assert [(each.application, each.by) for each in context["holding"]] == [(held, cast.colleague)]
    assert context["unheld"] == [free]


def test_several_are_handed_over_at_once_and_one_refused_stops_no_other(cast: Cast, signed_in: Sign) -> None:
    waiting, held, decided = (cast.application(Status.SUBMITTED) for _ in range(3))
    claim(held, by=cast.reviewer)
    judged = dict.fromkeys(first_items(decided), Judged("pass"))
    pass_first(decided.uuid, judged, by=cast.reviewer, seen_version=decided.version)
    data = {"pick": [str(a.uuid) for a in (waiting, held, decided)], "to": str(cast.colleague.pk)}
    page = signed_in(cast.lead).post(REASSIGN, data, follow=True).content.decode()
    assert "2 件已交给刘老师" in page
    assert f"{decided.record.name}的申请现在不需要初审" in page
    assert dict(Claim.objects.values_list("application", "by")) == dict.fromkeys(
        (waiting.pk, held.pk), cast.colleague.pk
    )


def test_what_is_put_back_is_free_for_everybody(cast: Cast, signed_in: Sign) -> None:
    held = cast.application(Status.SUBMITTED)
    claim(held, by=cast.colleague)
    page = signed_in(cast.lead).post(REASSIGN, {"pick": [str(held.uuid)], "to": "back"}, follow=True)
    assert "1 件已放回待审" in page.content.decode()
    assert not Claim.objects.exists()
    assert held.events.get(action="put_back").note == "原由刘老师审核"


@pytest.mark.parametrize(
    ("pick", "to", "sentence"),
    [
        (True, "", "请选择交给谁"),
        (True, "outsider", "请选择交给谁"),
        (True, "x", "请选择交给谁"),
        (False, "back", "勾选"),
    ],
)
def test_nobody_chosen_or_nothing_ticked_is_said(
    cast: Cast, signed_in: Sign, pick: bool, to: str, sentence: str
) -> None:
    held = cast.application(Status.SUBMITTED)
    to = str(cast.outsider.pk) if to == "outsider" else to
    data = {"pick": [str(held.uuid)] if pick else ["nonsense"], "to": to}
    answer = signed_in(cast.lead).post(REASSIGN, data)
    html = answer.content.decode()
    box = html.split(f'value="{held.uuid}"')[1].split(">")[0]
    assert (answer.status_code, sentence in html, "checked" in box) == (422, True, pick)
    assert not Claim.objects.exists()


def test_another_schools_application_cannot_be_handed_over(cast: Cast, signed_in: Sign) -> None:
    theirs = cast.application(Status.SUBMITTED, school=cast.other_school)
    data = {"pick": [str(theirs.uuid)], "to": str(cast.colleague.pk)}
    signed_in(cast.lead).post(REASSIGN, data)
    assert not Claim.objects.exists()


def test_a_reviewer_has_no_such_page(cast: Cast, signed_in: Sign) -> None:
    client = signed_in(cast.reviewer)
    assert (client.get(DESK).status_code, client.post(REASSIGN).status_code) == (404, 404)
    assert "审核进度" not in client.get("/review/first/").content.decode()


def test_the_page_asks_as_often_for_many_as_for_few(cast: Cast, signed_in: Sign) -> None:
    client, counted = signed_in(cast.lead), []
    for more in (1, 5):
        for _ in range(more):
            claim(cast.application(Status.SUBMITTED), by=cast.colleague)
            cast.application(Status.SUBMITTED)
            passed(cast, cast.reviewer, 3)
        client.get(DESK)
        with CaptureQueriesContext(connection) as queries:
            client.get(DESK)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_tab_leads_to_the_page(cast: Cast, signed_in: Sign) -> None:
    assert reverse("review:desk") in signed_in(cast.lead).get("/review/first/").content.decode()
