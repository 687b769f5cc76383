"""An attempt to pay: the payer was sent to this gateway for this order, so the gateway can be asked about it."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from selfexam.payments.models.order import Order

SHORTEST_GAP = timedelta(minutes=1)
LONGEST_GAP = timedelta(hours=1)


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> "AttemptQuerySet":
        """The trade may still exist at the provider."""
        return self.filter(closed_at=None)

    def due(self, now: datetime | None = None) -> "AttemptQuerySet":
        """To be asked by the clock, the longest waiting first."""
        return self.open().filter(next_ask_at__lte=now or timezone.now()).order_by("next_ask_at", "pk")


class Attempt(models.Model):
    """One row per order and gateway, written before the gateway is called: a crash in between loses nothing."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="attempts")
    gateway = models.CharField("支付方式", max_length=20)
    started_at = models.DateTimeField("最近发起", default=timezone.now)
    asked_at = models.DateTimeField("最近查询", null=True, blank=True)
    next_ask_at = models.DateTimeField("下次查询")
    closed_at = models.DateTimeField("在支付平台关闭", null=True, blank=True)
    # What the last query found wrong, in a sentence for staff; empty when all is well.
    trouble = models.CharField("异常", max_length=200, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "支付尝试"
        indexes = (models.Index(fields=("closed_at", "next_ask_at"), name="attempt_to_be_asked"),)
        constraints = (models.UniqueConstraint(fields=("order", "gateway"), name="one_attempt_per_order_and_gateway"),)

    def __str__(self) -> str:
        return f"{self.order} {self.gateway}"

    def gap(self, now: datetime) -> timedelta:
        """Until the next query: as long as the attempt is old, so that they grow rarer; a minute at least."""
        return min(max(now - self.started_at, SHORTEST_GAP), LONGEST_GAP)
