"""Carries a refund to its provider and writes down what came of it. For tasks.py, and receive.py for callbacks."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from selfexam.payments.gateways import registry
from selfexam.payments.gateways.protocol import RefundReport, RefundState, Rejected
from selfexam.payments.models import Order, Payment, Refund
from selfexam.payments.models.refund import RefundQuerySet
from selfexam.payments.signals import refund_settled
from selfexam.wording import money


def carry_out(refund: Refund) -> RefundReport:
    """Ask the provider and write nothing. What was sent before is asked about first. Raises Unreachable."""
    try:
        gateway = registry.gateway(refund.payment.gateway)
        if refund.sent_at is not None:
            report = gateway.query_refund(refund)
            if report.state not in (RefundState.ABSENT, RefundState.FAILED):
                return report
        return gateway.refund(refund)
    except registry.NoSuchGateway:
        return RefundReport(
            refund.number, RefundState.FAILED, sentence=f"“{registry.name_of(refund.payment.gateway)}”没有启用"
        )
    except Rejected as refusal:
        return RefundReport(refund.number, RefundState.FAILED, sentence=refusal.sentence)


@transaction.atomic
def record(refund: Refund, report: RefundReport) -> None:
    """Write what the provider reports; done is done, and is announced once."""
    now = timezone.now()
    match report.state:
        case RefundState.DONE if report.amount != refund.amount:
            sentence = f"平台退了 {money(report.amount)}，应退 {money(refund.amount)}"
            _fail(refund, sentence, now)
        case RefundState.DONE:
            _finish(refund, report.at or now, now)
        case RefundState.PROCESSING:
            waiting = _unfinished(refund).exclude(state=Refund.State.SENT)
            waiting.update(state=Refund.State.SENT, sent_at=now, failed_at=None, trouble="")
        case RefundState.FAILED:
            _fail(refund, report.sentence or "平台没有说明原因", now)
        case RefundState.ABSENT:
            _fail(refund, "平台没有收到退费请求", now)


def note_trouble(refund: Refund, sentence: str) -> None:
    """For staff: why it takes so long. The state stays."""
    _unfinished(refund).update(trouble=sentence[:200])


def _unfinished(refund: Refund) -> RefundQuerySet:
    return Refund.objects.filter(pk=refund.pk).exclude(state=Refund.State.DONE)


def _fail(refund: Refund, sentence: str, now: datetime) -> None:
    _unfinished(refund).update(state=Refund.State.FAILED, failed_at=now, trouble=sentence[:200])


def _finish(refund: Refund, at: datetime, now: datetime) -> None:
    sent_at = refund.sent_at or now
    done = _unfinished(refund).update(state=Refund.State.DONE, done_at=at, sent_at=sent_at, failed_at=None, trouble="")
    if not done:
        return
    refund.refresh_from_db()
    payment = Payment.objects.select_related("order").get(pk=refund.payment_id)
    _mark_order(payment, at)
    payment.order.refresh_from_db()
    refund_settled.send(sender=Refund, refund=refund, payment=payment, order=payment.order)


def _mark_order(payment: Payment, at: datetime) -> None:
    """PAID becomes REFUNDED when all of the payment that settled it has gone back."""
    back = payment.refunds.filter(state=Refund.State.DONE).aggregate(sum=Sum("amount"))["sum"] or 0
    if payment.settles and back == payment.amount:
        paid = Order.objects.filter(pk=payment.order_id, state=Order.State.PAID)
        paid.update(state=Order.State.REFUNDED, refunded_at=at)
