"""The provider's desk for merchants: signed requests in, signed answers out. Plays the other side of the wire.

Called by gateway.py with bytes and headers only, as over HTTP; errors are answers, not exceptions.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from selfexam.payments.gateways.protocol import BadSignature
from selfexam.payments.gateways.sandbox import keys
from selfexam.payments.models import SandboxRefund, SandboxTrade

Facts = dict[str, Any]


class Refuse(Exception):
    """Becomes an answer with `error`."""


def answer(body: bytes, headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    """Do what the request says and sign what came of it."""
    try:
        keys.check("portal", body, headers)
        request = json.loads(body)
        facts = ACTS[request["act"]](request)
    except BadSignature:
        facts = {"error": "签名无效"}
    except Refuse as refusal:
        facts = {"error": str(refusal)}
    written = json.dumps(facts, ensure_ascii=False).encode()
    return written, keys.signed("provider", written)


def trade_facts(trade: SandboxTrade) -> Facts:
    """What the provider states of a trade, in answers and in callbacks."""
    return {
        "about": "trade",
        "merchant": trade.merchant,
        "order_number": trade.order_number,
        "trade_no": trade.trade_no,
        "state": trade.state,
        "amount": trade.amount,
        "currency": trade.currency,
        "paid_at": trade.paid_at.isoformat() if trade.paid_at else None,
    }


def _create(request: Facts) -> Facts:
    given = {name: request[name] for name in ("merchant", "title", "amount", "currency", "notify_url", "return_url")}
    given["expires_at"] = datetime.fromisoformat(request["expires_at"])
    trade, _ = SandboxTrade.objects.get_or_create(order_number=request["order_number"], defaults=given)
    if (trade.merchant, trade.amount, trade.currency) != (request["merchant"], request["amount"], request["currency"]):
        raise Refuse("同一订单号的金额不能改变")
    if trade.state == SandboxTrade.State.CLOSED:
        raise Refuse("订单已关闭")
    again = {"expires_at": given["expires_at"], "return_url": given["return_url"]}
    SandboxTrade.objects.filter(pk=trade.pk, state=SandboxTrade.State.WAITING).update(**again)
    return {"pay_at": reverse("payments:sandbox-cashier", args=[trade.token])}


def _query(request: Facts) -> Facts:
    trade = SandboxTrade.objects.filter(order_number=request["order_number"]).first()
    if trade is None:
        return {"about": "trade", "state": "absent", "order_number": request["order_number"]}
    return trade_facts(trade)


def _close(request: Facts) -> Facts:
    waiting = SandboxTrade.objects.filter(order_number=request["order_number"], state=SandboxTrade.State.WAITING)
    waiting.update(state=SandboxTrade.State.CLOSED)
    facts = _query(request)
    if facts["state"] == SandboxTrade.State.PAID:
        raise Refuse("订单已付款，不能关闭")
    return facts


@transaction.atomic
def _refund(request: Facts) -> Facts:
    trade = SandboxTrade.objects.select_for_update().filter(trade_no=request["trade_no"]).first()
    if trade is None or trade.state != SandboxTrade.State.PAID:
        raise Refuse("没有可以退款的交易")
    if settings.SANDBOX_REFUNDS == "fail":
        raise Refuse("模拟平台按设置拒绝退款")
    known = trade.refunds.filter(refund_number=request["refund_number"]).first()
    if known is None:
        before = trade.refunds.aggregate(sum=Sum("amount"))["sum"] or 0
        if before + request["amount"] > trade.amount:
            raise Refuse("退款超过付款金额")
        slow = settings.SANDBOX_REFUNDS == "slow"
        state = SandboxRefund.State.PROCESSING if slow else SandboxRefund.State.DONE
        known = trade.refunds.create(
            refund_number=request["refund_number"],
            amount=request["amount"],
            state=state,
            done_at=None if slow else timezone.now(),
        )
    return _refund_facts(known)


def _query_refund(request: Facts) -> Facts:
    """A slow refund is done when it is asked about."""
    mine = SandboxRefund.objects.filter(refund_number=request["refund_number"])
    mine.filter(state=SandboxRefund.State.PROCESSING).update(state=SandboxRefund.State.DONE, done_at=timezone.now())
    refund = mine.first()
    if refund is None:
        return {"about": "refund", "state": "absent", "refund_number": request["refund_number"]}
    return _refund_facts(refund)


def _refund_facts(refund: SandboxRefund) -> Facts:
    return {
        "about": "refund",
        "refund_number": refund.refund_number,
        "state": refund.state,
        "amount": refund.amount,
        "at": refund.done_at.isoformat() if refund.done_at else None,
    }


ACTS: dict[str, Callable[[Facts], Facts]] = {
    "create": _create,
    "query": _query,
    "close": _close,
    "refund": _refund,
    "query_refund": _query_refund,
}
