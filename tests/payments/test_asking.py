from datetime import timedelta

import pytest
from django.utils import timezone

from selfexam.payments.domain import Answer, ask, close, look_after
from selfexam.payments.domain.refusals import GatewayDown, NotPayable
from selfexam.payments.domain.start import start
from selfexam.payments.gateways.protocol import Rejected, Unreachable
from selfexam.payments.gateways.sandbox.gateway import SandboxGateway
from selfexam.payments.models import Attempt, GatewayMessage, Order, Refund, SandboxTrade
from tests.factories.payments import OrderFactory
from tests.payments.paying import BACK, MINUTE, bring, paid_trade, trade_for

pytestmark = pytest.mark.django_db
News = list[tuple[str, str]]


def away(*args: object) -> None:
    raise Unreachable


@pytest.fixture
def overdue(db: None) -> Order:
    """The payer went to the cashier in time; the deadline passed a minute ago."""
    order = OrderFactory()
    trade_for(order)
    Order.objects.filter(pk=order.pk).update(pay_before=timezone.now() - MINUTE)
    order.refresh_from_db()
    return order


def pay_silently(order: Order, at: object) -> None:
    SandboxTrade.objects.filter(order_number=order.number).update(state="paid", paid_at=at)


def test_a_callback_that_never_comes_is_replaced_by_a_query(order: Order, news: News) -> None:
    paid_trade(order)
    assert [ask(order), ask(order)] == [Answer.PAID, Answer.PAID]
    assert (order.state, order.payments.get().via) == ("paid", "query")
    assert news == [("settled", order.number)]


def test_a_callback_after_the_query_pays_nothing_again(order: Order, news: News) -> None:
    trade = paid_trade(order)
    ask(order)
    assert bring(trade).body == b"success"
    assert (order.payments.count(), Refund.objects.count()) == (1, 0)
    assert news == [("settled", order.number)]


def test_asking_before_payment_leaves_the_order_open(order: Order) -> None:
    assert ask(order) is Answer.UNPAID
    trade_for(order)
    assert ask(order) is Answer.UNPAID
    assert order.state == "open"


