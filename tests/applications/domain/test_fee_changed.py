"""The institute changes the review fee while candidates are paying: nobody is left with a dead order."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from applications.domain.pay import order_for
from applications.models import Application
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from selfexam.payments.domain import ask, start
from selfexam.payments.gateways.sandbox import cashier
from selfexam.payments.models import Order
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def owing() -> Application:
    return Cast().application(Status.FIRST_PASSED)


def changed_fee(owing: Application, fen: int) -> Application:
    Batch.objects.filter(pk=owing.batch_id).update(review_fee=fen)
    return Application.objects.select_related("batch", "record", "school").get(pk=owing.pk)


def test_whoever_had_begun_to_pay_gets_an_order_over_the_new_fee(owing: Application) -> None:
    old = order_for(owing)
    new = order_for(changed_fee(owing, 3500))
    old.refresh_from_db()
    assert (old.state, new.state, new.amount) == (Order.State.CLOSED, Order.State.OPEN, 3500)
    assert order_for(changed_fee(owing, 3500)) == new


def test_the_old_fee_paid_in_time_counts_and_is_not_asked_for_again(
    owing: Application, signed_in: Callable[[User], Client]
) -> None:
    old = order_for(owing)
    start(old, "", "/")
    new = order_for(changed_fee(owing, 3500))
    cashier.pay(cashier.trade_of(old.number), notify_after=None)
    ask(old)
    owing.refresh_from_db()
    new.refresh_from_db()
    assert (owing.status, new.state) == (Status.PAID, Order.State.CLOSED)
    page = signed_in(owing.record.holder).get(reverse("applications:pay", args=[owing.uuid])).content.decode()
    assert '<p class="sum num">30 元</p>' in page
