"""Sends a failed refund once more, under the same number. Called by the institute's button."""

from django.db import transaction
from django.utils import timezone

from selfexam.accounts.actors import Actor, person
from selfexam.payments.models import Refund
from selfexam.payments.models.refund import FIRST_LOOK
from selfexam.payments.tasks import send_soon


@transaction.atomic
def run_refund_again(refund: Refund, by: Actor) -> bool:
    """True if it is on its way again, False if it had not failed (a second click, or done meanwhile)."""
    again = Refund.objects.filter(pk=refund.pk, state=Refund.State.FAILED).update(
        state=Refund.State.REQUESTED,
        failed_at=None,
        trouble="",
        run_again_by=person(by),
        next_look_at=timezone.now() + FIRST_LOOK,
    )
    if again:
        refund.refresh_from_db()
        send_soon(refund)
    return bool(again)
