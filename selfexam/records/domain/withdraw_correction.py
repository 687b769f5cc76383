"""The candidate takes an undecided correction back. Called by the candidate's page."""

from uuid import UUID

from django.db import transaction

from selfexam.accounts.actors import Actor
from selfexam.accounts.roles import Role
from selfexam.records.domain.fetching import locked
from selfexam.records.history import Entry, remember
from selfexam.records.models import Correction
from selfexam.records.refusals import RecordRefused


@transaction.atomic
def withdraw_correction(correction_uuid: UUID, *, by: Actor) -> None:
    """One of two at the same moment wins: whoever decides it, or whoever takes it back."""
    correction = Correction.objects.visible_to(by).get(uuid=correction_uuid)
    if by.role != Role.CANDIDATE:
        raise RecordRefused("考籍更正由考生本人撤回")
    locked([correction.record_id], by=by)
    if not Correction.objects.open().filter(pk=correction.pk).update(state=Correction.State.WITHDRAWN):
        correction.refresh_from_db()
        raise RecordRefused(
            f"这项更正{correction.get_state_display()}，不能撤回",
            already=correction.state == Correction.State.WITHDRAWN,
        )
    remember([Entry(correction.record_id, "撤回考籍更正", matters=False)], by=by)
