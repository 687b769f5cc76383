"""The make-believe provider's own record of a trade. Only gateways/sandbox reads or writes it."""

import secrets

from django.db import models


def trade_token() -> str:
    return secrets.token_urlsafe(24)


def trade_number() -> str:
    return f"SB{secrets.randbelow(10**18):018d}"


class SandboxTrade(models.Model):
    """Holds what the merchant sent, as a provider would; deliberately no foreign key to the portal's order."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待付款"
        PAID = "paid", "已付款"
        CLOSED = "closed", "已关闭"

    token = models.CharField(max_length=40, unique=True, default=trade_token)
    trade_no = models.CharField(max_length=32, unique=True, default=trade_number)
    merchant = models.CharField(max_length=32)
    order_number = models.CharField(max_length=32, unique=True)
    title = models.CharField(max_length=80)
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    notify_url = models.CharField(max_length=300)
    return_url = models.CharField(max_length=300)
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    # The callback: not before this time, how often it was tried, when it was answered with success.
    notify_from = models.DateTimeField(null=True, blank=True)
    notify_times = models.PositiveSmallIntegerField(default=0)
    notified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "模拟平台交易"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="paid", paid_at__isnull=False)
                | (~models.Q(state="paid") & models.Q(paid_at=None)),
                name="sandbox_trade_time_fits_its_state",
            ),
        )

    def __str__(self) -> str:
        return self.trade_no
