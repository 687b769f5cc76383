"""Outbox: what is said to whom. Rows are written with the step, delivered once by mailing.py."""

import uuid

from django.db import models

from applications.models.application import Application


class Notice(models.Model):
    """One message to the candidate; it is readable in the portal at once, mail follows when there is an address."""

    class Delivery(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENT = "sent", "已发送"
        PORTAL_ONLY = "portal_only", "仅站内"
        FAILED = "failed", "发送失败"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=80)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    delivery = models.CharField(max_length=12, choices=Delivery.choices, default=Delivery.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = verbose_name_plural = "通知"
        indexes = (models.Index(fields=("delivery", "created_at"), name="notice_outbox"),)

    def __str__(self) -> str:
        return self.subject
