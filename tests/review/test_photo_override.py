"""Passing a photo that the machine refused: with a reason, on record, never against the rules of the file."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from applications.domain.appeal_photo import appeal_photo
from applications.domain.submit import submit
from applications.models import Application
from applications.statuses import Status
from review.models import PhotoOverride
from selfexam.accounts.models import User
from tests.applications.domain.test_photo_appeal import SENTENCE, refused
from tests.cast import Cast
from tests.review.test_first_review import desk, form

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
REASON = "头部只是略偏，人像清楚端正。"


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def appealed(cast: Cast) -> Application:
    application = cast.application()
    photo = refused(application, "roll", "centred")
    appeal_photo(application.uuid, photo.uuid, SENTENCE, by=application.record.holder)
    return submit(application.uuid, declared=True, by=application.record.holder)


def test_the_reviewer_reads_the_sentence_beside_what_failed(cast: Cast, appealed: Application, signed_in: Sign) -> None:
    html = signed_in(cast.reviewer).get(desk(appealed)).content.decode()
    assert SENTENCE in html
    assert 'name="photo_reason"' in html
    assert [html.count(f'id="rule-{code}"') for code in ("roll", "centred")] == [1, 1]


def test_a_pass_without_a_reason_is_refused_and_nothing_is_written(
    cast: Cast, appealed: Application, signed_in: Sign
) -> None:
    response = signed_in(cast.reviewer).post(desk(appealed), form(appealed, "pass"))
    appealed.refresh_from_db()
    assert response.status_code == 422
    assert "证件照有 2 项没有通过检查，请写明判定合格的理由" in response.content.decode()
    assert (appealed.status, PhotoOverride.objects.count()) == (Status.SUBMITTED, 0)


def test_a_pass_with_a_reason_is_on_record_with_who_and_which_rules(
    cast: Cast, appealed: Application, signed_in: Sign
) -> None:
    client = signed_in(cast.reviewer)
    client.post(desk(appealed), form(appealed, "pass") | {"photo_reason": REASON})
    appealed.refresh_from_db()
    override = PhotoOverride.objects.get()
    assert appealed.status == Status.FIRST_PASSED
    assert (override.codes, override.reason, override.by) == (["roll", "centred"], REASON, cast.reviewer)
    assert appealed.photo_appeals.get().answer == "granted"
    event = appealed.events.get(action="override")
    assert (event.by, event.note) == (cast.reviewer, f"检查未通过：规则 roll、规则 centred。理由：{REASON}")
    history = client.get(reverse("review:record", args=[appealed.uuid])).content.decode()
    assert event.note in history


def test_the_candidate_is_not_shown_the_reviewers_reason(cast: Cast, appealed: Application, signed_in: Sign) -> None:
    signed_in(cast.reviewer).post(desk(appealed), form(appealed, "pass") | {"photo_reason": REASON})
    page = reverse("applications:detail", args=[appealed.uuid])
    assert REASON not in signed_in(appealed.record.holder).get(page).content.decode()


def test_a_return_refuses_the_appeal(cast: Cast, appealed: Application, signed_in: Sign) -> None:
    signed_in(cast.reviewer).post(desk(appealed), form(appealed, "return", photo="头歪了，请重拍。"))
    assert appealed.photo_appeals.get().answer == "refused"
    page = reverse("applications:photo", args=[appealed.uuid])
    assert "老师看过理由，退回了这张照片" in signed_in(appealed.record.holder).get(page).content.decode()


@pytest.mark.parametrize("code", ["format", "pixels", "bytes", "unreadable"])
def test_a_file_that_breaks_its_rules_is_not_waved_through(cast: Cast, signed_in: Sign, code: str) -> None:
    waiting = cast.application(Status.SUBMITTED)
    refused(waiting, code)
    client = signed_in(cast.reviewer)
    assert 'name="photo_reason"' not in client.get(desk(waiting)).content.decode()
    html = client.post(desk(waiting), form(waiting, "pass") | {"photo_reason": REASON}).content.decode()
    waiting.refresh_from_db()
    assert "不能放行，请退回更换" in html
    assert waiting.status == Status.SUBMITTED


def test_a_photo_without_a_hard_fail_needs_no_reason(cast: Cast, signed_in: Sign) -> None:
    waiting = cast.application(Status.SUBMITTED)
    signed_in(cast.reviewer).post(desk(waiting), form(waiting, "pass") | {"photo_reason": REASON})
    assert PhotoOverride.objects.count() == 0
    assert waiting.events.filter(action="override").count() == 0
