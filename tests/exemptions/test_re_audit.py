"""An approved exemption re-audits the open application that waited for it, and says so to candidate and desks."""

from collections.abc import Callable
from typing import Any

import pytest

from applications.audit import audit_record
from applications.domain.standing import keep_standing
from applications.models import AuditStanding, Event, Notice
from review.domain.exemptions.decide import Ruling, decide
from tests.cast import Cast
from tests.factories.exemptions import advised, lacking, row_of

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
