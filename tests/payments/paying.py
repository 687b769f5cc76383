"""Short words for tests: send a payer to the cashier, pay there, bring the callback, let the worker work."""

import json
from datetime import datetime, timedelta
from typing import Any

from selfexam.jobs.models import Job
from selfexam.jobs.runner import run
from selfexam.payments.domain import receive, start
from selfexam.payments.gateways.protocol import Reply
from selfexam.payments.gateways.sandbox import cashier, keys, notify
from selfexam.payments.models import GatewayMessage, Order, SandboxTrade

BACK = "http://testserver/back/"


def trade_for(order: Order) -> SandboxTrade:
    """The payer has gone to the cashier and has not paid."""
    start(order, "sandbox", BACK)
    return cashier.trade_of(order.number)


def paid_trade(order: Order, at: datetime | None = None) -> SandboxTrade:
    """Paid at the provider; the portal has not heard of it. `at` may be after the deadline."""
    trade = trade_for(order)
    if at is not None:
        SandboxTrade.objects.filter(pk=trade.pk).update(expires_at=at)
        trade.refresh_from_db()
    cashier.pay(trade, at=at, notify_after=None)
    return trade


def bring(trade: SandboxTrade, **changes: Any) -> Reply:
    """The provider's callback, with `changes` made before it is signed."""
    body, _ = notify.callback(trade)
    body = json.dumps({**json.loads(body), **changes}).encode()
    return receive("sandbox", body, keys.signed("provider", body))


def work() -> None:
    """Run every job that waits, once."""
    for job in Job.objects.filter(state=Job.State.QUEUED).order_by("pk"):
        run(job.pk)


def outcomes() -> list[tuple[str, str]]:
    return list(GatewayMessage.objects.order_by("pk").values_list("verdict", "outcome"))


MINUTE = timedelta(minutes=1)
