"""Payment at the counter: one entry, one receipt, in time, of one's own school; voiding and handing back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import School
from selfexam.payments.counter_day import day_of
from selfexam.payments.domain import (
    AlreadyTaken,
    NotPayable,
    PaymentRefused,
    open_order,
    pay_back,
    receive,
    request_refund,
    start,
    void_receipt,
)
from selfexam.payments.dues import owed
from selfexam.payments.gateways.registry import NoSuchGateway, enabled
from selfexam.payments.models import CounterReceipt, Order, Payment, Refund
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import SchoolFactory
from tests.factories.payments import OrderFactory
from tests.payments.counter_desk import _counter, cashier, order, school, take
from tests.payments.paying import bring, paid_trade, work

__all__ = ["_counter", "cashier", "order", "school"]

pytestmark = pytest.mark.django_db


def test_taking_the_money_settles_the_order_with_a_receipt(order: Order, cashier: User, news: Any) -> None:
    receipt = take(order, cashier)
    order.refresh_from_db()
    payment = order.payments.get()
    assert (order.state, payment.gateway, payment.via, payment.settles) == ("paid", "counter", "counter", True)
    assert payment.trade_no == f"{cashier.school.code}-A-0001"  # type: ignore[union-attr]
    assert (receipt.number, receipt.method, receipt.taken_by, receipt.school) == (
        "A-0001",
        "cash",
        cashier,
        cashier.school,
    )
    assert news == [("settled", order.number)]


def test_a_double_click_is_told_so_and_books_once(order: Order, cashier: User) -> None:
    take(order, cashier)
    with pytest.raises(AlreadyTaken, match="已经登记，收据号 A-0001"):
        take(order, cashier)
    assert (Payment.objects.count(), CounterReceipt.objects.count(), Refund.objects.count()) == (1, 1, 0)


def test_a_second_cashier_is_told_who_took_it(order: Order, cashier: User, school: School) -> None:
    take(order, cashier)
    other = UserFactory(role=Role.SCHOOL_CASHIER, school=school)
    with pytest.raises(NotPayable, match="已由钱老师收过，收据号 A-0001"):
        take(order, other, "A-0002")
    assert CounterReceipt.objects.count() == 1


def test_what_was_paid_online_is_not_taken_again(order: Order, cashier: User) -> None:
    bring(paid_trade(order))
    with pytest.raises(NotPayable, match=r"已经在网上支付.*不要再收"):
        take(order, cashier)
    assert (CounterReceipt.objects.count(), Payment.objects.count(), Refund.objects.count()) == (0, 1, 0)


def test_an_online_payment_that_comes_second_goes_back(order: Order, cashier: User) -> None:
    trade = paid_trade(order)
    take(order, cashier)
    bring(trade)
    work()
    refund = Refund.objects.get()
    assert (refund.payment.gateway, refund.reason, refund.state) == ("sandbox", "duplicate", "done")
    order.refresh_from_db()
    assert (order.state, order.payments.get(settles=True).gateway) == ("paid", "counter")


def test_a_receipt_number_serves_once_in_a_school_and_again_in_another(order: Order, cashier: User) -> None:
    take(order, cashier)
    second = OrderFactory(school=cashier.school)
    with pytest.raises(NotPayable, match="收据号 A-0001 已经用过"):
        take(second, cashier)
    second.refresh_from_db()
    assert second.state == "open"
    elsewhere = UserFactory(role=Role.SCHOOL_CASHIER, school=SchoolFactory())
    assert take(OrderFactory(school=elsewhere.school), elsewhere).number == "A-0001"


def test_too_late_is_too_late_at_the_counter(order: Order, cashier: User) -> None:
    Order.objects.filter(pk=order.pk).update(pay_before=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotPayable, match="截止，不能再收"):
        take(order, cashier)
    assert not Payment.objects.exists()


def test_a_closed_order_takes_no_money(order: Order, cashier: User) -> None:
    Order.objects.filter(pk=order.pk).update(state="closed", closed_at=timezone.now())
    with pytest.raises(NotPayable, match="已关闭"):
        take(order, cashier)


def test_an_order_of_another_school_is_not_there(cashier: User) -> None:
    foreign = OrderFactory(school=SchoolFactory())
    online = OrderFactory()
    for hidden in (foreign, online):
        with pytest.raises(Order.DoesNotExist):
            take(hidden, cashier)


@pytest.mark.parametrize("role", sorted({*Role.values} - {Role.SYSTEM, Role.SCHOOL_CASHIER}))
def test_only_cashiers_take_money(order: Order, role: str) -> None:
    person = UserFactory(role=role)
    with pytest.raises(NotPayable, match="只有主考学校的收费人员"):
        take(order, person)


def test_where_the_counter_is_off_nobody_takes_money(order: Order, cashier: User, settings: Settings) -> None:
    settings.PAYMENT_GATEWAYS = ["sandbox"]
    with pytest.raises(NotPayable, match="现场收费没有开通"):
        take(order, cashier)


def test_nobody_is_sent_to_the_counter_and_nobody_calls_back_from_it(order: Order) -> None:
    assert [gateway.code for gateway in enabled()] == ["sandbox"]
    with pytest.raises(NotPayable, match="没有这种支付方式"):
        start(order, "counter", "/")
    with pytest.raises(NoSuchGateway):
        receive("counter", b"{}", {})


def test_a_receiver_that_gives_the_money_back_at_once_stops_the_entry(order: Order, cashier: User) -> None:
    """The thing paid for was withdrawn in this second: nothing is booked, the money stays on the table."""
    from selfexam.payments.signals import order_settled

    def refuse(sender: Any, payment: Payment, **kwargs: Any) -> None:
        request_refund(payment, Refund.Reason.WITHDRAWN)

    order_settled.connect(refuse)
    try:
        with pytest.raises(NotPayable, match="钱先不要收"):
            take(order, cashier)
    finally:
        order_settled.disconnect(refuse)
    order.refresh_from_db()
    assert (order.state, Payment.objects.count(), Refund.objects.count()) == ("open", 0, 0)


def test_the_day_adds_up_by_method_without_what_is_void(cashier: User, school: School) -> None:
    orders = [OrderFactory(school=school, amount=3000) for _ in range(4)]
    receipts = [take(o, cashier, f"B-{n}", "card" if n == 3 else "cash") for n, o in enumerate(orders)]
    void_receipt(receipts[0].uuid, reason="登记错了人", by=cashier)
    refund = request_refund(receipts[1].payment, Refund.Reason.NOT_APPROVED)
    pay_back(refund.uuid, voucher="T-9", method="cash", by=cashier)
    elsewhere = UserFactory(role=Role.SCHOOL_CASHIER, school=SchoolFactory())
    take(OrderFactory(school=elsewhere.school, amount=9900), elsewhere, "B-9")
    colleague = UserFactory(role=Role.SCHOOL_CASHIER, school=school)
    take(OrderFactory(school=school, amount=1500), colleague, "B-8")
    day = day_of(cashier, timezone.localdate())
    assert [(s.label, s.count, s.taken, s.given, s.left) for s in day.sums] == [
        ("现金", 3, 7500, 3000, 4500),
        ("刷卡或扫码", 1, 3000, 0, 3000),
    ]
    assert (day.all.left, len(day.receipts), len(day.paybacks)) == (7500, 5, 1)
    mine = day_of(cashier, timezone.localdate(), cashier)
    assert (mine.all.taken, len(mine.receipts)) == (9000, 4)
    assert day_of(cashier, timezone.localdate() - timedelta(days=1)).receipts == []


def test_open_orders_of_other_purposes_are_owed_too_within_the_school(cashier: User, school: School) -> None:
    fee = OrderFactory(school=school, purpose="exemption_fee", payer_name="周明朗", reference="000000000099")
    OrderFactory(school=SchoolFactory(), purpose="exemption_fee", payer_name="周明朗")
    OrderFactory(school=school, purpose="exemption_fee", payer_name="周明朗", state="closed", closed_at=timezone.now())
    found = owed(cashier, "周明", timezone.now(), 50)
    assert ([row.order for row in found.rows], found.count) == ([fee], 1)
    assert owed(cashier, "0099", timezone.now(), 50).count == 1
    assert owed(cashier, "林", timezone.now(), 50).rows == []


def test_an_order_without_an_account_is_adopted_by_whoever_activates(school: School) -> None:
    facts: dict[str, Any] = {
        "purpose": "review_fee",
        "subject": "x",
        "title": "毕业审定费",
        "amount": 3000,
        "pay_before": timezone.now() + timedelta(days=1),
        "return_path": "/",
        "payer_name": "林晓禾",
        "reference": "000000000073",
        "school": school,
    }
    order = open_order(payer=None, **facts)
    owner, other = UserFactory(), UserFactory()
    assert open_order(payer=owner, **facts).pk == order.pk
    order.refresh_from_db()
    assert order.payer == owner
    with pytest.raises(PaymentRefused, match="另一个账号"):
        open_order(payer=other, **facts)
    assert open_order(payer=None, **facts).pk == order.pk


def test_an_order_names_somebody(school: School) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderFactory(payer=None, school=school)
