"""Hands an application in, the first time or after a return, with the declaration and the frozen degree audit."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.audit import audit_record
from applications.domain.lifecycle import advance
from applications.domain.refusals import NotAllowed
from applications.domain.standing import keep_standing
from applications.models import Application
from applications.statuses import Status
from applications.tasks import liken_soon
from applications.workflow import Action
from selfexam.accounts.actors import Actor

NOT_DECLARED = "请先勾选承诺，再提交申请"


def submit(
    application_uuid: UUID | str,
    *,
    declared: bool,
    by: Actor,
    seen_version: int | None = None,
    note: str = "",
    changes: Mapping[str, Any] | None = None,
) -> Application:
    """SUBMIT from a draft, RESUBMIT after a return. An incomplete degree audit does not stop the candidate: late marks
    may still arrive, and the school decides (notice 一(二)). `note` and `changes` are of a submission at the counter.
    """
    if not declared:
        raise NotAllowed(NOT_DECLARED)
    application = Application.objects.visible_to(by).select_related("record__programme").get(uuid=application_uuid)
    found = audit_record(application.record)
    again = application.status == Status.RETURNED or application.returned_at is not None
    with transaction.atomic():
        submitted = advance(
            application_uuid,
            Action.RESUBMIT if again else Action.SUBMIT,
            by=by,
            seen_version=seen_version,
            note=note,
            changes={"declared_at": timezone.now(), "audit_at_submission": found.to_json(), **(changes or {})},
        )
        keep_standing(submitted, found)
        liken_soon(submitted)
    return submitted
