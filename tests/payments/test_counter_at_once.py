"""The counter's races, on PostgreSQL: two cashiers, cashier and callback, two paybacks, two voidings."""

from itertools import count
from typing import Any

import pytest
from pytest_django import Settings

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.payments.domain import (
    AlreadyTaken,
    PaymentRefused,
    pay_back,
    request_refund,
    take_at_counter,
    void_receipt,
)
from selfexam.payments.models import CounterPayback, CounterReceipt, Order, Payment, Refund
from tests.at_once import AT_ONCE, ON_POSTGRESQL, many_at_once
from tests.factories.accounts import UserFactory
from tests.factories.payments import OrderFactory
from tests.payments.paying import bring, paid_trade

pytestmark = ON_POSTGRESQL
News = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def _counter(settings: Settings) -> None:
    settings.PAYMENT_GATEWAYS = ["sandbox", "counter"]


@pytest.fixture
def cashier() -> User:
    return UserFactory(role=Role.SCHOOL_CASHIER)


@pytest.fixture
def order(cashier: User) -> Order:
    return OrderFactory(school=cashier.school)


def kinds(results: list[Any]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def test_the_same_entry_at_once_is_one_receipt(order: Order, cashier: User, news: News) -> None:
    results = many_at_once(lambda: take_at_counter(order.uuid, number="A-1", method="cash", by=cashier))
    assert kinds(results) == sorted(["CounterReceipt", *["AlreadyTaken"] * (AT_ONCE - 1)])
    assert (Payment.objects.count(), Refund.objects.count()) == (1, 0)
    assert news == [("settled", order.number)]


def test_two_cashiers_at_once_take_it_once(order: Order, cashier: User) -> None:
    numbers = count(1)
    results = many_at_once(lambda: take_at_counter(order.uuid, number=f"A-{next(numbers)}", method="cash", by=cashier))
    assert sum(isinstance(result, CounterReceipt) for result in results) == 1
    assert all(isinstance(result, CounterReceipt | PaymentRefused) for result in results)
    assert (Payment.objects.count(), CounterReceipt.objects.count()) == (1, 1)


def test_one_number_for_two_orders_at_once_serves_one(cashier: User) -> None:
    orders = iter([OrderFactory(school=cashier.school) for _ in range(AT_ONCE)])
    results = many_at_once(lambda: take_at_counter(next(orders).uuid, number="A-1", method="cash", by=cashier))
    assert sum(isinstance(result, CounterReceipt) for result in results) == 1
    assert all(isinstance(result, CounterReceipt | PaymentRefused) for result in results)
    assert Order.objects.filter(state="paid").count() == 1


def test_cashier_and_callback_at_once_pay_once(order: Order, cashier: User, news: News) -> None:
    """Either the cashier is refused, or the online payment goes back; never both kept, never none."""
    trade = paid_trade(order)
    results = many_at_once(
        lambda: take_at_counter(order.uuid, number="A-1", method="cash", by=cashier), lambda: bring(trade).body
    )
    order.refresh_from_db()
    taken = CounterReceipt.objects.count()
    refunds = list(Refund.objects.values_list("payment__gateway", "reason"))
    assert order.state == "paid"
    assert Payment.objects.filter(settles=True).count() == 1
    assert (taken, refunds) in [(0, []), (1, [("sandbox", "duplicate")])]
    assert all(result == b"success" or isinstance(result, CounterReceipt | PaymentRefused) for result in results)
    assert news == [("settled", order.number)]


def test_voiding_at_once_gives_back_once(order: Order, cashier: User) -> None:
    receipt = take_at_counter(order.uuid, number="A-1", method="cash", by=cashier)
    results = many_at_once(lambda: void_receipt(receipt.uuid, reason="登记错了人", by=cashier))
    assert sum(isinstance(result, CounterReceipt) for result in results) == 1
    assert sum(isinstance(result, AlreadyTaken) for result in results) == AT_ONCE - 1
    assert Refund.objects.count() == 1


def test_handing_back_at_once_hands_back_once(order: Order, cashier: User) -> None:
    receipt = take_at_counter(order.uuid, number="A-1", method="cash", by=cashier)
    refund = request_refund(receipt.payment, Refund.Reason.NOT_APPROVED)
    numbers = count(1)
    results = many_at_once(lambda: pay_back(refund.uuid, voucher=f"T-{next(numbers)}", method="cash", by=cashier))
    assert sum(isinstance(result, CounterPayback) for result in results) == 1
    assert sum(isinstance(result, AlreadyTaken) for result in results) == AT_ONCE - 1
    assert CounterPayback.objects.count() == 1
