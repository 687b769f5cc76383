"""The callback over a real socket: the make-believe provider posts to a running server from a job."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from selfexam.jobs.models import Job
from selfexam.payments.gateways.sandbox import cashier, notify
from selfexam.payments.models import GatewayMessage, Order, SandboxTrade
from tests.factories.payments import OrderFactory
from tests.payments.paying import trade_for, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def order(live_server: LiveServer, settings: Settings) -> Order:
    settings.PORTAL_URL = live_server.url
    return OrderFactory()


def test_the_provider_calls_back(order: Order) -> None:
    cashier.pay(trade_for(order))
    work()
    order.refresh_from_db()
    trade, message = SandboxTrade.objects.get(), GatewayMessage.objects.get()
    assert (order.state, order.paid_at, trade.notify_times) == ("paid", trade.paid_at, 1)
    assert trade.notified_at is not None
    assert (message.verified, message.verdict) == (True, "accepted")


def test_a_delayed_callback_waits_its_time(order: Order) -> None:
    cashier.pay(trade_for(order), notify_after=timedelta(minutes=2))
    work()
    order.refresh_from_db()
    job = Job.objects.get(kind="sandbox_notify")
    assert (order.state, job.state) == ("open", "queued")
    assert timedelta(minutes=1) < job.run_after - timezone.now() < timedelta(minutes=3)
    SandboxTrade.objects.update(notify_from=timezone.now())
    Job.objects.update(run_after=timezone.now())
    work()
    order.refresh_from_db()
    assert order.state == "paid"


def test_the_provider_repeats_what_was_not_answered(order: Order) -> None:
    trade = trade_for(order)
    SandboxTrade.objects.update(notify_url="http://127.0.0.1:9/")
    trade.refresh_from_db()
    cashier.pay(trade)
    work()
    job = Job.objects.get(kind="sandbox_notify")
    assert (job.state, job.put_offs, SandboxTrade.objects.get().notify_times) == ("queued", 1, 1)
    SandboxTrade.objects.update(notify_times=notify.MOST_TIMES - 1)
    Job.objects.update(run_after=timezone.now())
    work()
    assert (Job.objects.get(kind="sandbox_notify").state, SandboxTrade.objects.get().notified_at) == ("done", None)
