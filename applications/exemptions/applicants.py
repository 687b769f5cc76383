"""Who may ask for exemptions for whom, and until when (notice, annexes 2–4: only this batch's applicants).

A unit's clerk acts for the unit's people as soon as they have begun an application of this batch. The clerk learns that
it was begun, its batch and its school; what stands in a draft stays the candidate's (decision record on exemptions).
"""

from datetime import datetime

from applications.models import Application, ExemptionLimits
from applications.models.application import ApplicationQuerySet
from applications.statuses import CLOSED, Status
from selfexam.accounts.actors import Actor
from selfexam.accounts.roles import Role
from selfexam.records.models import StudentRecord
from selfexam.wording import when

# After first review has passed the courses are complete, so there is nothing left to exempt.
ASKING = frozenset({Status.DRAFT, Status.SUBMITTED, Status.RETURNED})
_KNOWN = ("uuid", "batch", "record", "school", "status", "created_at", "first_submitted_at")


def applicants(actor: Actor) -> ApplicationQuerySet:
    """The applications for which `actor` may ask: own ones, or those of the unit's people without their contents."""
    everything = Application.objects.exclude(status__in=CLOSED)
    if actor.role == Role.CANDIDATE:
        return everything.filter(pk__in=Application.objects.visible_to(actor))
    if actor.role == Role.UNIT_CLERK:
        return everything.filter(record__in=StudentRecord.objects.visible_to(actor)).only(*_KNOWN)
    return everything.none()


def why_closed(application: Application, now: datetime, limits: ExemptionLimits | None = None) -> str | None:
    """The sentence that says why no exemption can be asked for now, None if it can."""
    batch = application.batch
    if application.status not in ASKING:
        return f"毕业申请现在是“{application.candidate_word.text}”，不能再申请免考"
    if not batch.is_published or now < batch.apply_from:
        return f"免考申请从 {when(batch.apply_from)} 开始"
    until = (limits or ExemptionLimits.of(batch)).until
    return None if now < until else f"免考申请已于 {when(until)} 截止"


def why_not_correctable(application: Application, now: datetime) -> str | None:
    """A return is corrected while the application is in the candidate's hands, and by the end of first review."""
    if application.status not in ASKING:
        return f"毕业申请现在是“{application.candidate_word.text}”，免考不能再补正"
    until = application.batch.review_until
    return None if now < until else f"免考补正已于 {when(until)} 截止"


def why_not_payable(application: Application, now: datetime) -> str | None:
    """The fee is due before the school gives its opinion, so by the end of first review."""
    if application.status not in ASKING:
        return f"毕业申请现在是“{application.candidate_word.text}”，不需要再缴免考费"
    until = application.batch.review_until
    return None if now < until else f"免考费已于 {when(until)} 截止缴纳"
