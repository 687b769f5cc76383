"""A changed record re-audits the open applications it touches, once, and tells the people concerned."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from applications.audit import audit_record
from applications.audit.findings import REVIEW, UNDECIDED, Finding
from applications.domain.standing import UPDATED, keep_standing, mark_stale, weigh_stale
from applications.domain.submit import submit
from applications.models import Application, AuditStanding, Event, Notice
from applications.statuses import Status
from selfexam.jobs.models import Job
from selfexam.records.changed import changed
from selfexam.records.models import Credit
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def standing_of(application: Application) -> AuditStanding:
    return keep_standing(application, audit_record(application.record))


def lose_a_pass(application: Application) -> Credit:
    credit = application.record.credits.first()
    assert credit is not None
    credit.delete()
    return credit


def test_submission_keeps_the_standing(cast: Cast) -> None:
    draft = cast.application(Status.DRAFT)
    submit(draft.uuid, declared=True, by=draft.record.holder)
    kept = AuditStanding.objects.get(application=draft)
    assert (kept.verdict, kept.courses, kept.stale_since, kept.changed_at) == ("pass", 3, None, None)


def test_a_pass_that_is_taken_away_is_weighed_by_a_job_and_told(cast: Cast, run_jobs: Callable[..., Any]) -> None:
    application = cast.application(Status.SUBMITTED)
    standing_of(application)
    gone = lose_a_pass(application)
    assert mark_stale([application.record_id]) == 1
    run_jobs()
    kept = AuditStanding.objects.get(application=application)
    assert (kept.verdict, kept.changed_from, kept.stale_since) == ("fail", "pass", None)
    notice = Notice.objects.get(application=application, kind="audit")
    assert gone.course.name in notice.body
    event = Event.objects.get(application=application, action="audit")
    assert (event.note, event.from_status == event.to_status) == ("满足 → 不满足", True)


def test_what_no_machine_decides_is_told_without_calling_it_met(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[..., Any]
) -> None:
    application = cast.application(Status.SUBMITTED)
    standing_of(application)
    doubt = Finding(UNDECIDED, REVIEW, "组合太多")
    undecided = replace(audit_record(application.record), verdict="review", findings=(doubt,))
    monkeypatch.setattr("applications.domain.standing.audit", lambda _: undecided)
    mark_stale([application.record_id])
    run_jobs()
    notice = Notice.objects.get(application=application, kind="audit")
    assert notice.body == f"{UPDATED}。课程和学分是否满足，要由老师核对：组合太多。"


def test_a_late_score_makes_it_pass_and_says_so(cast: Cast, run_jobs: Callable[..., Any]) -> None:
    application = cast.application(Status.SUBMITTED)
    late = lose_a_pass(application)
    standing_of(application)
    Credit.objects.create(record=application.record, course=late.course, mark=70, year=late.year, month=late.month)
    mark_stale([application.record_id])
    run_jobs()
    assert AuditStanding.objects.get(application=application).verdict == "pass"
    assert Notice.objects.get(application=application, kind="audit").subject == "毕业条件有变化，现在已满足"


def test_a_doubt_is_told_as_a_doubt_and_not_as_fulfilled(cast: Cast, run_jobs: Callable[..., Any]) -> None:
    application = cast.application(Status.SUBMITTED)
    standing_of(application)
    application.record.credits.filter(source="exam").update(source="bridging")
    mark_stale([application.record_id])
    run_jobs()
    assert AuditStanding.objects.get(application=application).verdict == "review"
    notice = Notice.objects.get(application=application, kind="audit")
    assert (notice.subject, "衔接" in notice.body) == ("毕业条件有变化，要由老师核对", True)


def test_a_change_that_changes_nothing_is_told_to_nobody(cast: Cast, run_jobs: Callable[..., Any]) -> None:
    application = cast.application(Status.SUBMITTED)
    standing_of(application)
    mark_stale([application.record_id])
    run_jobs()
    kept = AuditStanding.objects.get(application=application)
    assert (kept.stale_since, kept.changed_from) == (None, "")
    assert not Notice.objects.filter(kind="audit").exists()


@pytest.mark.parametrize("status", [Status.APPROVED, Status.REJECTED, Status.ISSUED, Status.WITHDRAWN, Status.LAPSED])
def test_a_decided_application_is_left_alone(cast: Cast, status: str) -> None:
    application = cast.application(status)
    standing_of(application)
    assert mark_stale([application.record_id]) == 0
    assert not Job.objects.filter(kind="weigh_stale").exists()


def test_a_mark_set_while_weighing_stays(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    application = cast.application(Status.SUBMITTED)
    standing_of(application)
    mark_stale([application.record_id])
    from applications.domain import standing

    real = standing.audit

    def change_meanwhile(facts: Any) -> Any:
        AuditStanding.objects.update(stale_since=timezone.now())
        return real(facts)

    monkeypatch.setattr(standing, "audit", change_meanwhile)
    weigh_stale()
    assert AuditStanding.objects.get().stale_since is not None


def test_weighing_twice_tells_once(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    standing_of(application)
    lose_a_pass(application)
    mark_stale([application.record_id])
    assert (weigh_stale(), weigh_stale()) == (1, 0)
    assert Notice.objects.filter(kind="audit").count() == 1


def test_reading_what_is_marked_takes_the_same_queries_for_one_and_for_many(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    applications = [cast.application(Status.SUBMITTED) for _ in range(6)]
    for application in applications:
        standing_of(application)
    mark_stale([application.record_id for application in applications])
    with django_assert_max_num_queries(10 + 3 * len(applications)):
        weigh_stale()


def test_a_score_written_by_any_act_of_records_reaches_the_application(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    standing_of(application)
    with transaction.atomic():
        changed([application.record_id])
    assert AuditStanding.objects.get().stale_since is not None
