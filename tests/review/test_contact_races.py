"""Two at once: the same message sent twice, an answer while the candidate writes, a text compared by two workers."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from applications.appraisals.likening import liken_appraisal
from applications.appraisals.sketch import BANDS
from applications.domain.message import write_message
from applications.models import AppraisalBand, AppraisalLikeness, Message, Notice
from applications.models.message import Side
from applications.statuses import Status
from tests.applications.appraisals.texts import unrelated
from tests.at_once import ends_at_once
from tests.cast import Cast

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def _postgresql(transactional_db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite lets one writer in at a time")


@pytest.mark.parametrize("time", range(5))
def test_a_form_sent_twice_at_once_is_one_message(time: int) -> None:
    waiting, key = Cast().application(Status.SUBMITTED), uuid4()

    def send() -> None:
        write_message(waiting.uuid, "请问", by=waiting.record.holder, key=key)

    assert ends_at_once([send, send]) == ["AlreadyDone", "done"]
    assert Message.objects.count() == 1


@pytest.mark.parametrize("time", range(5))
def test_two_reviewers_who_answer_at_once_send_one_mail(time: int) -> None:
    cast = Cast()
    waiting = cast.application(Status.SUBMITTED)

    def answer(by: object) -> Callable[[], object]:
        return lambda: write_message(waiting.uuid, "请重拍", by=by, key=uuid4())  # type: ignore[arg-type]

    assert ends_at_once([answer(cast.reviewer), answer(cast.colleague)]) == ["done", "done"]
    assert (Message.objects.count(), Notice.objects.filter(kind="message").count()) == (2, 1)
    assert Message.objects.filter(application=waiting).open_for(Side.CANDIDATE).count() == 2


@pytest.mark.parametrize("time", range(5))
def test_two_texts_compared_at_once_meet_once(time: int) -> None:
    cast = Cast()
    one, other = (cast.application(Status.SUBMITTED, appraisal=unrelated(1)) for _ in range(2))
    acts = [lambda: liken_appraisal(one.pk), lambda: liken_appraisal(other.pk), lambda: liken_appraisal(other.pk)]
    assert ends_at_once(acts) == ["done"] * 3
    assert AppraisalBand.objects.count() == 2 * BANDS
    assert AppraisalLikeness.objects.filter(first=one, second=other).count() == 1
