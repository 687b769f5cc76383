"""Orders and payments beside which no application stands: their subject is a key of nothing."""

from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone

from selfexam.payments.models import Order, Payment
from tests.factories.accounts import UserFactory


class OrderFactory(factory.django.DjangoModelFactory[Order]):
    class Meta:
        model = Order

    purpose = Order.Purpose.REVIEW_FEE
    subject = factory.LazyFunction(lambda: str(uuid4()))
    payer = factory.SubFactory(UserFactory)
    title = "毕业审定费，2022 年下半年"
    amount = 3000
    pay_before = factory.LazyFunction(lambda: timezone.now() + timedelta(days=2))
    return_path = "/applications/"


class PaymentFactory(factory.django.DjangoModelFactory[Payment]):
    """A payment that the sandbox knows nothing of, unless it is made through `tests.payments.paying`."""

    class Meta:
        model = Payment

    order = factory.SubFactory(OrderFactory)
    gateway = "sandbox"
    trade_no = factory.Sequence(lambda n: f"SB{n:018d}")
    amount = factory.SelfAttribute("order.amount")
    paid_at = factory.LazyFunction(timezone.now)
    via = Payment.Via.CALLBACK
