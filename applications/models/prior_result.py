"""What was found out about a prior certificate number (前置学历核对): a row beside the application, never a status.

Written by domain/prior_results.py only. The newest row about the number that the application names is what counts;
rows about other numbers, and earlier ones, stay as history.
"""

from typing import Any

from django.db import models
from django.db.models import Q

from applications.models.application import Application


class PriorResult(models.Model):
    """Append-only: who looked, where, when, and with which report."""

    class Outcome(models.TextChoices):
        VERIFIED = "verified", "学信网一致"
        NOT_FOUND = "not_found", "学信网未查到"
        DIFFERS = "differs", "学信网信息不一致"

    class Provider(models.TextChoices):
        """Who was asked; each but the first is a file of applications/priors."""

        MANUAL = "manual", "老师在学信网核对"
        IMPORTED = "imported", "学信网批量核对"
        SANDBOX = "sandbox", "模拟核对（演示）"

    application = models.ForeignKey(Application, models.PROTECT, related_name="prior_results")
    number = models.CharField("证书编号", max_length=30)
    outcome = models.CharField("核对结果", max_length=12, choices=Outcome.choices)
    provider = models.CharField("核对方式", max_length=12, choices=Provider.choices)
    report_number = models.CharField("报告编号", max_length=30, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField("经办", max_length=40)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ("at", "id")
        verbose_name = verbose_name_plural = "前置学历核对结果"
        constraints = (
            models.UniqueConstraint(
                fields=("application", "number", "provider"),
                condition=~Q(provider="manual"),
                name="a_provider_answers_once_about_a_number",
                violation_error_message="这个编号已经核对过",
            ),
            models.CheckConstraint(
                condition=Q(provider="manual", by__isnull=False) | (~Q(provider="manual") & Q(by=None)),
                name="a_manual_prior_result_names_its_person",
                violation_error_message="人工核对要有经办人",
            ),
            models.CheckConstraint(
                condition=~Q(provider="manual", outcome="verified", report_number=""),
                name="a_manual_confirmation_names_its_report",
                violation_error_message="核对一致要写报告编号",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["verified", "not_found", "differs"]),
                name="prior_result_outcome_is_known",
                violation_error_message="核对结果不存在",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.get_outcome_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("what was found out stays")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("what was found out stays")
