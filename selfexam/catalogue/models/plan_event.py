"""What was changed in programmes, plans and their rules, by whom and when. Append-only."""

from django.db import models

from selfexam.append_only import AppendOnly
from selfexam.catalogue.models.programme import Programme


class PlanEvent(AppendOnly):
    """One change; `changes` lists label, from, to in the words of the page.

    `version` is text, so that the history outlives a version that was thrown away before anybody used it. Without a
    programme it is about rules for all of them: exemptions, the national minimum, an imported file.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="专业"
    )
    version = models.CharField("版本", max_length=12, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="经办")
    at = models.DateTimeField("时间", auto_now_add=True)
    label = models.CharField("做了什么", max_length=60)
    changes = models.JSONField("改动", default=list)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = verbose_name_plural = "计划记录"

    def __str__(self) -> str:
        return f"{self.programme or ''} {self.version} {self.label}".strip()
