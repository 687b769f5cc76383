"""What came in at the callback address of a gateway, true or not, and what was made of it. No personal data."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from selfexam.payments.models.order import Order


class GatewayMessage(models.Model):
    """One row per message of a provider; one row per body for what no provider has signed. `times` counts repeats."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "已处理"
        REFUSED = "refused", "未采信"

    gateway = models.CharField("支付方式", max_length=20)
    message_id = models.CharField("通知编号", max_length=64, blank=True)
    body_hash = models.CharField("内容摘要", max_length=64)
    verified = models.BooleanField("签名有效")
    verdict = models.CharField("结果", max_length=10, choices=Verdict.choices)
    outcome = models.CharField("说明", max_length=200)
    order = models.ForeignKey(Order, models.SET_NULL, null=True, blank=True, related_name="messages")
    received_at = models.DateTimeField("首次收到", default=timezone.now)
    last_at = models.DateTimeField("最近收到", default=timezone.now)
    times = models.PositiveIntegerField("次数", default=1)

    class Meta:
        ordering = ("-last_at", "-pk")
        verbose_name = verbose_name_plural = "平台通知"
        indexes = (models.Index(fields=("verdict", "last_at"), name="message_by_verdict"),)
        constraints = (
            models.UniqueConstraint(
                fields=("gateway", "message_id"), condition=Q(verified=True), name="one_row_per_verified_message"
            ),
            models.UniqueConstraint(
                fields=("gateway", "body_hash"), condition=Q(verified=False), name="one_row_per_unverified_body"
            ),
            models.CheckConstraint(
                condition=Q(verified=False, message_id="", verdict="refused") | (Q(verified=True) & ~Q(message_id="")),
                name="only_verified_messages_have_an_id_or_are_accepted",
            ),
            models.CheckConstraint(condition=~Q(outcome=""), name="message_has_an_outcome"),
        )

    def __str__(self) -> str:
        return f"{self.gateway} {self.outcome}"
