from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from selfexam.accounts.roles import Role
from selfexam.jobs.models import Job
from selfexam.payments.domain import PaymentRefused, look_after, receive, request_refund, run_refund_again
from selfexam.payments.gateways.protocol import Unreachable
from selfexam.payments.gateways.sandbox import keys
from selfexam.payments.gateways.sandbox.gateway import SandboxGateway
from selfexam.payments.models import Order, Payment, Refund, SandboxRefund
from tests.factories.accounts import UserFactory
from tests.factories.payments import OrderFactory, PaymentFactory
from tests.payments.paying import bring, paid_trade, work

pytestmark = pytest.mark.django_db
News = list[tuple[str, str]]


@pytest.fixture
def payment(order: Order) -> Payment:
    """The order is paid, at the provider and here."""
    bring(paid_trade(order))
    return order.payments.get()


def test_a_refund_goes_back_through_the_provider(order: Order, payment: Payment, news: News) -> None:
    by = UserFactory(role=Role.INSTITUTE_LEAD)
    refund = request_refund(payment, Refund.Reason.NOT_APPROVED, "考籍不符", by)
    assert (refund.amount, refund.state, refund.requested_by) == (3000, "requested", by)
    work()
    refund.refresh_from_db()
    order.refresh_from_db()
    assert (refund.state, order.state, order.refunded_at) == ("done", "refunded", refund.done_at)
    assert SandboxRefund.objects.get().amount == 3000
    assert news == [("refunded", order.number)]


def test_requesting_twice_returns_the_money_once(payment: Payment, news: News) -> None:
    first = request_refund(payment, Refund.Reason.NOT_APPROVED)
    work()
    assert request_refund(payment, Refund.Reason.NOT_APPROVED) == first
    work()
    assert (Refund.objects.count(), SandboxRefund.objects.count(), len(news)) == (1, 1, 1)


def test_a_late_payment_goes_all_the_way_back(order: Order, news: News) -> None:
    bring(paid_trade(order, order.pay_before + timedelta(minutes=1)))
    work()
    order.refresh_from_db()
    assert (Refund.objects.get().state, order.state) == ("done", "closed")
    assert news == [("refunded", order.number)]


def test_a_refused_refund_is_visible_and_can_be_run_again(
    order: Order, payment: Payment, news: News, settings: Settings
) -> None:
    settings.SANDBOX_REFUNDS = "fail"
    refund = request_refund(payment, Refund.Reason.NOT_APPROVED)
    work()
    refund.refresh_from_db()
    order.refresh_from_db()
    assert (refund.state, refund.trouble, order.state, news) == ("failed", "模拟平台按设置拒绝退款", "paid", [])
    settings.SANDBOX_REFUNDS = "done"
    by = UserFactory(role=Role.INSTITUTE_REVIEWER)
    assert [run_refund_again(refund, by), run_refund_again(refund, by)] == [True, False]
    work()
    refund.refresh_from_db()
    assert (refund.state, refund.run_again_by, refund.trouble) == ("done", by, "")
    assert news == [("refunded", order.number)]


def test_a_slow_refund_is_followed_until_it_is_done(payment: Payment, news: News, settings: Settings) -> None:
    settings.SANDBOX_REFUNDS = "slow"
    refund = request_refund(payment, Refund.Reason.NOT_APPROVED)
    work()
    refund.refresh_from_db()
    assert (refund.state, news) == ("sent", [])
    now = timezone.now()
    assert [look_after.look_after_refunds(now), look_after.look_after_refunds(now + timedelta(minutes=11))] == [0, 1]
    work()
    refund.refresh_from_db()
    assert (refund.state, SandboxRefund.objects.count(), len(news)) == ("done", 1, 1)


