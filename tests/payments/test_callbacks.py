import json
from datetime import timedelta

import pytest
from django.utils import timezone

from selfexam.payments.domain import close, receive
from selfexam.payments.gateways.registry import NoSuchGateway
from selfexam.payments.gateways.sandbox import keys, notify
from selfexam.payments.models import GatewayMessage, Order, Payment, Refund
from tests.factories.payments import OrderFactory
from tests.payments.paying import MINUTE, bring, outcomes, paid_trade, trade_for

pytestmark = pytest.mark.django_db
News = list[tuple[str, str]]


def test_a_callback_pays_the_order_at_the_providers_time(order: Order, news: News) -> None:
    at = timezone.now() - timedelta(hours=3)
    trade = paid_trade(order, at)
    reply = bring(trade)
    order.refresh_from_db()
    payment = order.payments.get()
    assert (reply.status, reply.body) == (200, b"success")
    assert (order.state, order.paid_at, payment.paid_at, payment.via) == ("paid", at, at, "callback")
    assert (payment.trade_no, payment.amount, payment.settles) == (trade.trade_no, 3000, True)
    assert news == [("settled", order.number)]
    assert outcomes() == [("accepted", "订单已支付")]


def test_a_callback_that_comes_twice_pays_once(order: Order, news: News) -> None:
    trade = paid_trade(order)
    assert [bring(trade).body for _ in range(3)] == [b"success"] * 3
    assert (Payment.objects.count(), Refund.objects.count()) == (1, 0)
    assert news == [("settled", order.number)]
    assert GatewayMessage.objects.get().times == 3


def test_the_same_trade_under_another_message_number_pays_once(order: Order, news: News) -> None:
    trade = paid_trade(order)
    assert [bring(trade).body, bring(trade, id="N-another").body] == [b"success"] * 2
    assert (Payment.objects.count(), Refund.objects.count()) == (1, 0)
    assert outcomes() == [("accepted", "订单已支付"), ("accepted", "这笔付款已经入账，不重复处理")]
    assert news == [("settled", order.number)]


def test_a_late_callback_for_a_payment_in_time_settles_a_closed_order(order: Order, news: News) -> None:
    deadline = timezone.now() - timedelta(hours=1)
    Order.objects.filter(pk=order.pk).update(pay_before=timezone.now() + MINUTE)
    order.refresh_from_db()
    trade = paid_trade(order, deadline - MINUTE)
    Order.objects.filter(pk=order.pk).update(pay_before=deadline)
    close(order)
    assert bring(trade).body == b"success"
    order.refresh_from_db()
    assert (order.state, order.closed_at, order.paid_at) == ("paid", None, deadline - MINUTE)
    assert news == [("settled", order.number)]


def test_the_last_second_counts_and_the_next_does_not() -> None:
    states = []
    for late in (timedelta(), timedelta(seconds=1)):
        order = OrderFactory()
        bring(paid_trade(order, order.pay_before + late))
        order.refresh_from_db()
        states.append((order.state, list(order.payments.values_list("refunds__reason", flat=True))))
    assert states == [("paid", [None]), ("closed", ["late"])]


def test_money_paid_after_the_deadline_goes_back(order: Order, news: News) -> None:
    assert bring(paid_trade(order, order.pay_before + timedelta(hours=2))).body == b"success"
    order.refresh_from_db()
    refund = Refund.objects.get()
    assert (order.state, order.paid_at) == ("closed", None)
    assert (refund.reason, refund.amount, refund.state, refund.requested_by) == ("late", 3000, "requested", None)
    assert news == []
    assert outcomes() == [("accepted", "付款晚于截止时间，自动退费")]


def test_a_second_payment_for_a_paid_order_goes_back(order: Order, news: News) -> None:
    trade = paid_trade(order)
    bring(trade)
    assert bring(trade, id="N2", trade_no="SB-second").body == b"success"
    order.refresh_from_db()
    second = Payment.objects.get(trade_no="SB-second")
    assert (order.state, second.settles, second.refunds.get().reason) == ("paid", False, "duplicate")
    assert Payment.objects.get(settles=True).refunds.count() == 0
    assert news == [("settled", order.number)]


def test_money_for_a_closed_order_settles_it_and_closes_its_successor(order: Order, news: News) -> None:
    trade = paid_trade(order)
    close(order)
    successor = OrderFactory(subject=order.subject, payer=order.payer)
    bring(trade)
    order.refresh_from_db()
    successor.refresh_from_db()
    assert (order.state, successor.state) == ("paid", "closed")
    assert news == [("settled", order.number)]


def test_money_for_a_closed_order_goes_back_when_its_successor_is_paid(order: Order, news: News) -> None:
    trade = paid_trade(order)
    close(order)
    successor = OrderFactory(subject=order.subject, payer=order.payer)
    bring(paid_trade(successor))
    bring(trade)
    order.refresh_from_db()
    assert (order.state, order.payments.get().refunds.get().reason) == ("closed", "duplicate")
    assert news == [("settled", successor.number)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": 1}, "订单 {0}：平台金额 0.01 元，应为 30 元"),
        ({"amount": 300000}, "订单 {0}：平台金额 3,000 元，应为 30 元"),
        ({"merchant": "SOMEBODY"}, "订单 {0}：商户号 SOMEBODY 不是本单位的商户号"),
        ({"currency": "USD"}, "订单 {0}：币种 USD 不是 CNY"),
        ({"order_number": "20221207UNKNOWN000"}, "没有订单号 20221207UNKNOWN000"),
        ({"paid_at": None}, "订单 {0}：平台没有给出交易号或支付时间"),
        ({"trade_no": ""}, "订单 {0}：平台没有给出交易号或支付时间"),
    ],
)
def test_a_signed_callback_that_disagrees_with_the_order_pays_nothing(
    order: Order, news: News, changes: dict[str, object], sentence: str
) -> None:
    trade = paid_trade(order)
    reply = bring(trade, **changes)
    order.refresh_from_db()
    assert (reply.status, reply.body, order.state, Payment.objects.count(), news) == (400, b"fail", "open", 0, [])
    assert outcomes() == [("refused", sentence.format(order.number))]


