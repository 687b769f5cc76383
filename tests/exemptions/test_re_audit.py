"""An approved exemption re-audits the open application that waited for it, and says so to candidate and desks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from applications.audit import audit_record
from applications.domain.standing import keep_standing
from applications.models import Application, AuditStanding, Event, Notice
from applications.statuses import Status
from review.domain.exemptions.decide import Ruling, decide
from selfexam.records.domain.decide_merge import approve_merge
from tests.cast import Cast
from tests.factories.exemptions import advised, lacking, row_of
from tests.records.asking import held_record, merge_of

pytestmark = pytest.mark.django_db


def test_the_decision_turns_the_standing_and_everybody_concerned_is_told(run_jobs: Callable[..., Any]) -> None:
    cast = Cast()
    application = lacking(cast, status="submitted")
    keep_standing(application, audit_record(application.record))
    request = advised(cast, application)
    run_jobs()
    assert AuditStanding.objects.get(application=application).verdict == "fail"
    decide(request.uuid, {str(row_of(request).uuid): Ruling(True, mark=60)}, by=cast.chen)
    run_jobs()
    standing = AuditStanding.objects.get(application=application)
    assert (standing.verdict, standing.changed_from, standing.stale_since) == ("pass", "fail", None)
    assert Notice.objects.get(application=application, kind="audit").subject == "毕业条件有变化，现在已满足"
    assert Event.objects.get(application=application, action="audit").note == "不满足 → 满足"


def test_a_refusal_changes_no_standing(run_jobs: Callable[..., Any]) -> None:
    cast = Cast()
    application = lacking(cast, status="submitted")
    keep_standing(application, audit_record(application.record))
    request = advised(cast, application)
    decide(request.uuid, {str(row_of(request).uuid): Ruling(False, "证书与课程不对应")}, by=cast.chen)
    run_jobs()
    assert AuditStanding.objects.get(application=application).verdict == "fail"
    assert not Notice.objects.filter(application=application, kind="audit").exists()


def test_what_was_paid_before_a_merge_becomes_a_credit_of_the_record_that_goes_on() -> None:
    """The application is over, the number was merged, and the course that was paid for is still to be decided."""
    cast = Cast()
    request = advised(cast)
    source, row = request.application.record, row_of(request)
    Application.objects.filter(pk=request.application_id).update(status=Status.LAPSED, lapsed_at=timezone.now())
    target = held_record(cast, holder=source.holder, id_number=source.id_number)
    approve_merge(merge_of(source, target, cast).uuid, by=cast.chen)
    decide(request.uuid, {str(row.uuid): Ruling(True, "", 60)}, by=cast.chen)
    assert source.credits.filter(course=row.course).count() == 0
    assert list(target.credits.filter(course=row.course).values_list("source", "mark")) == [("exempt_certificate", 60)]
    assert target.events.filter(label="免考批准").count() == 1
