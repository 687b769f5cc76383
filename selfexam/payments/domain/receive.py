"""Takes what comes in at the callback address: checks signature, age, number and content, records the outcome.

Safe twice: the same message is answered the same and books nothing again. Called by the notify view.
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from selfexam.payments import refunding
from selfexam.payments.domain.recheck import disagreement
from selfexam.payments.domain.settle import Settled, settle
from selfexam.payments.gateways import registry
from selfexam.payments.gateways.protocol import (
    BadSignature,
    Gateway,
    Notice,
    RefundReport,
    Reply,
    TradeReport,
    TradeState,
)
from selfexam.payments.models import GatewayMessage, Order, Payment, Refund
from selfexam.payments.models.payment import COUNTER

# Signed longer ago, or as far in the future: replayed. A provider signs anew each time it sends.
FRESH = timedelta(minutes=5)
Verdict = GatewayMessage.Verdict


def receive(gateway_code: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    """The answer for the provider. Raises registry.NoSuchGateway for a gateway that is not in use."""
    if gateway_code == COUNTER:
        raise registry.NoSuchGateway("nobody calls back from a counter")
    gateway = registry.gateway(gateway_code)
    try:
        notice = gateway.parse_callback(body, {name.lower(): value for name, value in headers.items()})
    except BadSignature:
        return _unbelieved(gateway, body, "签名无效，或内容被改动")
    if abs(timezone.now() - notice.sent_at) > FRESH:
        return _unbelieved(gateway, body, "签名时间和现在相差超过 5 分钟")
    return gateway.reply(_take(gateway, notice, body))


@transaction.atomic
def _take(gateway: Gateway, notice: Notice, body: bytes) -> bool:
    """Handle the message and keep its row, both or neither. What was accepted before is only counted."""
    message, is_new = GatewayMessage.objects.get_or_create(
        gateway=gateway.code,
        message_id=notice.message_id,
        verified=True,
        defaults={"body_hash": _hash(body), "verdict": Verdict.REFUSED, "outcome": "处理中"},
    )
    if not is_new and message.verdict == Verdict.ACCEPTED:
        _count(message)
        return True
    says = notice.says
    order, accepted, outcome = (
        _take_refund(gateway, says) if isinstance(says, RefundReport) else _take_trade(gateway, says)
    )
    if not is_new:
        _count(message)
    verdict = Verdict.ACCEPTED if accepted else Verdict.REFUSED
    GatewayMessage.objects.filter(pk=message.pk).update(order=order, verdict=verdict, outcome=outcome[:200])
    return accepted


Taken = tuple[Order | None, bool, str]


def _take_trade(gateway: Gateway, report: TradeReport) -> Taken:
    order = Order.objects.filter(number=report.order_number).first()
    if order is None:
        return None, False, f"没有订单号 {report.order_number[:40]}"
    if report.state is not TradeState.PAID:
        return order, True, f"订单 {order.number} 在平台的状态：{report.state.value}，没有付款"
    if sentence := disagreement(order, gateway, report):
        return order, False, sentence
    settled = settle(order, gateway.code, report, Payment.Via.CALLBACK)
    return order, settled is not Settled.FOREIGN, settled.value


def _take_refund(gateway: Gateway, report: RefundReport) -> Taken:
    mine = Refund.objects.filter(number=report.refund_number, payment__gateway=gateway.code)
    refund = mine.select_related("payment__order").first()
    if refund is None:
        return None, False, f"没有退费单号 {report.refund_number[:40]}"
    refunding.record(refund, report)
    refund.refresh_from_db()
    return refund.payment.order, True, f"退费 {refund.number}：{refund.get_state_display()}"


def _unbelieved(gateway: Gateway, body: bytes, outcome: str) -> Reply:
    """Keep a trace of it, one row per body."""
    facts = {"gateway": gateway.code, "body_hash": _hash(body), "verified": False}
    defaults = {"verdict": Verdict.REFUSED, "outcome": outcome}
    message, is_new = GatewayMessage.objects.get_or_create(**facts, defaults=defaults)
    if not is_new:
        _count(message)
    return gateway.reply(False)


def _count(message: GatewayMessage) -> None:
    GatewayMessage.objects.filter(pk=message.pk).update(times=F("times") + 1, last_at=timezone.now())


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
