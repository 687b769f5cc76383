"""Missing papers are reminded of once, shortly before the candidate's own deadline."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.domain.remind_papers import AHEAD, remind_of_papers
from applications.models import Application, MaterialList, Notice
from applications.statuses import Status
from review.domain.intake import take
from selfexam.catalogue.models import Batch
from selfexam.jobs.models import Job
from tests.cast import Cast
from tests.review.papers.lists import CARD, MARKS, entry, general_lists

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    general_lists()
    cast = Cast()
    end = timezone.now() + AHEAD - HOUR
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=end, review_until=end, pay_until=end)
    cast.batch.refresh_from_db()
    return cast


def reminded() -> set[int]:
    return set(Notice.objects.filter(kind="papers_due").values_list("application", flat=True))


def test_who_lacks_papers_is_told_once_and_who_has_brought_them_is_not(cast: Cast) -> None:
    nothing, part, whole, draft = (
        cast.application(status) for status in (Status.SUBMITTED, Status.RETURNED, Status.SUBMITTED, Status.DRAFT)
    )
    take(part.uuid, [entry(part, CARD)], by=cast.teacher)
    take(whole.uuid, [entry(whole, CARD), entry(whole, MARKS)], by=cast.teacher)
    assert [remind_of_papers(), remind_of_papers()] == [2, 0]
    assert reminded() == {nothing.pk, part.pk}
    assert f"还缺 {MARKS}。" in Notice.objects.get(kind="papers_due", application=part).body
    assert draft.pk not in reminded()
    assert Job.objects.filter(kind="send_notice", subject=Notice.objects.get(application=nothing).uuid).count() == 1


def test_nobody_is_reminded_earlier_than_that_nor_after_the_end(cast: Cast) -> None:
    cast.application(Status.SUBMITTED)
    assert remind_of_papers(timezone.now() - 2 * HOUR) == 0
    assert remind_of_papers(cast.batch.review_until + HOUR) == 0
    assert reminded() == set()


def test_an_own_deadline_counts_instead_of_the_batchs(cast: Cast) -> None:
    late = cast.batch.review_until + timedelta(days=10)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=late, review_until=late, pay_until=late)
    own, other = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED, school=cast.other_school)
    assert remind_of_papers() == 0
    due = timezone.now() + 5 * HOUR
    MaterialList.objects.create(school=cast.school, batch=cast.batch, route="unit", level="5", due_at=due)
    from applications.models import MaterialRule

    line = {"school": cast.school, "batch": cast.batch, "route": "unit", "level": "5"}
    MaterialRule.objects.create(**line, name=CARD, block="graduation", position=1)
    assert remind_of_papers() == 1
    assert reminded() == {own.pk}
    assert Application.objects.filter(pk=other.pk, paper_reminder=None).exists()


def test_nothing_on_paper_is_nothing_to_remind_of(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    person.record.route = "second"
    person.record.save()
    assert remind_of_papers() == 0
