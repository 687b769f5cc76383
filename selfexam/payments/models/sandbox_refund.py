"""The make-believe provider's own record of a refund. Only gateways/sandbox reads or writes it."""

from django.db import models

from selfexam.payments.models.sandbox_trade import SandboxTrade


class SandboxRefund(models.Model):
    """Unique by the merchant's refund number: asked twice, the provider pays out once."""

    class State(models.TextChoices):
        PROCESSING = "processing", "处理中"
        DONE = "done", "已退回"

    trade = models.ForeignKey(SandboxTrade, models.CASCADE, related_name="refunds")
    refund_number = models.CharField(max_length=32, unique=True)
    amount = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "模拟平台退费"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="done", done_at__isnull=False)
                | (models.Q(state="processing") & models.Q(done_at=None)),
                name="sandbox_refund_time_fits_its_state",
            ),
        )

    def __str__(self) -> str:
        return self.refund_number
