"""What was taken at the counter: one day receipt by receipt, and many days by day and cashier, as page and workbook.

For the cashiers and the lead of their school; whoever looks changes nothing here.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import Role
from selfexam.payments.counter_day import day_of, people_of
from selfexam.payments.gateways.registry import counter_is_open
from selfexam.payments.takings import MOST_DAYS, Line, Method, entries, takings
from selfexam.spreadsheets import XLSX, Cell, xlsx_table

READERS = (Role.SCHOOL_CASHIER, Role.SCHOOL_LEAD)
# Without a choice the last four weeks, in which a batch is applied for and paid.
USUAL = timedelta(days=27)
LABELS = tuple(str(label) for label in Method.labels)
SUMS = ("日期", "经办", "笔数", *LABELS, "退还", "应上交", "作废")
ENTRIES = ("时间", "收退", "收据号或退款凭证号", "姓名", "准考证号", "项目", "方式", "经办", "说明", "金额（元）")


@for_roles(*READERS)
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """The day's list with its sums, to hand over the money by. An odd date means today, an odd person everybody."""
    user, chosen = signed_in(request), _date(request, "date", timezone.localdate())
    people, who = people_of(user, chosen), request.GET.get("who", "")
    # `me` is what a cashier's own link has said before anybody has paid.
    person = user if who == "me" else next((one for one in people if str(one.uuid) == who), None)
    context = {
        "day": day_of(user, chosen, person),
        "date": chosen,
        "person": person,
        "people": [one for one in people if one != user] if user.role == Role.SCHOOL_CASHIER else people,
        "is_cashier": user.role == Role.SCHOOL_CASHIER,
    }
    return render(request, "payments/counter/day.html", context)


@for_roles(*READERS)
@require_safe
def takings_page(request: HttpRequest) -> HttpResponse:
    user, (first, last) = signed_in(request), _span(request)
    context = {
        "takings": takings(user, first, last),
        "methods": LABELS,
        "first": first,
        "last": last,
        "is_open": counter_is_open(),
    }
    return render(request, "payments/counter/takings.html", context)


@for_roles(*READERS)
@require_safe
def takings_file(request: HttpRequest) -> HttpResponse:
    """The same sums and every single entry behind them; amounts in yuan are numbers, everything else is text."""
    user, (first, last) = signed_in(request), _span(request)
    found = takings(user, first, last)
    single: list[Sequence[Cell]] = [
        (f"{timezone.localtime(at):%Y-%m-%d %H:%M}", *words, _yuan(amount))
        for at, words, amount in entries(user, first, last)
    ]
    sheets: list[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]] = [
        ("按日和经办", SUMS, [_line(line) for line in [*found.lines, found.all]]),
        ("明细", ENTRIES, single),
    ]
    response = HttpResponse(xlsx_table(sheets), content_type=XLSX)
    name = f"收费汇总-{first:%Y%m%d}-{last:%Y%m%d}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def _line(line: Line) -> tuple[Cell, ...]:
    amounts = [_yuan(fen) for fen in (*line.sums, line.given, line.left)]
    return (f"{line.day:%Y-%m-%d}" if line.day else "", line.cashier, line.count, *amounts, line.voided)


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def _span(request: HttpRequest) -> tuple[date, date]:
    """First and last day; turned round if they are the wrong way round, and no more than `MOST_DAYS`."""
    last = _date(request, "to", timezone.localdate())
    first = _date(request, "from", last - USUAL)
    first, last = min(first, last), max(first, last)
    return max(first, last - timedelta(days=MOST_DAYS - 1)), last


def _date(request: HttpRequest, name: str, otherwise: date) -> date:
    """What stands in the address, if it is a day of this century: other days have no money, and odd limits."""
    try:
        found = date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return otherwise
    return found if date(2000, 1, 1) <= found < date(2100, 1, 1) else otherwise
