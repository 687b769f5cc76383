"""Hands an application in, the first time or after a return, with the declaration and the frozen degree audit."""

from uuid import UUID

from django.utils import timezone

from applications.audit import audit_record
from applications.domain.lifecycle import advance
from applications.domain.refusals import NotAllowed
from applications.models import Application
from applications.statuses import Status
from applications.workflow import Action
from selfexam.accounts.actors import Actor


def submit(application_uuid: UUID | str, *, declared: bool, by: Actor, seen_version: int | None = None) -> Application:
    """SUBMIT from a draft, RESUBMIT after a return. An incomplete degree audit does not stop the candidate: late marks
    may still arrive, and the school decides (notice 一(二))."""
    if not declared:
        raise NotAllowed("请先勾选承诺，再提交申请")
    application = Application.objects.visible_to(by).select_related("record").get(uuid=application_uuid)
    again = application.status == Status.RETURNED or application.returned_at is not None
    return advance(
        application_uuid,
        Action.RESUBMIT if again else Action.SUBMIT,
        by=by,
        seen_version=seen_version,
        changes={"declared_at": timezone.now(), "audit_at_submission": audit_record(application.record).to_json()},
    )
