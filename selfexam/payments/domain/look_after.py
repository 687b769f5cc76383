"""What the clock does with orders and refunds that hang: asks, closes what nobody may pay now, sends again."""

from datetime import datetime, timedelta

from django.db.models import F, Min
from django.utils import timezone

from selfexam.payments.domain.ask import Answer, look_at
from selfexam.payments.domain.close import close
from selfexam.payments.gateways import registry
from selfexam.payments.gateways.protocol import Rejected, Unreachable
from selfexam.payments.models import Attempt, GatewayMessage, Order, Refund
from selfexam.payments.tasks import send_soon

# One turn of the clock; what is left follows a minute later.
MOST_AT_ONCE = 50
YOUNG = timedelta(hours=1)
KEEP_UNVERIFIED = timedelta(days=30)


def ask_open_orders(now: datetime | None = None, most: int = MOST_AT_ONCE) -> int:
    """Ask about every attempt that is due; an order that is over is closed at the provider too. How many were asked."""
    due = list(Attempt.objects.due(now).select_related("order")[:most])
    for attempt in due:
        if look_at(attempt, now) is Answer.UNPAID and not attempt.order.is_open:
            _close_at_provider(attempt)
    return len(due)


def close_overdue(now: datetime | None = None, most: int = MOST_AT_ONCE) -> int:
    """Close orders past their deadline, each only after a last query says that it is unpaid. How many were closed."""
    now = now or timezone.now()
    overdue = Order.objects.overdue(now)
    started = Attempt.objects.open().values("order")
    closed = sum(close(order) for order in overdue.exclude(pk__in=started).order_by("pk")[: most * 10])
    # Those asked longest ago first: an order that cannot be asked about does not stand in the way of others.
    waiting = overdue.filter(pk__in=started).annotate(asked=Min("attempts__asked_at"))
    for order in waiting.order_by(F("asked").asc(nulls_first=True), "pk")[:most]:
        attempts = list(order.attempts.open().select_related("order"))
        unpaid = [look_at(attempt, now) is Answer.UNPAID for attempt in attempts]
        if all(unpaid) and all(_close_at_provider(attempt) for attempt in attempts):
            closed += close(order)
    return closed


def look_after_refunds(now: datetime | None = None, most: int = MOST_AT_ONCE) -> int:
    """Queue again what is under way for long: a job that gave up, a provider that takes days. How many."""
    now = now or timezone.now()
    due = list(Refund.objects.due(now)[:most])
    for refund in due:
        gap = timedelta(minutes=10) if now - refund.requested_at < YOUNG else YOUNG
        Refund.objects.filter(pk=refund.pk).update(next_look_at=now + gap)
        send_soon(refund)
    return len(due)


def forget_unverified(now: datetime | None = None) -> int:
    """Remove old messages that no provider has signed; anybody can send those."""
    before = (now or timezone.now()) - KEEP_UNVERIFIED
    return GatewayMessage.objects.filter(verified=False, last_at__lt=before).delete()[0]


def _close_at_provider(attempt: Attempt) -> bool:
    """False if the provider would not: it was paid meanwhile, or is away. It is asked again at the next turn."""
    try:
        registry.gateway(attempt.gateway).close(attempt.order)
    except (Unreachable, Rejected, registry.NoSuchGateway):
        return False
    Attempt.objects.filter(pk=attempt.pk).update(closed_at=timezone.now())
    return True
