"""A cashier has taken the money for an order: booked through the same door as any payment, with a receipt number.

In time by the order's deadline (notice 一(一)). Whoever is first, cashier or online payment, has paid the order: the
cashier's entry is refused then (the money is still on the table), an online payment that comes second goes back.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from selfexam.accounts.actors import Actor
from selfexam.catalogue.models import School
from selfexam.payments.cashiers import cashier
from selfexam.payments.domain.refusals import AlreadyTaken, NotPayable
from selfexam.payments.domain.settle import Settled, settle
from selfexam.payments.gateways.protocol import TradeReport, TradeState
from selfexam.payments.models import CounterReceipt, Order, Payment
from selfexam.payments.models.payment import COUNTER
from selfexam.wording import when

CHANGED = "这笔订单刚刚有了变化，没有登记。请刷新后再看，钱先不要收"


@transaction.atomic
def take_at_counter(order_uuid: UUID | str, *, number: str, method: str, by: Actor) -> CounterReceipt:
    """Settle the order and keep its receipt, both or neither. Raises Order.DoesNotExist for another school's order,
    AlreadyTaken for the same entry again, NotPayable with the reason otherwise.
    """
    person, school = cashier(by)
    seen = Order.objects.visible_to(person).get(uuid=order_uuid)
    # The same locks in the same order as settle(): what is read below stays true until the end.
    order = {row.pk: row for row in Order.objects.about(seen.purpose, seen.subject).select_for_update()}[seen.pk]
    now = timezone.now()
    _check(order, number, now)
    settled = settle(order, COUNTER, _report(order, school, number, now), Payment.Via.COUNTER)
    if settled in (Settled.FOREIGN, Settled.KNOWN):
        raise NotPayable(f"收据号 {number} 已经用过，请核对")
    payment = Payment.objects.get(gateway=COUNTER, trade_no=_trade_no(school, number))
    if settled is not Settled.PAID or payment.returned:
        raise NotPayable(CHANGED)
    return CounterReceipt.objects.create(
        payment=payment, school=school, number=number, method=method, taken_by=person, taken_at=now
    )


def _trade_no(school: School, number: str) -> str:
    """Receipt numbers are the school's own; with its code they are unique among all."""
    return f"{school.code}-{number}"


def _report(order: Order, school: School, number: str, now: datetime) -> TradeReport:
    return TradeReport(
        order.number, TradeState.PAID, COUNTER, _trade_no(school, number), order.amount, "CNY", paid_at=now
    )


def _check(order: Order, number: str, now: datetime) -> None:
    if order.is_paid:
        raise _paid(order, number)
    if not order.is_open:
        raise NotPayable(f"这笔订单{order.get_state_display()}，不能收费")
    if now > order.pay_before:
        raise NotPayable(f"缴费已于 {when(order.pay_before)} 截止，不能再收")


def _paid(order: Order, number: str) -> NotPayable | AlreadyTaken:
    receipt = (
        CounterReceipt.objects.filter(payment__order=order, payment__settles=True).select_related("taken_by").first()
    )
    if receipt is None:
        at = f"（{when(order.paid_at)}）" if order.paid_at else ""
        return NotPayable(f"这笔费用已经在网上支付{at}，不要再收")
    if receipt.number == number:
        return AlreadyTaken(f"这笔费用已经登记，收据号 {number}")
    return NotPayable(f"这笔费用已由{receipt.taken_by.name}收过，收据号 {receipt.number}，不要再收")
