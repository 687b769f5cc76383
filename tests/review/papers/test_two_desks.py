"""Several desks at the same moment. SQLite lets one writer in at a time, so the races are run on PostgreSQL."""

import pytest

from applications.domain.refusals import AlreadyDone, Changed
from applications.domain.remind_papers import remind_of_papers
from applications.domain.withdraw import withdraw
from applications.models import Event, Notice, Paper, PaperTransfer
from applications.statuses import Status
from review.domain.give_back_papers import give_back_papers
from review.domain.intake import take, undo
from review.domain.transfers import confirm, hand_over, take_back
from selfexam.catalogue.models import Batch
from tests.at_once import ON_POSTGRESQL, ends_at_once
from tests.cast import Cast
from tests.review.papers.lists import CARD, MARKS, entry, general_lists

pytestmark = ON_POSTGRESQL


@pytest.fixture
def cast() -> Cast:
    general_lists()
    return Cast()


def test_two_desks_tick_the_same_line_and_one_is_told(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    sent = [entry(person, CARD)]
    faulty = [entry(person, CARD, defect="缺页")]
    acts = [
        lambda: take(person.uuid, sent, by=cast.reviewer),
        lambda: take(person.uuid, faulty, by=cast.lead),
        lambda: take(person.uuid, faulty, by=cast.colleague),
    ]
    results = ends_at_once(acts)
    # Whoever is first wins; the same entry again is nothing new, another one is a change since the page was read.
    assert results.count("done") == 1
    assert set(results) <= {"done", Changed.__name__, AlreadyDone.__name__}
    assert (Paper.objects.count(), Event.objects.filter(action="papers").count()) == (1, 1)


def test_two_desks_tick_different_lines_and_both_count(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    acts = [
        lambda one=one, by=by: take(person.uuid, [one], by=by)
        for one, by in ((entry(person, CARD), cast.teacher), (entry(person, MARKS), cast.clerk))
    ]
    assert ends_at_once(acts) == ["done", "done"]
    assert set(Paper.objects.values_list("name", "copies")) == {(CARD, 1), (MARKS, 1)}
    assert Notice.objects.filter(kind="papers_there").count() == 1


def test_a_tick_taken_back_twice_is_taken_back_once(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    key = Paper.objects.get().line
    assert ends_at_once([lambda: undo(person.uuid, key, "拿错", 1, by=cast.teacher)] * 3) == ["AlreadyDone"] * 2 + [
        "done"
    ]
    assert Event.objects.filter(label="撤销材料登记").count() == 1


def test_two_clerks_hand_over_and_one_list_is_made(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    results = ends_at_once(
        [lambda: hand_over(cast.school, by=cast.teacher), lambda: hand_over(cast.school, by=cast.clerk)]
    )
    assert results.count("done") == 1
    assert (PaperTransfer.objects.count(), Paper.objects.exclude(transfer=None).count()) == (1, 1)


def test_a_list_is_confirmed_or_taken_back_never_both(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    transfer = hand_over(cast.school, by=cast.teacher)
    acts = [
        lambda: confirm(transfer.uuid, 1, "", by=cast.reviewer),
        lambda: take_back(transfer.uuid, "漏了", by=cast.teacher),
    ]
    assert ends_at_once(acts) == ["AlreadyDone", "done"]
    transfer.refresh_from_db()
    assert (transfer.confirmed_at is None) != (transfer.taken_back_at is None)
    assert Paper.objects.filter(transfer=None).exists() == (transfer.taken_back_at is not None)


def test_papers_are_given_back_once(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    take(person.uuid, [entry(person, CARD), entry(person, MARKS)], by=cast.reviewer)
    withdraw(person.uuid, by=person.record.holder)  # type: ignore[arg-type]
    people = (cast.reviewer, cast.colleague, cast.lead)
    results = ends_at_once([lambda by=by: give_back_papers(person.uuid, by=by) for by in people])
    assert results == ["AlreadyDone", "AlreadyDone", "done"]
    event = Event.objects.get(label="退还纸质材料")
    assert event.note == "准考证复印件 1 份、专科成绩册 1 份"


def test_two_clocks_remind_once(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    from datetime import timedelta

    from django.utils import timezone

    end = timezone.now() + timedelta(days=1)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=end, review_until=end, pay_until=end)
    assert ends_at_once([remind_of_papers] * 3) == ["done"] * 3
    assert Notice.objects.filter(kind="papers_due", application=person).count() == 1