def test_a_message_that_was_refused_is_looked_at_again(order: Order) -> None:
    """The provider puts its mistake right and sends the same message again."""
    trade = paid_trade(order)
    assert [bring(trade, amount=1).body, bring(trade).body] == [b"fail", b"success"]
    order.refresh_from_db()
    message = GatewayMessage.objects.get()
    assert (order.state, message.verdict, message.outcome, message.times) == ("paid", "accepted", "订单已支付", 2)


def test_a_callback_about_an_unpaid_trade_changes_nothing(order: Order, news: News) -> None:
    assert bring(trade_for(order)).body == b"success"
    order.refresh_from_db()
    assert (order.state, news) == ("open", [])


def test_a_trade_number_cannot_pay_two_orders(order: Order) -> None:
    first = paid_trade(order)
    bring(first)
    other = OrderFactory()
    assert bring(paid_trade(other), trade_no=first.trade_no).body == b"fail"
    other.refresh_from_db()
    assert (other.state, Payment.objects.count()) == ("open", 1)


@pytest.mark.parametrize("harm", ["body", "timestamp", "nonce", "signature", "unsigned", "portal-key"])
def test_a_tampered_or_unsigned_callback_pays_nothing(order: Order, news: News, harm: str) -> None:
    body, headers = notify.callback(paid_trade(order))
    match harm:
        case "body":
            body = body.replace(b"3000", b"3001")
        case "timestamp":
            headers[keys.TIMESTAMP] = str(int(headers[keys.TIMESTAMP]) + 1)
        case "nonce":
            headers[keys.NONCE] = "0" * 16
        case "signature":
            headers[keys.SIGNATURE] = "不是签名"
        case "unsigned":
            headers = {"content-type": "application/json"}
        case "portal-key":
            headers = keys.signed("portal", body)
    replies = [receive("sandbox", body, headers) for _ in range(2)]
    order.refresh_from_db()
    assert ([r.body for r in replies], order.state, news) == ([b"fail"] * 2, "open", [])
    message = GatewayMessage.objects.get()
    assert (message.verified, message.times, message.outcome) == (False, 2, "签名无效，或内容被改动")


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_replayed_callback_is_refused_by_its_age(order: Order, monkeypatch: pytest.MonkeyPatch, minutes: int) -> None:
    trade = paid_trade(order)
    now = timezone.now()
    monkeypatch.setattr(keys.timezone, "now", lambda: now + timedelta(minutes=minutes))
    body, headers = notify.callback(trade)
    monkeypatch.undo()
    assert receive("sandbox", body, headers).body == b"fail"
    order.refresh_from_db()
    assert order.state == "open"
    assert outcomes() == [("refused", "签名时间和现在相差超过 5 分钟")]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b"\xff", b'{"id": 1, "about": "trade", "order_number": "x", "state": "?"}']
)
def test_signed_nonsense_is_refused(db: None, body: bytes) -> None:
    assert receive("sandbox", body, keys.signed("provider", body)).body == b"fail"


@pytest.mark.parametrize("amount", [3000.0, "3000", True, None])
def test_an_amount_that_is_not_whole_fen_is_refused(order: Order, amount: object) -> None:
    assert bring(paid_trade(order), amount=amount).body == b"fail"


def test_a_time_without_its_zone_is_refused(order: Order) -> None:
    assert bring(paid_trade(order), paid_at="2022-12-09T14:59:00").body == b"fail"


def test_header_names_may_be_in_any_case(order: Order) -> None:
    body, headers = notify.callback(paid_trade(order))
    assert receive("sandbox", body, {name.title(): value for name, value in headers.items()}).body == b"success"


def test_a_gateway_that_is_not_in_use_is_not_listened_to(db: None) -> None:
    with pytest.raises(NoSuchGateway):
        receive("wechat", b"{}", {})


def test_an_error_above_leaves_the_order_open_and_the_message_unheard(order: Order) -> None:
    """Order, payment, message and what a receiver writes are one transaction."""
    from selfexam.payments.signals import order_settled

    def broken(**kwargs: object) -> None:
        raise RuntimeError

    trade = paid_trade(order)
    order_settled.connect(broken)
    with pytest.raises(RuntimeError):
        bring(trade)
    order_settled.disconnect(broken)
    order.refresh_from_db()
    assert (order.state, Payment.objects.count(), GatewayMessage.objects.count()) == ("open", 0, 0)
    assert bring(trade).body == b"success"


def test_messages_hold_nothing_of_the_body(order: Order) -> None:
    trade = paid_trade(order)
    bring(trade)
    message = GatewayMessage.objects.get()
    kept = json.dumps([str(value) for value in vars(message).values()])
    assert trade.title not in kept
    assert len(message.body_hash) == 64
