"""What the payer does at the make-believe cashier: pay or leave. For its page, tests and demonstration data."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from selfexam.payments.gateways.sandbox.notify import notify_soon
from selfexam.payments.models import SandboxTrade

LATER = timedelta(seconds=20)


class NotPayable(Exception):
    """Paid, closed or too late at the provider."""


def trade_of(order_number: str) -> SandboxTrade:
    return SandboxTrade.objects.get(order_number=order_number)


def is_payable(trade: SandboxTrade, at: datetime | None = None) -> bool:
    return trade.state == SandboxTrade.State.WAITING and (at or timezone.now()) <= trade.expires_at


@transaction.atomic
def pay(trade: SandboxTrade, *, at: datetime | None = None, notify_after: timedelta | None = timedelta()) -> None:
    """The money changes hands at `at`; the callback follows after `notify_after`, or never with None."""
    at = at or timezone.now()
    if not is_payable(trade, at):
        raise NotPayable
    notify_from = None if notify_after is None else timezone.now() + notify_after
    waiting = SandboxTrade.objects.filter(pk=trade.pk, state=SandboxTrade.State.WAITING)
    if not waiting.update(state=SandboxTrade.State.PAID, paid_at=at, notify_from=notify_from):
        raise NotPayable
    trade.refresh_from_db()
    if notify_after is not None:
        notify_soon(trade)
