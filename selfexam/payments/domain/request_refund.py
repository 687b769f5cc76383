"""Requests that a payment goes back to the account it came from (notice 一(三)); a job sends it to the provider."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from selfexam.accounts.actors import Actor, person
from selfexam.payments.domain.refusals import PaymentRefused
from selfexam.payments.models import Payment, Refund
from selfexam.payments.models.refund import FIRST_LOOK
from selfexam.payments.tasks import send_soon
from selfexam.wording import money


@transaction.atomic
def request_refund(
    payment: Payment, reason: str, note: str = "", by: Actor | None = None, *, amount: int | None = None
) -> Refund:
    """Request `amount`, or all that is left. Asked again when nothing is left, the last refund is returned.

    Raises PaymentRefused when more is asked for than is left.
    """
    payment.refresh_from_db()
    left = payment.amount - payment.returned
    wanted = left if amount is None else amount
    # Conditional: two at once cannot promise the same money, whatever the database locks.
    unpromised = Payment.objects.filter(pk=payment.pk, amount__gte=F("returned") + wanted)
    if wanted <= 0 or not unpromised.update(returned=F("returned") + wanted):
        last = payment.refunds.first()
        if amount is None and last is not None:
            return last
        raise PaymentRefused(f"最多还能退 {money(left)}")
    payment.refresh_from_db()
    refund = Refund.objects.create(
        payment=payment,
        amount=wanted,
        reason=reason,
        note=note[:200],
        requested_by=person(by) if by else None,
        next_look_at=timezone.now() + FIRST_LOOK,
    )
    send_soon(refund)
    return refund
