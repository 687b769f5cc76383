"""Closes an order nobody should pay any more. The clock then closes it at the provider too (look_after.py)."""

from django.db import transaction
from django.utils import timezone

from selfexam.payments.models import Order


@transaction.atomic
def close(order: Order) -> bool:
    """True if it is closed now; False if it was paid, refunded or closed before. Money that still comes is not lost."""
    now = timezone.now()
    closed = Order.objects.filter(pk=order.pk, state=Order.State.OPEN).update(state=Order.State.CLOSED, closed_at=now)
    if closed:
        order.attempts.open().update(next_ask_at=now)
        order.refresh_from_db()
    return bool(closed)
