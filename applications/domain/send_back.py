"""Returns an application with one reason a part (notice 一(二): 准确清楚注明驳回原因)."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from applications.domain.appeal_photo import refuse
from applications.domain.lifecycle import advance
from applications.domain.refusals import NotAllowed
from applications.models import Application, ReturnedPart
from applications.sections import Section
from applications.workflow import Action
from selfexam.accounts.actors import Actor


@transaction.atomic
def send_back(
    application_uuid: UUID | str,
    parts: Mapping[Section, str],
    *,
    by: Actor,
    seen_version: int | None = None,
    note: str = "",
) -> Application:
    """Take the RETURN step and open exactly `parts` (section → reason in the reviewer's words) for correction."""
    reasons = {section: reason.strip() for section, reason in parts.items()}
    if not reasons:
        raise NotAllowed("请至少选择一项退回")
    empty = [section.label for section, reason in reasons.items() if not reason]
    if empty:
        raise NotAllowed(f"请写明退回原因：{'、'.join(str(label) for label in empty)}")
    told = "；".join(f"{section.label}：{reason.rstrip('。')}" for section, reason in reasons.items())
    application = advance(application_uuid, Action.RETURN, by=by, note=note or told, seen_version=seen_version)
    last = application.returned_parts.aggregate(last=Max("round"))["last"] or 0
    ReturnedPart.objects.bulk_create(
        ReturnedPart(application=application, round=last + 1, section=section, reason=reason)
        for section, reason in reasons.items()
    )
    if Section.PHOTO in reasons:
        refuse(application)
    return application
