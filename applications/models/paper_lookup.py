"""Every look-up at an intake desk (材料查找记录): who typed what, and whom it opened. Append-only."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from applications.models.application import Application
from selfexam.accounts.models import User
from selfexam.append_only import AppendOnly

# How long a found person stays open to whoever found them: a working day at the desk.
STAYS_OPEN = timedelta(hours=12)


class PaperLookupQuerySet(models.QuerySet["PaperLookup"]):
    def open_to(self, user: User, now: datetime | None = None) -> "PaperLookupQuerySet":
        return self.filter(by=user, application__isnull=False, at__gt=(now or timezone.now()) - STAYS_OPEN)


class PaperLookup(AppendOnly):
    """A miss has no application."""

    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="查找人")
    at = models.DateTimeField("时间", auto_now_add=True)
    typed = models.CharField("输入", max_length=40)
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="paper_lookups")

    objects = PaperLookupQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = verbose_name_plural = "材料查找记录"
        indexes = (models.Index(fields=("by", "at"), name="paper_lookup_by_whom"),)

    def __str__(self) -> str:
        return f"{self.by} {self.typed}"
