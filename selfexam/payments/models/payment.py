"""The payment (缴费): money that has arrived for an order, as the provider states it."""

import uuid

from django.db import models
from django.db.models import F, Q

from selfexam.accounts.actors import Actor
from selfexam.payments.models.order import Order

# The gateway of money that a cashier takes; `gateways/counter.py`.
COUNTER = "counter"


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, actor: Actor) -> "PaymentQuerySet":
        return self.filter(order__in=Order.objects.visible_to(actor))


class Payment(models.Model):
    """One row per trade of a gateway. A second trade for the same order is a row too; it is given back."""

    class Via(models.TextChoices):
        CALLBACK = "callback", "平台通知"
        QUERY = "query", "主动查询"
        COUNTER = "counter", "现场缴费"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="payments")
    gateway = models.CharField("支付方式", max_length=20)
    trade_no = models.CharField("平台交易号", max_length=64)
    amount = models.PositiveIntegerField("金额（分）")
    # Fen promised to refunds of this payment, whatever their state; raised by a conditional update only.
    returned = models.PositiveIntegerField("退费（分）", default=0)
    # This is the payment that made the order paid; late and double payments are not.
    settles = models.BooleanField("计入订单", default=False)
    paid_at = models.DateTimeField("支付时间")
    received_at = models.DateTimeField("得知时间", auto_now_add=True)
    via = models.CharField("得知途径", max_length=10, choices=Via.choices)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ("paid_at", "pk")
        verbose_name = verbose_name_plural = "缴费"
        constraints = (
            models.UniqueConstraint(fields=("gateway", "trade_no"), name="one_payment_per_trade"),
            models.UniqueConstraint(fields=("order",), condition=Q(settles=True), name="one_payment_settles_an_order"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_is_positive"),
            models.CheckConstraint(condition=Q(returned__lte=F("amount")), name="no_more_is_returned_than_was_paid"),
            models.CheckConstraint(condition=~Q(trade_no=""), name="payment_has_a_trade_number"),
        )

    def __str__(self) -> str:
        return f"{self.gateway} {self.trade_no}"

    @property
    def is_at_counter(self) -> bool:
        """Taken by a cashier, who also hands it back."""
        return self.gateway == COUNTER
