"""The cashier's pages: from the list to the slip, mistakes with their sentences, the day, what is handed back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.payments.domain import request_refund, take_at_counter
from selfexam.payments.models import CounterPayback, CounterReceipt, Order, Refund
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.factories.payments import OrderFactory
from tests.payments.paying import bring, paid_trade, work

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _counter(settings: Settings) -> None:
    settings.PAYMENT_GATEWAYS = ["sandbox", "counter"]


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def order(cast: Cast) -> Order:
    return OrderFactory(school=cast.school, payer_name="欧阳长风", reference="000000000073")


def take_page(order: Order) -> str:
    return reverse("payments:counter-take", args=[order.uuid])


def test_from_the_list_to_the_slip(cast: Cast, signed_in: SignIn) -> None:
    owing = cast.application(Status.FIRST_PASSED)
    client = signed_in(cast.cashier)
    assert str(owing.uuid) in client.get(reverse("payments:counter")).content.decode()
    opened = client.post(reverse("payments:counter-due", args=["review_fee", owing.uuid]))
    order = Order.objects.get()
    assert opened["Location"] == take_page(order)
    taken = client.post(take_page(order), {"number": " a-0001 ", "method": "cash"})
    receipt = CounterReceipt.objects.get()
    assert (receipt.number, taken["Location"]) == ("A-0001", reverse("payments:receipt", args=[receipt.uuid]))
    slip = client.get(reverse("payments:receipt-slip", args=[receipt.uuid]))
    assert (slip["Content-Type"], slip.content[:4]) == ("application/pdf", b"%PDF")
    assert str(owing.uuid) not in client.get(reverse("payments:counter")).content.decode()
    again = client.post(take_page(order), {"number": "A-0001", "method": "cash"}, follow=True)
    assert "已经登记，收据号 A-0001" in again.content.decode()


def test_what_is_not_owed_cannot_be_opened(cast: Cast, signed_in: SignIn) -> None:
    hidden = [cast.application(Status.SUBMITTED), cast.application(Status.FIRST_PASSED, school=cast.other_school)]
    client = signed_in(cast.cashier)
    found = [client.post(reverse("payments:counter-due", args=["review_fee", a.uuid])).status_code for a in hidden]
    assert (found, Order.objects.count()) == ([404, 404], 0)
    assert client.post(reverse("payments:counter-due", args=["nothing", hidden[0].uuid])).status_code == 404


@pytest.mark.parametrize("number", ["", "1", "收据一", "A" * 21, "A_1"])
def test_an_odd_number_comes_back_with_a_sentence(order: Order, cast: Cast, signed_in: SignIn, number: str) -> None:
    page = signed_in(cast.cashier).post(take_page(order), {"number": number, "method": "cash"})
    assert (page.status_code, CounterReceipt.objects.count()) == (422, 0)
    assert "data-error-summary" in page.content.decode()


def test_a_refusal_keeps_what_was_typed_and_says_why(order: Order, cast: Cast, signed_in: SignIn) -> None:
    bring(paid_trade(order))
    page = signed_in(cast.cashier).post(take_page(order), {"number": "A-0001", "method": "card"})
    assert (page.status_code, "不要再收" in page.content.decode()) == (422, True)


def test_a_cashier_of_another_school_finds_nothing(order: Order, cast: Cast, signed_in: SignIn) -> None:
    receipt = take_at_counter(order.uuid, number="A-0001", method="cash", by=cast.cashier)
    refund = request_refund(receipt.payment, Refund.Reason.NOT_APPROVED)
    work()
    client = signed_in(UserFactory(role=Role.SCHOOL_CASHIER, school=cast.other_school))
    pages = [
        take_page(order),
        reverse("payments:receipt", args=[receipt.uuid]),
        reverse("payments:receipt-slip", args=[receipt.uuid]),
        reverse("payments:payback", args=[refund.uuid]),
    ]
    assert [client.get(page).status_code for page in pages] == [404] * 4
    lists = ("payments:counter", "payments:paybacks", "payments:counter-day")
    assert ["欧阳长风" in client.get(reverse(name)).content.decode() for name in lists] == [False] * 3


def test_voiding_from_the_receipt_page(order: Order, cast: Cast, signed_in: SignIn) -> None:
    receipt = take_at_counter(order.uuid, number="A-0001", method="cash", by=cast.cashier)
    client = signed_in(cast.cashier)
    page = reverse("payments:receipt", args=[receipt.uuid])
    assert client.post(page, {"reason": " "}).status_code == 422
    said = client.post(page, {"reason": "登记错了人"}, follow=True).content.decode()
    assert ("收据 A-0001 已作废" in said, "登记错了人" in said) == (True, True)
    assert "已经作废" in client.post(page, {"reason": "再来"}, follow=True).content.decode()
    assert client.get(reverse("payments:receipt-slip", args=[receipt.uuid])).status_code == 200


def test_handing_back_from_the_list(order: Order, cast: Cast, signed_in: SignIn) -> None:
    receipt = take_at_counter(order.uuid, number="A-0001", method="cash", by=cast.cashier)
    refund = request_refund(receipt.payment, Refund.Reason.NOT_APPROVED)
    work()
    client = signed_in(cast.cashier)
    listed = client.get(reverse("payments:paybacks"))
    assert "欧阳长风" in listed.content.decode()
    assert [(area.label, area.count) for area in listed.context["areas"] if area.count] == [("退还费用", 1)]
    page = reverse("payments:payback", args=[refund.uuid])
    client.post(page, {"voucher": "T-001", "method": "transfer"})
    twice = client.post(page, {"voucher": "T-002", "method": "cash"}, follow=True).content.decode()
    assert (CounterPayback.objects.get().voucher, "已经退还" in twice) == ("T-001", True)
    assert "T-001" in client.get(reverse("payments:counter-day")).content.decode()


@pytest.mark.parametrize("date", ["", "2022-13-45", "x", "2022-12-01", "0001-01-01", "9999-12-31"])
def test_an_odd_date_is_no_error(cast: Cast, signed_in: SignIn, date: str) -> None:
    assert signed_in(cast.cashier).get(reverse("payments:counter-day"), {"date": date}).status_code == 200


def test_lists_ask_the_database_equally_often_however_long_they_are(
    cast: Cast, signed_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for n in range(12):
        order = OrderFactory(school=cast.school, payer_name="欧阳长风")
        receipt = take_at_counter(order.uuid, number=f"A-{n:04d}", method="cash", by=cast.cashier)
        request_refund(receipt.payment, Refund.Reason.NOT_APPROVED)
        cast.application(Status.FIRST_PASSED)
    work()
    client = signed_in(cast.cashier)
    for name, most in (("payments:counter", 10), ("payments:paybacks", 10), ("payments:counter-day", 10)):
        with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
            client.get(reverse(name))


def test_where_the_counter_is_off_the_page_says_so(cast: Cast, signed_in: SignIn, settings: Settings) -> None:
    settings.PAYMENT_GATEWAYS = ["sandbox"]
    assert "现场收费没有开通" in signed_in(cast.cashier).get(reverse("payments:counter")).content.decode()


def test_the_candidate_reads_the_receipt_number_and_the_institute_the_receipt(cast: Cast, signed_in: SignIn) -> None:
    owing = cast.application(Status.FIRST_PASSED)
    client = signed_in(cast.cashier)
    client.post(reverse("payments:counter-due", args=["review_fee", owing.uuid]))
    take_at_counter(Order.objects.get().uuid, number="A-0001", method="cash", by=cast.cashier)
    candidate = signed_in(owing.record.holder)  # type: ignore[arg-type]
    page = candidate.get(reverse("applications:pay", args=[owing.uuid])).content.decode()
    assert ("现场缴费，收据号" in page, "A-0001" in page) == (True, True)
    chief = signed_in(cast.chief).get(reverse("payments:order", args=[Order.objects.get().uuid])).content.decode()
    assert ("现场缴费" in chief, "钱老师" in chief) == (True, True)
