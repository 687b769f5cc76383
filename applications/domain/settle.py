"""Money for a review fee has arrived: the application becomes 初审合格, or the money goes back.

Receives payments' `order_settled` inside the transaction that marks the order paid, so both are written or neither.
"""

from typing import Any

from django.dispatch import receiver

from applications.domain.history import remember
from applications.domain.lifecycle import advance
from applications.domain.refusals import Refused
from applications.models import Application
from applications.statuses import Status
from applications.workflow import Action
from selfexam.accounts.actors import SYSTEM
from selfexam.payments.domain import request_refund
from selfexam.payments.models import Order, Payment, Refund
from selfexam.payments.signals import order_settled


@receiver(order_settled, dispatch_uid="applications.settle")
def settle(sender: Any, order: Order, payment: Payment, **kwargs: Any) -> None:
    """SETTLE the application that `order` pays for; if it cannot take the money any more, request the refund."""
    if order.purpose != Order.Purpose.REVIEW_FEE:
        return
    application = Application.objects.filter(uuid=order.subject).first()
    if application is None or application.status == Status.PAID:
        return
    try:
        advance(order.subject, Action.SETTLE, by=SYSTEM, note=f"订单 {order.number}")
    except Refused as refusal:
        reason = Refund.Reason.WITHDRAWN if application.status == Status.WITHDRAWN else Refund.Reason.OTHER
        request_refund(payment, reason=reason, note=refusal.sentence, by=None)
        remember(application, "收到缴费，原路退回", by=SYSTEM, note=refusal.sentence, action="refund")
