"""What is owed to a school's counter before anybody has opened an order: the rooms above register a ledger a purpose.

Payments know no application; the cashier's list asks the ledger, and has it open the order when the money is taken.
Purposes without a ledger are owed by their open orders.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db.models import Q

from selfexam import typed
from selfexam.accounts.models import User
from selfexam.payments.models import Order


@dataclass(frozen=True)
class Due:
    """One line of the cashier's list: no more than a cashier needs to know."""

    purpose: str
    subject: str
    name: str
    reference: str
    title: str
    amount: int
    pay_before: datetime
    order: Order | None = None


@dataclass(frozen=True)
class Found:
    """The first of what was found, by deadline and number, and how many there are in all."""

    rows: list[Due]
    count: int


class Ledger(Protocol):
    """What a room says about one purpose. `cashier` has a school; nothing of another school may be told."""

    def find(self, cashier: User, text: str, most: int) -> Found:
        """Owed now and in time, `text` being part of a name or number, empty for all."""

    def order(self, cashier: User, subject: UUID) -> Order:
        """The order to pay, opened on first use. Raises LookupError (not this school's) or PaymentRefused."""


_LEDGERS: dict[str, Ledger] = {}


def keep_ledger(purpose: str, ledger: Ledger) -> None:
    """Called once a purpose, when the portal starts."""
    _LEDGERS[purpose] = ledger


def ledger_of(purpose: str) -> Ledger:
    """Raises LookupError for a purpose that nobody keeps."""
    return _LEDGERS[purpose]


def owed(cashier: User, text: str, now: datetime, most: int) -> Found:
    """Everything that `cashier` may take money for, at most `most` lines."""
    parts = [ledger.find(cashier, text, most) for ledger in _LEDGERS.values()]
    parts.append(_of_orders(cashier, text, now, most))
    rows = sorted((row for part in parts for row in part.rows), key=lambda row: (row.pay_before, row.reference))
    return Found(rows[:most], sum(part.count for part in parts))


def _of_orders(cashier: User, text: str, now: datetime, most: int) -> Found:
    mine = Order.objects.visible_to(cashier).filter(state=Order.State.OPEN, pay_before__gt=now)
    mine = mine.exclude(purpose__in=_LEDGERS)
    if text:
        mine = mine.filter(Q(payer_name__icontains=typed.part_of_name(text)) | Q(reference__contains=text))
    rows = [
        Due(o.purpose, o.subject, o.owed_by, o.reference, o.title, o.amount, o.pay_before, o)
        for o in mine.select_related("payer").order_by("pay_before", "reference")[:most]
    ]
    return Found(rows, mine.count() if len(rows) == most else len(rows))