def test_a_provider_that_is_away_is_said_so(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    paid_trade(order)
    monkeypatch.setattr(SandboxGateway, "query", away)
    assert ask(order) is Answer.UNREACHABLE
    assert (order.state, order.attempts.get().trouble) == ("open", "支付平台没有回应")
    monkeypatch.undo()
    assert ask(order) is Answer.PAID
    assert order.attempts.get().trouble == ""


def test_a_query_that_disagrees_pays_nothing_and_tells_staff(order: Order) -> None:
    trade = paid_trade(order)
    SandboxTrade.objects.filter(pk=trade.pk).update(amount=1)
    assert ask(order) is Answer.DISAGREES
    assert order.state == "open"
    assert order.attempts.get().trouble == f"订单 {order.number}：平台金额 0.01 元，应为 30 元"


def test_a_late_payment_found_by_query_is_told_to_the_payer(order: Order) -> None:
    paid_trade(order, order.pay_before + MINUTE)
    assert ask(order) is Answer.GIVEN_BACK
    assert (order.state, Refund.objects.get().reason) == ("closed", "late")


def test_starting_again_leads_to_the_same_cashier(order: Order) -> None:
    assert start(order, "", BACK) == start(order, "sandbox", BACK)
    assert (Attempt.objects.count(), SandboxTrade.objects.count()) == (1, 1)


def test_a_paid_closed_or_late_order_cannot_be_started(order: Order) -> None:
    late = OrderFactory(pay_before=timezone.now() - MINUTE)
    closed = OrderFactory()
    close(closed)
    bring(paid_trade(order))
    order.refresh_from_db()
    for refused in (order, closed, late):
        with pytest.raises(NotPayable):
            start(refused, "sandbox", BACK)
    with pytest.raises(NotPayable):
        start(OrderFactory(), "wechat", BACK)


def test_without_a_gateway_the_payer_is_told_whom_to_ask(order: Order, settings: object) -> None:
    settings.PAYMENT_GATEWAYS = []  # type: ignore[attr-defined]
    with pytest.raises(NotPayable) as refusal:
        start(order, "", BACK)
    assert refusal.value.sentence == "网上缴费还没有开通，请联系主考学校"


@pytest.mark.parametrize("error", [Unreachable(), Rejected("维护中")])
def test_an_attempt_is_kept_even_if_the_provider_breaks_off(
    order: Order, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """The trade may have been opened there before the answer was lost."""

    def broken(*args: object) -> None:
        raise error

    monkeypatch.setattr(SandboxGateway, "create", broken)
    with pytest.raises(GatewayDown):
        start(order, "sandbox", BACK)
    assert Attempt.objects.open().get().order == order


def test_the_clock_asks_about_started_orders_and_no_others(order: Order, news: News) -> None:
    OrderFactory()
    paid_trade(order)
    now = timezone.now()
    assert [look_after.ask_open_orders(now), look_after.ask_open_orders(now + MINUTE + MINUTE)] == [0, 1]
    assert news == [("settled", order.number)]


def test_the_clock_asks_ever_more_rarely(order: Order) -> None:
    trade_for(order)
    begin, asked = Attempt.objects.get().started_at, []
    for minute in range(24 * 60):
        now = begin + timedelta(minutes=minute, seconds=1)
        if look_after.ask_open_orders(now):
            asked.append(minute)
    assert asked[:5] == [1, 3, 7, 15, 31]
    assert len(asked) < 35


def test_a_turn_of_the_clock_is_bounded(db: None) -> None:
    for _ in range(3):
        trade_for(OrderFactory())
    later = timezone.now() + timedelta(hours=1)
    assert [look_after.ask_open_orders(later, most=2) for _ in range(3)] == [2, 1, 0]


def test_what_is_unpaid_at_the_deadline_is_closed_on_both_sides(overdue: Order) -> None:
    OrderFactory()
    never_started = OrderFactory(pay_before=timezone.now() - MINUTE)
    assert look_after.close_overdue() == 2
    states = {o.number: o.state for o in (Order.objects.get(pk=overdue.pk), Order.objects.get(pk=never_started.pk))}
    assert states == {overdue.number: "closed", never_started.number: "closed"}
    assert SandboxTrade.objects.get().state == "closed"
    assert Attempt.objects.open().count() == 0


def test_the_last_query_finds_what_was_paid_in_time(overdue: Order, news: News) -> None:
    pay_silently(overdue, overdue.pay_before - MINUTE)
    assert look_after.close_overdue() == 0
    overdue.refresh_from_db()
    assert overdue.state == "paid"
    assert news == [("settled", overdue.number)]


def test_without_an_answer_an_overdue_order_stays_open(overdue: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    pay_silently(overdue, overdue.pay_before - MINUTE)
    monkeypatch.setattr(SandboxGateway, "query", away)
    assert look_after.close_overdue() == 0
    overdue.refresh_from_db()
    assert overdue.state == "open"
    monkeypatch.undo()
    look_after.close_overdue()
    overdue.refresh_from_db()
    assert overdue.state == "paid"


def test_an_order_the_provider_will_not_close_stays_open(overdue: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paid between the query and the closing."""

    def paid_meanwhile(self: SandboxGateway, order: Order) -> None:
        pay_silently(order, order.pay_before - MINUTE)
        raise Rejected("订单已付款，不能关闭")

    monkeypatch.setattr(SandboxGateway, "close", paid_meanwhile)
    assert look_after.close_overdue() == 0
    assert look_after.close_overdue() == 0
    overdue.refresh_from_db()
    assert overdue.state == "paid"


def test_an_order_closed_by_its_owner_is_soon_closed_at_the_provider(order: Order) -> None:
    trade_for(order)
    close(order)
    assert look_after.ask_open_orders() == 1
    assert SandboxTrade.objects.get().state == "closed"
    assert look_after.ask_open_orders(timezone.now() + timedelta(days=1)) == 0


def test_messages_nobody_signed_are_forgotten_after_a_month(db: None) -> None:
    old = timezone.now() - timedelta(days=31)
    common = {"gateway": "sandbox", "verdict": "refused", "outcome": "x", "last_at": old}
    GatewayMessage.objects.create(body_hash="a", verified=False, **common)
    kept = GatewayMessage.objects.create(body_hash="b", verified=True, message_id="N1", **common)
    assert look_after.forget_unverified() == 1
    assert list(GatewayMessage.objects.all()) == [kept]
