from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from selfexam.accounts.actors import SYSTEM
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.payments.domain import AmountChanged, PaymentRefused, close, open_order
from selfexam.payments.models import Order, Payment, Refund
from selfexam.payments.numbering import order_number, refund_number
from tests.factories.accounts import UserFactory
from tests.factories.payments import OrderFactory, PaymentFactory
from tests.payments.paying import bring, paid_trade

pytestmark = pytest.mark.django_db


def facts(payer: User, **changes: object) -> dict[str, object]:
    given = {
        "purpose": Order.Purpose.REVIEW_FEE,
        "subject": str(uuid4()),
        "payer": payer,
        "title": "毕业审定费",
        "amount": 3000,
        "pay_before": timezone.now() + timedelta(days=1),
        "return_path": "/applications/",
    }
    return {**given, **changes}


def test_opening_twice_gives_the_same_order() -> None:
    same = facts(UserFactory())
    assert open_order(**same) == open_order(**same)
    assert Order.objects.count() == 1


def test_a_paid_order_is_returned_instead_of_a_second_one() -> None:
    same = facts(UserFactory())
    order = open_order(**same)
    bring(paid_trade(order))
    again = open_order(**same)
    assert (again, again.state) == (order, Order.State.PAID)


def test_after_closing_a_new_order_is_opened() -> None:
    same = facts(UserFactory())
    first = open_order(**same)
    close(first)
    second = open_order(**same)
    assert first != second
    assert [o.state for o in Order.objects.order_by("pk")] == ["closed", "open"]


def test_another_amount_for_the_same_thing_is_refused() -> None:
    same = facts(UserFactory())
    order = open_order(**same)
    with pytest.raises(AmountChanged) as refusal:
        open_order(**{**same, "amount": 4500})
    assert refusal.value.sentence == f"订单 {order.number} 的金额是 30 元，不能改为 45 元，请联系考试院"


def test_another_payer_for_the_same_thing_is_refused() -> None:
    same = facts(UserFactory())
    open_order(**same)
    with pytest.raises(PaymentRefused):
        open_order(**{**same, "payer": UserFactory()})


def test_the_deadline_of_an_open_order_follows_the_batch() -> None:
    same = facts(UserFactory())
    order = open_order(**same)
    later = order.pay_before + timedelta(days=3)
    open_order(**{**same, "pay_before": later})
    order.refresh_from_db()
    assert order.pay_before == later


@pytest.mark.parametrize(
    "path", ["", "applications/", "//evil.example/", "https://evil.example/", "/\\evil.example", "/a\r\nX: y"]
)
def test_an_order_never_returns_to_another_host(path: str) -> None:
    with pytest.raises(ValidationError):
        open_order(**facts(UserFactory(), return_path=path))
    assert Order.objects.count() == 0


@pytest.mark.parametrize("amount", [0, -1])
def test_an_order_over_nothing_is_refused(amount: int) -> None:
    with pytest.raises(ValueError, match="amount"):
        open_order(**facts(UserFactory(), amount=amount))


def test_closing_twice_closes_once(order: Order) -> None:
    assert (close(order), close(order)) == (True, False)
    assert order.state == Order.State.CLOSED


def test_a_paid_order_cannot_be_closed(order: Order) -> None:
    bring(paid_trade(order))
    assert close(order) is False
    order.refresh_from_db()
    assert order.state == Order.State.PAID


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0},
        {"state": "paid"},
        {"state": "closed"},
        {"state": "refunded"},
        {"state": "open", "paid_at": timezone.now()},
        {"return_path": "//evil.example"},
    ],
)
def test_the_database_refuses_orders_that_contradict_themselves(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderFactory(**wrong)


def test_the_database_refuses_two_live_orders_for_one_thing(order: Order) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderFactory(subject=order.subject)
    assert OrderFactory(subject=order.subject, purpose=Order.Purpose.EXEMPTION_FEE).pk is not None


def test_numbers_carry_the_day_and_are_never_the_same() -> None:
    numbers = {order_number() for _ in range(500)}
    assert len(numbers) == 500
    assert {(n[:8], len(n), n.isalnum()) for n in numbers} == {(f"{timezone.localdate():%Y%m%d}", 18, True)}
    assert refund_number()[0] == "R"


def test_each_sees_what_is_theirs() -> None:
    mine, other = UserFactory(), UserFactory()
    clerk = UserFactory(role=Role.UNIT_CLERK)
    orders = {user: OrderFactory(payer=user) for user in (mine, other, clerk)}
    everything = set(orders.values())
    seen = {
        mine: {orders[mine]},
        clerk: {orders[clerk]},
        UserFactory(role=Role.SCHOOL_REVIEWER): set(),
        UserFactory(role=Role.SCHOOL_LEAD): set(),
        UserFactory(role=Role.INSTITUTE_REVIEWER): everything,
        UserFactory(role=Role.INSTITUTE_LEAD): everything,
        UserFactory(role=Role.INSTITUTE_LEAD, is_active=False): set(),
        User(pk=99, role="nobody"): set(),
        SYSTEM: everything,
    }
    assert {actor: set(Order.objects.visible_to(actor)) for actor in seen} == seen


def test_payments_and_refunds_are_seen_with_their_order() -> None:
    mine, other = PaymentFactory(), PaymentFactory()
    refunds = {
        p: Refund.objects.create(payment=p, amount=1, reason="late", next_look_at=timezone.now()) for p in (mine, other)
    }
    payer = mine.order.payer
    assert list(Payment.objects.visible_to(payer)) == [mine]
    assert list(Refund.objects.visible_to(payer)) == [refunds[mine]]
    assert list(Refund.objects.visible_to(UserFactory(role=Role.SCHOOL_LEAD))) == []
