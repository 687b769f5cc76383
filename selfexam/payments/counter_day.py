"""One day at a school's counter: every receipt and every payback, and the sums that are handed over in the evening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from selfexam.accounts.models import User
from selfexam.payments.models import CounterPayback, CounterReceipt
from selfexam.payments.money import total
from selfexam.payments.takings import paybacks_of, receipts_of


@dataclass(frozen=True)
class MethodSum:
    """Taken and given back in one way, voided receipts left out."""

    label: str
    count: int
    taken: int
    given: int

    @property
    def left(self) -> int:
        return self.taken - self.given


@dataclass(frozen=True)
class Day:
    """`sums` in the order of the methods, cash first; `all` is their total."""

    receipts: list[CounterReceipt]
    paybacks: list[CounterPayback]
    sums: list[MethodSum]

    @property
    def all(self) -> MethodSum:
        return MethodSum(
            "合计",
            sum(line.count for line in self.sums),
            total(line.taken for line in self.sums),
            total(line.given for line in self.sums),
        )


def people_of(reader: User, day: date) -> list[User]:
    """Whoever took or gave back money on this day, by name: whose day can be looked at alone."""
    took = receipts_of(reader, day, day).order_by().values("taken_by")
    gave = paybacks_of(reader, day, day).order_by().values("given_by")
    return list(User.objects.filter(Q(pk__in=took) | Q(pk__in=gave)).order_by("name", "pk"))


def day_of(reader: User, day: date, person: User | None = None) -> Day:
    """The day of the reader's school, or of one `person` of it alone."""
    receipts, paybacks = receipts_of(reader, day, day), paybacks_of(reader, day, day)
    if person is not None:
        receipts, paybacks = receipts.filter(taken_by=person), paybacks.filter(given_by=person)
    taken = list(receipts.select_related("payment__order__payer", "taken_by", "voided_by").order_by("taken_at", "pk"))
    given = list(paybacks.select_related("refund__payment__order__payer", "given_by").order_by("given_at", "pk"))
    return Day(taken, given, _sums(taken, given))


def _sums(receipts: Sequence[CounterReceipt], paybacks: Sequence[CounterPayback]) -> list[MethodSum]:
    lines = []
    for method in CounterReceipt.Method:
        taken = [r.payment.amount for r in receipts if r.method == method and r.voided_at is None]
        given = [p.refund.amount for p in paybacks if p.method == method]
        if taken or given:
            lines.append(MethodSum(str(method.label), len(taken), total(taken), total(given)))
    return lines
