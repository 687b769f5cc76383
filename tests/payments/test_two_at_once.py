"""Two workers at the same moment. SQLite lets one writer in at a time, so the race itself is run on PostgreSQL."""

from selfexam.payments.domain import Answer, ask, open_order, request_refund
from selfexam.payments.models import Order, Payment, Refund
from tests.at_once import AT_ONCE, ON_POSTGRESQL, many_at_once
from tests.factories.payments import OrderFactory, PaymentFactory
from tests.payments.paying import bring, paid_trade, trade_for

pytestmark = ON_POSTGRESQL
News = list[tuple[str, str]]


def test_callbacks_at_once_pay_once(news: News) -> None:
    order = OrderFactory()
    trade = paid_trade(order)
    assert [reply.body for reply in many_at_once(lambda: bring(trade))] == [b"success"] * AT_ONCE
    order.refresh_from_db()
    assert (order.state, Payment.objects.count(), Refund.objects.count()) == ("paid", 1, 0)
    assert news == [("settled", order.number)]


def test_callback_and_queries_at_once_pay_once(news: News) -> None:
    order = OrderFactory()
    trade = paid_trade(order)
    copies = iter([Order.objects.get(pk=order.pk) for _ in range(AT_ONCE)])
    acts = iter([lambda: bring(trade).body, lambda: ask(next(copies))] * AT_ONCE)
    results = many_at_once(lambda: next(acts)())
    assert {str(r) for r in results} == {str(b"success"), str(Answer.PAID)}
    assert (Payment.objects.count(), Refund.objects.count(), len(news)) == (1, 0, 1)


def test_two_payments_at_once_settle_one_and_return_the_other(news: News) -> None:
    order = OrderFactory()
    trade = paid_trade(order)
    numbers = iter(range(AT_ONCE))

    def one() -> bytes:
        number = next(numbers)
        return bring(trade, id=f"N{number}", trade_no=f"SB-{number}").body

    assert many_at_once(one) == [b"success"] * AT_ONCE
    assert (Payment.objects.filter(settles=True).count(), Refund.objects.count()) == (1, AT_ONCE - 1)
    assert news == [("settled", order.number)]


def test_orders_opened_at_once_are_one() -> None:
    like = OrderFactory.build()
    like.payer.save()
    names = ("purpose", "subject", "payer", "title", "amount", "pay_before", "return_path")
    facts = {name: getattr(like, name) for name in names}
    assert len({order.pk for order in many_at_once(lambda: open_order(**facts))}) == 1


def test_refunds_requested_at_once_promise_the_money_once() -> None:
    payment = PaymentFactory()
    results = many_at_once(lambda: request_refund(Payment.objects.get(pk=payment.pk), Refund.Reason.NOT_APPROVED).pk)
    assert len(set(results)) == 1
    payment.refresh_from_db()
    assert (payment.returned, Refund.objects.count()) == (3000, 1)


def test_payers_sent_to_the_cashier_at_once_get_the_same_trade() -> None:
    order = OrderFactory()
    assert len({trade.pk for trade in many_at_once(lambda: trade_for(order))}) == 1
