"""A school's counter with its cashier and an order."""

import pytest
from pytest_django import Settings

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import School
from selfexam.payments.domain import (
    take_at_counter,
)
from selfexam.payments.models import CounterReceipt, Order
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import SchoolFactory
from tests.factories.payments import OrderFactory


@pytest.fixture(autouse=True)
def _counter(settings: Settings) -> None:
    settings.PAYMENT_GATEWAYS = ["sandbox", "counter"]


@pytest.fixture
def school() -> School:
    return SchoolFactory()


@pytest.fixture
def cashier(school: School) -> User:
    return UserFactory(role=Role.SCHOOL_CASHIER, school=school, name="钱老师")


@pytest.fixture
def order(school: School) -> Order:
    return OrderFactory(school=school, payer_name="林晓禾", reference="000000000073")


def take(order: Order, by: User, number: str = "A-0001", method: str = "cash") -> CounterReceipt:
    return take_at_counter(order.uuid, number=number, method=method, by=by)
