"""Saves one part of an application while it may be edited, and marks a returned part as corrected.

Called by the candidate's pages and, for what was accepted on site, by the school's. A part that was not returned stays
locked after a return (notice 一(二)).
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from applications.domain.at_counter import why_not_theirs
from applications.domain.guards import application_window_is_open, review_window_is_open
from applications.domain.refusals import Changed, NotAllowed
from applications.models import Application, ReturnedPart
from applications.sections import Section
from applications.statuses import Status
from selfexam.accounts.actors import Actor


@transaction.atomic
def save_part(application_uuid: UUID | str, section: Section, values: Mapping[str, Any], *, by: Actor) -> Application:
    """Write `values` of one part. Raises DoesNotExist for others' applications, NotAllowed with the reason."""
    application = open_for_editing(application_uuid, section, by=by)
    write_part(application, section, values)
    return application


def open_for_editing(application_uuid: UUID | str, section: Section, *, by: Actor) -> Application:
    """The locked application if `section` may be edited by `by` now; call it inside a transaction."""
    seen = Application.objects.visible_to(by).select_for_update(of=("self",))
    application = seen.select_related("batch", "school", "record__programme").get(uuid=application_uuid)
    if sentence := why_not_theirs(application, by) or why_locked(application, section):
        raise NotAllowed(sentence)
    return application


def why_locked(application: Application, section: Section) -> str | None:
    """The sentence that says why this part cannot be edited now, None if it can."""
    if application.status == Status.DRAFT:
        return application_window_is_open(application, timezone.now())
    if application.status != Status.RETURNED:
        return f"申请现在是“{application.candidate_word.text}”，不能修改"
    if not latest_returns(application).filter(section=section).exists():
        return f"“{section.label}”没有被退回，不需要修改"
    return review_window_is_open(application, timezone.now())


def latest_returns(application: Application) -> "QuerySet[ReturnedPart]":
    """The parts sent back in the last round."""
    last = application.returned_parts.order_by("-round").values("round")[:1]
    return ReturnedPart.objects.filter(application=application, round=last)


def last_return(application: Application, section: Section) -> ReturnedPart | None:
    """Why `section` was sent back, while the application is with the candidate; None if it was not."""
    if application.status != Status.RETURNED:
        return None
    return latest_returns(application).filter(section=section).first()


def write_part(application: Application, section: Section, values: Mapping[str, Any]) -> None:
    """Write `values` if the state is still the one that was checked, and mark a returned part as corrected."""
    now = timezone.now()
    written = Application.objects.filter(pk=application.pk, status=application.status).update(
        **values, version=F("version") + 1, saved_at=now
    )
    if not written:
        raise Changed("这份申请刚刚有了变化，请刷新后再保存")
    latest_returns(application).filter(section=section, corrected_at=None).update(corrected_at=now)
    application.refresh_from_db()
