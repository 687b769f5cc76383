"""A cashier takes back a mistaken entry of the same day, with the reason: wrong person, money never given.

The entry stays, marked as void; its payment goes the way of every refund and is done at once, since the money is still
at the counter. Receivers of `payment_voided` undo what the payment had brought about, or refuse.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from selfexam.accounts.actors import Actor
from selfexam.payments import refunding
from selfexam.payments.cashiers import cashier
from selfexam.payments.domain.refusals import AlreadyTaken, NotPayable
from selfexam.payments.domain.request_refund import request_refund
from selfexam.payments.gateways.protocol import RefundReport, RefundState
from selfexam.payments.models import CounterReceipt, Order, Refund
from selfexam.payments.signals import payment_voided


@transaction.atomic
def void_receipt(receipt_uuid: UUID | str, *, reason: str, by: Actor) -> CounterReceipt:
    """Raises CounterReceipt.DoesNotExist for another school's, AlreadyTaken when it is void, NotPayable otherwise."""
    (person, _), reason, now = cashier(by), reason.strip()[:120], timezone.now()
    seen = CounterReceipt.objects.visible_to(person).select_related("payment").get(uuid=receipt_uuid)
    order = Order.objects.select_for_update().get(pk=seen.payment.order_id)
    receipt = CounterReceipt.objects.select_for_update().get(pk=seen.pk)
    if receipt.voided_at is not None:
        raise AlreadyTaken(f"收据 {receipt.number} 已经作废")
    if not reason:
        raise NotPayable("请写明作废的原因")
    if timezone.localdate(receipt.taken_at) != timezone.localdate(now):
        raise NotPayable("只能作废当天登记的收费。以前的收费有误，请联系考试院退费")
    payment = receipt.payment
    if payment.returned:
        raise NotPayable("这笔费用已经在退费，不能作废")
    fresh = CounterReceipt.objects.filter(pk=receipt.pk, voided_at=None)
    if not fresh.update(voided_at=now, voided_by=person, void_reason=reason):
        raise AlreadyTaken(f"收据 {receipt.number} 已经作废")
    refund = request_refund(payment, Refund.Reason.MISTAKE, reason, person)
    refunding.record(refund, RefundReport(refund.number, RefundState.DONE, refund.amount, now))
    order.refresh_from_db()
    undone = payment_voided.send(sender=Order, order=order, payment=payment)
    if not any(answer for _, answer in undone):
        raise NotPayable(f"{order.get_purpose_display()}的收费不能在这里作废，请联系考试院退费")
    receipt.refresh_from_db()
    return receipt
