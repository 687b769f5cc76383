"""A mistake at the counter is voided the same day; a refund of counter money is handed back by a cashier."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.payments.domain import (
    AlreadyTaken,
    NotPayable,
    pay_back,
    request_refund,
    void_receipt,
)
from selfexam.payments.domain.look_after import look_after_refunds
from selfexam.payments.models import CounterPayback, CounterReceipt, Order, Refund
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import SchoolFactory
from tests.factories.payments import OrderFactory
from tests.payments.counter_desk import _counter, cashier, order, school, take
from tests.payments.paying import bring, paid_trade, work

__all__ = ["_counter", "cashier", "order", "school"]

pytestmark = pytest.mark.django_db


def test_a_mistake_is_voided_the_same_day_and_can_be_taken_again(order: Order, cashier: User, news: Any) -> None:
    receipt = take(order, cashier)
    voided = void_receipt(receipt.uuid, reason="登记错了人", by=cashier)
    order.refresh_from_db()
    refund = Refund.objects.get()
    assert (order.state, refund.state, refund.reason, refund.note) == ("refunded", "done", "mistake", "登记错了人")
    assert (voided.voided_by, voided.void_reason) == (cashier, "登记错了人")
    assert ("refunded", order.number) in news
    with pytest.raises(AlreadyTaken):
        void_receipt(receipt.uuid, reason="再来", by=cashier)
    assert Refund.objects.count() == 1
    work()
    refund.refresh_from_db()
    assert refund.state == "done"


def test_a_voided_number_stays_used(order: Order, cashier: User) -> None:
    void_receipt(take(order, cashier).uuid, reason="登记错了人", by=cashier)
    with pytest.raises(NotPayable, match="已经用过"):
        take(OrderFactory(school=cashier.school), cashier)


def test_voiding_needs_a_reason_and_the_same_day(order: Order, cashier: User) -> None:
    receipt = take(order, cashier)
    with pytest.raises(NotPayable, match="请写明作废的原因"):
        void_receipt(receipt.uuid, reason=" ", by=cashier)
    CounterReceipt.objects.filter(pk=receipt.pk).update(taken_at=timezone.now() - timedelta(days=1))
    with pytest.raises(NotPayable, match="只能作废当天"):
        void_receipt(receipt.uuid, reason="登记错了人", by=cashier)
    order.refresh_from_db()
    assert (order.state, Refund.objects.count()) == ("paid", 0)


def test_a_payment_that_nobody_can_undo_is_not_voided(cashier: User) -> None:
    fee = OrderFactory(school=cashier.school, purpose="exemption_fee")
    receipt = take(fee, cashier)
    with pytest.raises(NotPayable, match="免考费的收费不能在这里作废"):
        void_receipt(receipt.uuid, reason="登记错了人", by=cashier)
    fee.refresh_from_db()
    assert (fee.state, Refund.objects.count()) == ("paid", 0)


def test_another_schools_receipt_is_not_there(order: Order, cashier: User) -> None:
    receipt = take(order, cashier)
    other = UserFactory(role=Role.SCHOOL_CASHIER, school=SchoolFactory())
    with pytest.raises(CounterReceipt.DoesNotExist):
        void_receipt(receipt.uuid, reason="登记错了人", by=other)
    seen = {
        name: CounterReceipt.objects.visible_to(user).count() for name, user in {"own": cashier, "other": other}.items()
    }
    assert seen == {"own": 1, "other": 0}


def test_a_refund_waits_for_the_cashier_however_often_the_clock_looks(order: Order, cashier: User) -> None:
    refund = request_refund(take(order, cashier).payment, Refund.Reason.NOT_APPROVED, "专业课程不足")
    work()
    refund.refresh_from_db()
    assert (refund.state, refund.state_word) == ("sent", "待现场退还")
    Refund.objects.update(next_look_at=timezone.now() - timedelta(days=3))
    assert look_after_refunds() == 0
    work()
    refund.refresh_from_db()
    order.refresh_from_db()
    assert (refund.state, order.state) == ("sent", "paid")


def test_money_is_handed_back_once_with_a_voucher(order: Order, cashier: User, news: Any) -> None:
    refund = request_refund(take(order, cashier).payment, Refund.Reason.NOT_APPROVED, "专业课程不足")
    work()
    given = pay_back(refund.uuid, voucher="T-1", method="cash", by=cashier)
    refund.refresh_from_db()
    order.refresh_from_db()
    assert (refund.state, order.state, given.given_by, given.voucher) == ("done", "refunded", cashier, "T-1")
    assert news[-1] == ("refunded", order.number)
    with pytest.raises(AlreadyTaken):
        pay_back(refund.uuid, voucher="T-2", method="cash", by=cashier)
    assert CounterPayback.objects.count() == 1


def test_a_voucher_serves_once(order: Order, cashier: User) -> None:
    first = request_refund(take(order, cashier).payment, Refund.Reason.NOT_APPROVED)
    second = request_refund(take(OrderFactory(school=cashier.school), cashier, "A-0002").payment, Refund.Reason.LATE)
    pay_back(first.uuid, voucher="T-1", method="cash", by=cashier)
    with pytest.raises(NotPayable, match="退款凭证号 T-1 已经用过"):
        pay_back(second.uuid, voucher="T-1", method="cash", by=cashier)
    second.refresh_from_db()
    assert second.state != "done"


def test_an_online_refund_is_not_the_cashiers(order: Order, cashier: User) -> None:
    bring(paid_trade(order))
    refund = request_refund(order.payments.get(), Refund.Reason.NOT_APPROVED)
    with pytest.raises(Refund.DoesNotExist):
        pay_back(refund.uuid, voucher="T-1", method="cash", by=cashier)


def test_a_refund_in_hand_cannot_be_voided_away(order: Order, cashier: User) -> None:
    receipt = take(order, cashier)
    request_refund(receipt.payment, Refund.Reason.NOT_APPROVED)
    with pytest.raises(NotPayable, match="已经在退费"):
        void_receipt(receipt.uuid, reason="登记错了人", by=cashier)