def test_a_provider_that_is_away_is_tried_again(payment: Payment, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken_but_unanswered(self: SandboxGateway, refund: Refund) -> None:
        original(self, refund)
        raise Unreachable

    original = SandboxGateway.refund
    monkeypatch.setattr(SandboxGateway, "refund", taken_but_unanswered)
    refund = request_refund(payment, Refund.Reason.NOT_APPROVED)
    work()
    refund.refresh_from_db()
    assert (refund.state, refund.trouble) == ("requested", "支付平台没有回应，会自动再试")
    assert Job.objects.get(kind="send_refund").state == "queued"
    monkeypatch.undo()
    Job.objects.update(run_after=timezone.now())
    work()
    refund.refresh_from_db()
    assert (refund.state, SandboxRefund.objects.count()) == ("done", 1)


def test_the_clock_revives_a_refund_whose_job_gave_up(payment: Payment) -> None:
    refund = request_refund(payment, Refund.Reason.NOT_APPROVED)
    Job.objects.update(state="failed", finished_at=timezone.now())
    assert look_after.look_after_refunds(timezone.now() + timedelta(minutes=11)) == 1
    work()
    refund.refresh_from_db()
    assert refund.state == "done"


def test_a_refund_at_a_gateway_no_longer_in_use_waits_for_staff(payment: Payment, settings: Settings) -> None:
    refund = request_refund(payment, Refund.Reason.NOT_APPROVED)
    settings.PAYMENT_GATEWAYS = []
    work()
    refund.refresh_from_db()
    assert (refund.state, refund.trouble) == ("failed", "“模拟支付”没有启用")


def signed_refund(refund: Refund, **facts: object) -> bytes:
    import json

    told = {"id": "R1", "about": "refund", "refund_number": refund.number, "state": "done", "amount": refund.amount}
    body = json.dumps({**told, "at": timezone.now().isoformat(), **facts}).encode()
    return receive("sandbox", body, keys.signed("provider", body)).body


def test_news_of_a_refund_by_callback_counts_once(payment: Payment, news: News) -> None:
    refund = request_refund(payment, Refund.Reason.NOT_APPROVED)
    assert [signed_refund(refund), signed_refund(refund, id="R2")] == [b"success"] * 2
    work()
    refund.refresh_from_db()
    assert (refund.state, len(news), SandboxRefund.objects.count()) == ("done", 1, 0)


def test_a_refund_over_another_sum_is_not_done(payment: Payment, news: News) -> None:
    refund = request_refund(payment, Refund.Reason.NOT_APPROVED)
    signed_refund(refund, amount=1)
    refund.refresh_from_db()
    assert (refund.state, refund.trouble, news) == ("failed", "平台退了 0.01 元，应退 30 元", [])


def test_news_of_an_unknown_refund_is_refused(payment: Payment) -> None:
    refund = request_refund(payment, Refund.Reason.NOT_APPROVED)
    assert signed_refund(refund, refund_number="R0") == b"fail"


def test_the_reason_other_must_be_explained(payment: Payment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        request_refund(payment, Refund.Reason.OTHER)
    assert request_refund(payment, Refund.Reason.OTHER, "考生误缴").note == "考生误缴"


def test_a_part_of_a_payment_leaves_the_order_paid(order: Order, payment: Payment) -> None:
    request_refund(payment, Refund.Reason.OTHER, "少修 1 科", amount=1500)
    work()
    order.refresh_from_db()
    assert order.state == "paid"
    request_refund(payment, Refund.Reason.OTHER, "其余")
    work()
    order.refresh_from_db()
    assert (order.state, sorted(Refund.objects.values_list("amount", flat=True))) == ("refunded", [1500, 1500])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paid=st.integers(1, 10_000), wanted=st.lists(st.none() | st.integers(-100, 12_000), max_size=6))
def test_refunds_never_exceed_the_payment(db: None, paid: int, wanted: list[int | None]) -> None:
    with transaction.atomic():
        payment = PaymentFactory(order=OrderFactory(amount=paid), amount=paid)
        for amount in wanted:
            try:
                request_refund(payment, Refund.Reason.OTHER, "试", amount=amount)
            except PaymentRefused:
                continue
        amounts = list(payment.refunds.values_list("amount", flat=True))
        payment.refresh_from_db()
        assert sum(amounts) == payment.returned <= paid
        assert all(amount > 0 for amount in amounts)


def test_the_database_refuses_to_return_more_than_was_paid(payment: Payment) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(returned=3001)
