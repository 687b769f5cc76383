"""The one place where money that has arrived is booked: the order becomes paid, or the money goes back.

Called by receive.py (callback) and ask.py (query) with a report that recheck.py has compared with the order. Whether it
was in time is decided by the provider's time (notice 一(一): 截止时间前完成缴费), not by when we heard of it.
"""

from collections.abc import Mapping
from enum import Enum

from django.db import transaction
from django.utils import timezone

from selfexam.payments.domain.close import close
from selfexam.payments.domain.request_refund import request_refund
from selfexam.payments.gateways.protocol import TradeReport
from selfexam.payments.models import Attempt, Order, Payment, Refund
from selfexam.payments.signals import order_settled
from selfexam.wording import when


class Settled(Enum):
    """What came of it, with the sentence that is recorded."""

    PAID = "订单已支付"
    KNOWN = "这笔付款已经入账，不重复处理"
    LATE = "付款晚于截止时间，自动退费"
    DUPLICATE = "订单已经付过，自动退费"
    FOREIGN = "交易号已用于另一笔订单"


@transaction.atomic
def settle(order: Order, gateway_code: str, report: TradeReport, via: str) -> Settled:
    """Book the payment once. Two at once: the unique trade number and the conditional update let one through."""
    if report.paid_at is None:
        raise ValueError("only a paid trade can be settled")
    same = {row.pk: row for row in Order.objects.about(order.purpose, order.subject).select_for_update()}
    order = same[order.pk]
    payment, is_new = Payment.objects.get_or_create(
        gateway=gateway_code,
        trade_no=report.trade_no,
        defaults={"order": order, "amount": report.amount, "paid_at": report.paid_at, "via": via},
    )
    if not is_new:
        return Settled.KNOWN if payment.order_id == order.pk else Settled.FOREIGN
    _end_attempts(order, gateway_code)
    if report.paid_at > order.pay_before:
        close(order)
        note = f"支付时间 {when(report.paid_at)}，截止时间 {when(order.pay_before)}"
        request_refund(payment, Refund.Reason.LATE, note)
        return Settled.LATE
    if not _mark_paid(order, payment, same):
        request_refund(payment, Refund.Reason.DUPLICATE, f"订单 {order.number} 已经付过")
        return Settled.DUPLICATE
    order.refresh_from_db()
    payment.refresh_from_db()
    order_settled.send(sender=Order, order=order, payment=payment)
    return Settled.PAID


def _mark_paid(order: Order, payment: Payment, same: Mapping[int, Order]) -> bool:
    """OPEN or CLOSED becomes PAID, unless the same thing is paid already, by this order or by another."""
    others = [row for row in same.values() if row.pk != order.pk]
    if any(row.is_paid for row in others):
        return False
    for row in others:
        close(row)
    payable = Order.objects.filter(pk=order.pk, state__in=(Order.State.OPEN, Order.State.CLOSED))
    if not payable.update(state=Order.State.PAID, paid_at=payment.paid_at, closed_at=None):
        return False
    Payment.objects.filter(pk=payment.pk).update(settles=True)
    return True


def _end_attempts(order: Order, gateway_code: str) -> None:
    """This trade is over; trades opened at other gateways are closed by the clock, lest they be paid too."""
    now = timezone.now()
    mine = Attempt.objects.filter(order=order, closed_at=None)
    mine.filter(gateway=gateway_code).update(closed_at=now, trouble="")
    mine.exclude(gateway=gateway_code).update(next_ask_at=now)
