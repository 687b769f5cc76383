"""The one door: who may take which step, in which state, and what is written with it."""

import pytest
from django.db import IntegrityError, transaction

from applications.domain.lifecycle import advance, steps_open_to
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application, Event, Notice
from applications.statuses import Status
from applications.workflow import STEPS, Action
from selfexam.accounts.actors import SYSTEM
from selfexam.accounts.roles import Role
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_a_step_writes_status_time_history_and_notice_together(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    passed = advance(application.uuid, Action.PASS_FIRST, by=cast.reviewer, seen_version=application.version)
    event = passed.events.get()
    assert (passed.status, passed.version) == (Status.FIRST_PASSED, application.version + 1)
    assert passed.first_passed_at is not None
    assert (event.action, event.from_status, event.to_status, event.by) == (
        "pass_first",
        "submitted",
        "first_passed",
        cast.reviewer,
    )
    assert passed.notices.get().subject == "初审已通过，请缴费"


def test_a_step_that_fails_leaves_nothing_behind(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    application.photos.update(verdict="pending", checked_at=None)
    with pytest.raises(NotAllowed, match="证件照还在检查"):
        advance(application.uuid, Action.PASS_FIRST, by=cast.reviewer)
    application.refresh_from_db()
    assert (application.status, Event.objects.count(), Notice.objects.count()) == (Status.SUBMITTED, 0, 0)


def test_another_schools_reviewer_does_not_find_the_application(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    with pytest.raises(Application.DoesNotExist):
        advance(application.uuid, Action.PASS_FIRST, by=cast.outsider)


def test_a_double_click_is_told_that_it_is_done(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    advance(application.uuid, Action.PASS_FIRST, by=cast.reviewer)
    with pytest.raises(AlreadyDone):
        advance(application.uuid, Action.PASS_FIRST, by=cast.reviewer)


def test_a_colleague_who_comes_late_is_told_who_decided(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    advance(application.uuid, Action.PASS_FIRST, by=cast.reviewer)
    with pytest.raises(Changed, match="王老师"):
        advance(application.uuid, Action.PASS_FIRST, by=cast.colleague)


def test_a_stale_page_is_refused(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    Application.objects.filter(pk=application.pk).update(version=application.version + 1)
    with pytest.raises(Changed, match="刷新"):
        advance(application.uuid, Action.PASS_FIRST, by=cast.reviewer, seen_version=application.version)


@pytest.mark.parametrize("action", [s.action for s in STEPS if Role.SYSTEM in s.roles])
def test_no_person_may_do_what_is_the_systems(cast: Cast, action: str) -> None:
    application = cast.application(Status.FIRST_PASSED)
    for user in (application.record.holder, cast.reviewer, cast.chief):
        with pytest.raises(NotAllowed):
            advance(application.uuid, action, by=user)


def test_every_pair_of_state_and_step_that_is_not_in_the_table_is_refused(cast: Cast) -> None:
    by = {Role.CANDIDATE: None, Role.SCHOOL_REVIEWER: cast.reviewer, Role.INSTITUTE_LEAD: cast.chief}
    for status in Status:
        application = cast.application(status)
        by[Role.CANDIDATE] = application.record.holder
        for step in STEPS:
            if status in step.sources:
                continue
            actor = next((by[role] for role in by if role in step.roles), SYSTEM)
            if status in (Status.DRAFT, Status.WITHDRAWN) and actor in (cast.reviewer, cast.chief):
                continue  # staff do not even find these
            with pytest.raises((NotAllowed, AlreadyDone, Changed)):
                advance(application.uuid, step.action, by=actor)


def test_the_audit_stops_a_pass_but_not_a_submission(cast: Cast) -> None:
    draft, waiting = cast.application(Status.DRAFT), cast.application(Status.SUBMITTED)
    for application in (draft, waiting):
        application.record.credits.first().delete()
    steps = {step.action: step.refusal for step in steps_open_to(draft.record.holder, draft)}
    assert steps[Action.SUBMIT] is None
    with pytest.raises(NotAllowed, match="毕业条件还不满足"):
        advance(waiting.uuid, Action.PASS_FIRST, by=cast.reviewer)


def test_history_cannot_be_changed_or_deleted(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    advance(application.uuid, Action.PASS_FIRST, by=cast.reviewer)
    event = application.events.get()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_the_database_refuses_a_state_without_its_time(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(status=Status.PAID)


def test_the_database_keeps_one_live_application_a_record(cast: Cast) -> None:
    application = cast.application(Status.SUBMITTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(batch=cast.batch, record=application.record, school=cast.school)
