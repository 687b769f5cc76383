"""What a candidate reads of money that goes back: in time or late, refused by the provider, or waiting at a counter."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from applications.domain.pay import order_for, refunds_of
from applications.models import Application
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.payments.domain import request_refund
from selfexam.payments.models import Payment, Refund
from tests.cast import Cast
from tests.factories.accounts import UserFactory
from tests.payments.paying import bring, paid_trade, work

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _sandbox(settings: Settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    settings.DEMO = True
    settings.PAYMENT_GATEWAYS = ["sandbox"]
    settings.SANDBOX_REFUNDS = "fail"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def html_of(application: Application, name: str, signed_in: Sign) -> str:
    address = reverse(f"applications:{name}", args=[application.uuid])
    return signed_in(application.record.holder).get(address).content.decode()


def refused_refund(cast: Cast) -> tuple[Application, Refund]:
    """Paid in time, refused at the collective review; the provider says no."""
    application = cast.application(Status.FIRST_PASSED)
    bring(paid_trade(order_for(application)))
    refund = request_refund(Payment.objects.get(), Refund.Reason.NOT_APPROVED)
    work()
    Application.objects.filter(pk=application.pk).update(status=Status.REJECTED, decided_at=timezone.now())
    application.refresh_from_db()
    return application, refund


def test_a_refused_refund_is_told_as_going_on_and_asks_nothing(cast: Cast, signed_in: Sign) -> None:
    application, refund = refused_refund(cast)
    refund.refresh_from_db()
    assert refund.state == Refund.State.FAILED
    html = html_of(application, "pay", signed_in)
    assert "支付平台还没有退成，考试院会再次办理，您不需要做什么" in html
    assert refund.trouble not in html


def test_a_finished_refund_is_told_once(cast: Cast, signed_in: Sign, settings: Settings) -> None:
    settings.SANDBOX_REFUNDS = "done"
    application, _ = refused_refund(cast)
    html = html_of(application, "pay", signed_in)
    assert html.count('<span class="tag">已退费</span>') == 1


def test_money_that_came_too_late_is_told_on_both_pages(cast: Cast, signed_in: Sign) -> None:
    application = cast.application(Status.FIRST_PASSED)
    order = order_for(application)
    bring(paid_trade(order, order.pay_before + timedelta(minutes=1)))
    Application.objects.filter(pk=application.pk).update(status=Status.LAPSED, lapsed_at=timezone.now())
    for name in ("detail", "pay"):
        assert "30 元，逾期支付。正在退回原支付账户" in html_of(application, name, signed_in)


def test_a_receipt_written_by_mistake_is_not_told(cast: Cast) -> None:
    application = cast.application(Status.FIRST_PASSED)
    bring(paid_trade(order_for(application)))
    request_refund(Payment.objects.get(), Refund.Reason.MISTAKE)
    assert refunds_of(application) == []


def test_the_institute_counts_refused_refunds_in_its_navigation(cast: Cast, signed_in: Sign) -> None:
    desk = signed_in(UserFactory(role=Role.INSTITUTE_REVIEWER))
    address = reverse("payments:orders")
    counted = '订单与退费 <span class="count num">1<'
    assert counted not in desk.get(address).content.decode()
    refused_refund(cast)
    assert counted in desk.get(address).content.decode()
