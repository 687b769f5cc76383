"""What a counter took over several days: for cashiers and their lead, to the fen, and no other school's."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.payments.domain import pay_back, request_refund, take_at_counter, void_receipt
from selfexam.payments.models import CounterPayback, CounterReceipt, Refund
from selfexam.payments.takings import takings
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.factories.payments import OrderFactory
from tests.payments.paying import work

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _counter(settings: Settings) -> None:
    settings.PAYMENT_GATEWAYS = ["sandbox", "counter"]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def take(cast: Cast, number: str, method: str = "cash", *, by: User | None = None) -> CounterReceipt:
    order = OrderFactory(school=(by or cast.cashier).school, payer_name="欧阳长风", reference="000000000073")
    return take_at_counter(order.uuid, number=number, method=method, by=by or cast.cashier)


def yesterday(receipt: CounterReceipt) -> None:
    CounterReceipt.objects.filter(pk=receipt.pk).update(taken_at=timezone.now() - timedelta(days=1))


def test_days_and_cashiers_are_summed_apart_and_voided_receipts_left_out(cast: Cast) -> None:
    second = UserFactory(role=Role.SCHOOL_CASHIER, school=cast.school, name="孙老师")
    other = UserFactory(role=Role.SCHOOL_CASHIER, school=cast.other_school, name="吴老师")
    yesterday(take(cast, "A-0001"))
    take(cast, "A-0002")
    take(cast, "A-0003", "card", by=second)
    take(cast, "B-0001", by=other)
    void_receipt(take(cast, "A-0004").uuid, reason="登记错了人", by=cast.cashier)
    today = timezone.localdate()
    found = takings(cast.lead, today - timedelta(days=6), today)
    lines = {(line.day, line.cashier): (line.count, line.sums, line.voided) for line in found.lines}
    assert lines == {
        (today, "钱老师"): (1, [3000, 0, 0], 1),
        (today, "孙老师"): (1, [0, 3000, 0], 0),
        (today - timedelta(days=1), "钱老师"): (1, [3000, 0, 0], 0),
    }
    assert [(line.cashier, line.count, line.left) for line in found.people] == [
        ("钱老师", 2, 6000),
        ("孙老师", 1, 3000),
    ]
    assert (found.all.count, found.all.left, found.all.voided) == (3, 9000, 1)


def test_money_given_back_counts_on_the_day_and_for_the_person_that_gave_it(cast: Cast) -> None:
    second = UserFactory(role=Role.SCHOOL_CASHIER, school=cast.school, name="孙老师")
    receipt = take(cast, "A-0001")
    refund = request_refund(receipt.payment, Refund.Reason.NOT_APPROVED)
    work()
    yesterday(receipt)
    pay_back(refund.uuid, voucher="T-001", method=CounterPayback.Method.CASH, by=second)
    today = timezone.localdate()
    found = takings(cast.cashier, today - timedelta(days=6), today)
    assert [(line.day, line.cashier, line.given, line.left) for line in found.lines] == [
        (today, "孙老师", 3000, -3000),
        (today - timedelta(days=1), "钱老师", 0, 3000),
    ]
    assert (found.all.given, found.all.left) == (3000, 0)


def test_a_day_ends_at_midnight_here_and_not_in_greenwich(cast: Cast) -> None:
    late, early = take(cast, "A-0001"), take(cast, "A-0002")
    CounterReceipt.objects.filter(pk=late.pk).update(taken_at=datetime(2022, 12, 1, 15, 59, tzinfo=UTC))
    CounterReceipt.objects.filter(pk=early.pk).update(taken_at=datetime(2022, 12, 1, 16, 1, tzinfo=UTC))
    counts = [takings(cast.lead, day, day).all.count for day in (date(2022, 12, 1), date(2022, 12, 2))]
    assert counts == [1, 1]
    both = takings(cast.lead, date(2022, 12, 1), date(2022, 12, 2))
    assert [line.day for line in both.lines] == [date(2022, 12, 2), date(2022, 12, 1)]


def test_the_lead_reads_the_sums_and_the_day_but_registers_nothing(cast: Cast, signed_in: SignIn) -> None:
    receipt = take(cast, "A-0001")
    client = signed_in(cast.lead)
    page, day = (client.get(reverse(name)).content.decode() for name in ("payments:takings", "payments:counter-day"))
    assert ("钱老师" in page, "30 元" in page) == (True, True)
    assert ("A-0001" in day, reverse("payments:receipt", args=[receipt.uuid]) in day) == (True, False)
    assert client.post(reverse("payments:receipt", args=[receipt.uuid]), {"reason": "试试"}).status_code == 404
    assert client.get(reverse("payments:counter")).status_code == 404


def test_the_day_can_be_narrowed_to_one_person(cast: Cast, signed_in: SignIn) -> None:
    second = UserFactory(role=Role.SCHOOL_CASHIER, school=cast.school, name="孙老师")
    take(cast, "A-0001")
    take(cast, "A-0002", by=second)
    found = {
        who: [
            number in signed_in(reader).get(reverse("payments:counter-day"), {"who": who}).content.decode()
            for number in ("A-0001", "A-0002")
        ]
        for reader, who in ((cast.lead, str(second.uuid)), (cast.cashier, "me"), (cast.lead, "x"))
    }
    assert found == {str(second.uuid): [False, True], "me": [True, False], "x": [True, True]}


def test_the_workbook_has_every_entry_and_its_column_adds_up_to_the_sum(cast: Cast, signed_in: SignIn) -> None:
    take(cast, "A-0001")
    void_receipt(take(cast, "A-0002").uuid, reason="登记错了人", by=cast.cashier)
    refund = request_refund(take(cast, "A-0003").payment, Refund.Reason.NOT_APPROVED)
    work()
    pay_back(refund.uuid, voucher="T-001", method=CounterPayback.Method.CASH, by=cast.cashier)
    answer = signed_in(cast.lead).get(reverse("payments:takings-file"))
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    sums, single = (book.get_sheet_by_name(name).to_python() for name in ("按日和经办", "明细"))
    assert sums[-1][1:] == ["合计", 2.0, 60.0, 0.0, 0.0, 30.0, 30.0, 1.0]
    assert [(row[1], row[2], row[-1]) for row in single[1:]] == [
        ("收费", "A-0001", 30.0),
        ("收费", "A-0002", 0.0),
        ("收费", "A-0003", 30.0),
        ("退还", "T-001", -30.0),
    ]
    assert (single[2][8], single[1][4]) == ("已作废：登记错了人", "000000000073")


@pytest.mark.parametrize("asked", [{"from": "2022-12-09", "to": "2022-12-01"}, {"from": "0001-01-01"}, {"to": "x"}])
def test_an_odd_span_is_no_error(cast: Cast, signed_in: SignIn, asked: dict[str, str]) -> None:
    client = signed_in(cast.cashier)
    pages = [client.get(reverse(name), asked).status_code for name in ("payments:takings", "payments:takings-file")]
    assert pages == [200, 200]


def test_sums_ask_the_database_equally_often_however_many_entries_there_are(cast: Cast, signed_in: SignIn) -> None:
    client, asked = signed_in(cast.lead), []
    for numbers in (range(1), range(1, 8)):
        for n in numbers:
            take(cast, f"A-{n:04d}")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("payments:takings"))
            client.get(reverse("payments:takings-file"))
        asked.append(len(queries))
    assert asked[0] == asked[1]
