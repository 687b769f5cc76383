"""Who is reviewing an application just now: a lease, so that no two people work on the same one."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from applications.models import Application

LEASE = timedelta(minutes=15)
# What the lead hands to somebody who is not at the desk just now waits for them until the next day.
HANDED = timedelta(hours=24)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def in_force(self, now: datetime | None = None) -> "ClaimQuerySet":
        return self.filter(until__gt=now or timezone.now())


class Claim(models.Model):
    """One row an application, whoever holds it; past `until` it holds nothing and anybody may take it over."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="claim")
    by = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", verbose_name="审核人")
    until = models.DateTimeField("到何时")
    # When this person took it; kept when the lease is renewed, so that a decision knows how long it took.
    since = models.DateTimeField("从何时", default=timezone.now)
    handed_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="转交人"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "正在审核"

    def __str__(self) -> str:
        return f"{self.application} {self.by}"
