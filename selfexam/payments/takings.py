"""What a school's counter took and gave back over a span of days, by day and cashier: for the cashiers and their lead.

Reads only; a constant number of queries for any span. One day receipt by receipt is counter_day.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from selfexam.accounts.models import User
from selfexam.payments.models import CounterPayback, CounterReceipt

Method = CounterReceipt.Method
# The longest span that is summed up at once: a leap year.
MOST_DAYS = 366


@dataclass
class Line:
    """Amounts in fen. `taken` by method, voided receipts left out of it and counted in `voided`."""

    day: date | None
    cashier: str
    count: int = 0
    voided: int = 0
    given: int = 0
    taken: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Method.values, 0))

    @property
    def sums(self) -> list[int]:
        """What was taken, in the order of the methods."""
        return list(self.taken.values())

    @property
    def left(self) -> int:
        """What is to be handed over: taken less given back."""
        return sum(self.taken.values()) - self.given

    def add(self, other: "Line") -> None:
        self.count += other.count
        self.voided += other.voided
        self.given += other.given
        for method, fen in other.taken.items():
            self.taken[method] += fen


@dataclass(frozen=True)
class Takings:
    """`lines` newest day first; `people` is one line a cashier, `all` their sum."""

    lines: list[Line]
    people: list[Line]
    all: Line


def receipts_of(reader: User, first: date, last: date) -> "QuerySet[CounterReceipt]":
    """What the school of `reader` took on these days, voided receipts included."""
    return CounterReceipt.objects.visible_to(reader).filter(school=reader.school, taken_at__range=_hours(first, last))


def paybacks_of(reader: User, first: date, last: date) -> "QuerySet[CounterPayback]":
    """What the school of `reader` gave back on these days."""
    return CounterPayback.objects.filter(school=reader.school, given_at__range=_hours(first, last))


def takings(reader: User, first: date, last: date) -> Takings:
    """Both days included. A payback counts on the day and for the person that gave it, whenever it was taken."""
    found: dict[tuple[date, int], Line] = {}
    valid = Q(voided_at=None)
    taken = receipts_of(reader, first, last).order_by().values("taken_by", "taken_by__name", "method")
    rows = taken.annotate(
        day=TruncDate("taken_at"),
        count=Count("pk", filter=valid),
        voided=Count("pk", filter=~valid),
        sum=Sum("payment__amount", filter=valid),
    )
    for row in rows:
        line = found.setdefault((row["day"], row["taken_by"]), Line(row["day"], row["taken_by__name"]))
        line.count += row["count"]
        line.voided += row["voided"]
        line.taken[row["method"]] += row["sum"] or 0
    given = paybacks_of(reader, first, last).order_by().values("given_by", "given_by__name")
    for back in given.annotate(day=TruncDate("given_at"), sum=Sum("refund__amount")):
        line = found.setdefault((back["day"], back["given_by"]), Line(back["day"], back["given_by__name"]))
        line.given += back["sum"]
    return _summed(found)


def _summed(found: dict[tuple[date, int], Line]) -> Takings:
    people: dict[int, Line] = {}
    all_ = Line(None, "合计")
    for (_, person), line in found.items():
        people.setdefault(person, Line(None, line.cashier)).add(line)
        all_.add(line)
    by_day = sorted(found.items(), key=lambda pair: (-pair[0][0].toordinal(), pair[1].cashier, pair[0][1]))
    return Takings([line for _, line in by_day], sorted(people.values(), key=lambda line: -line.left), all_)


def entries(reader: User, first: date, last: date) -> Iterator[tuple[datetime, Sequence[str], int]]:
    """Every receipt and payback with its time, what is written about it, and its amount in fen; the oldest first.

    A voided receipt has amount 0, so that the sum of the column is what is left at the counter.
    """
    rows: list[tuple[datetime, Sequence[str], int]] = []
    taken = receipts_of(reader, first, last).select_related("payment__order__payer", "taken_by")
    for receipt in taken:
        order, note = receipt.payment.order, f"已作废：{receipt.void_reason}" if receipt.voided_at else ""
        words = ("收费", receipt.number, order.owed_by, order.reference, order.title, receipt.get_method_display())
        amount = 0 if receipt.voided_at else receipt.payment.amount
        rows.append((receipt.taken_at, (*words, receipt.taken_by.name, note), amount))
    given = paybacks_of(reader, first, last).select_related("refund__payment__order__payer", "given_by")
    for payback in given:
        order = payback.refund.payment.order
        words = ("退还", payback.voucher, order.owed_by, order.reference, order.title, payback.get_method_display())
        rows.append((payback.given_at, (*words, payback.given_by.name, ""), -payback.refund.amount))
    yield from sorted(rows, key=lambda row: row[0])


def _hours(first: date, last: date) -> tuple[datetime, datetime]:
    start = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    return start, end - timedelta(microseconds=1)
