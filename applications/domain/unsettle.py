"""A cashier has voided a receipt of the same day: the application waits for its fee again, or the voiding is refused.

Receives payments' `payment_voided` inside its transaction.
"""

from typing import Any

from django.dispatch import receiver

from applications.domain.lifecycle import advance
from applications.domain.refusals import Refused
from applications.models import Application
from applications.workflow import Action
from selfexam.accounts.actors import SYSTEM
from selfexam.payments.domain import NotPayable
from selfexam.payments.models import Order, Payment
from selfexam.payments.signals import payment_voided


@receiver(payment_voided, dispatch_uid="applications.unsettle")
def unsettle(sender: Any, order: Order, payment: Payment, **kwargs: Any) -> bool:
    """UNSETTLE the application that `order` had paid for; True if it is ours. Raises NotPayable once collective review
    has begun.
    """
    if order.purpose != Order.Purpose.REVIEW_FEE:
        return False
    application = Application.objects.filter(uuid=order.subject).first()
    if application is None:
        return True
    kept = {"paid_at": None, "first_passed_at": application.first_passed_at}
    try:
        advance(order.subject, Action.UNSETTLE, by=SYSTEM, note=f"订单 {order.number} 的现场收费作废", changes=kept)
    except Refused as refusal:
        raise NotPayable(refusal.sentence) from refusal
    return True
