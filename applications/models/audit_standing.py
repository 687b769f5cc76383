"""What the degree audit says of a handed-in application now. A row of its own, so that a late score never touches
the application that somebody is reading (docs/decisions/0003).
"""

from django.db import models
from django.utils import timezone

from applications.models.application import Application


class AuditStanding(models.Model):
    """Written at submission and whenever the record changes; drafts are audited when their page is read."""

    class Verdict(models.TextChoices):
        PASS = "pass", "满足"
        REVIEW = "review", "需要核对"
        FAIL = "fail", "不满足"

    application = models.OneToOneField(Application, models.CASCADE, related_name="standing")
    verdict = models.CharField("结论", max_length=8, choices=Verdict.choices)
    courses = models.PositiveSmallIntegerField("门数")
    credits = models.PositiveSmallIntegerField("学分")
    # The sentences that block or that a person decides, in the order of the audit.
    reasons = models.JSONField("原因", default=list)
    audited_at = models.DateTimeField("自查时间", default=timezone.now)
    # Set while a change of the record waits to be weighed; a newer change sets it anew.
    stale_since = models.DateTimeField(null=True, blank=True)
    changed_from = models.CharField("原来的结论", max_length=8, choices=Verdict.choices, blank=True)
    changed_at = models.DateTimeField("结论改变时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "毕业条件结论"
        indexes = (
            models.Index(fields=("verdict", "application"), name="standing_by_verdict"),
            models.Index(fields=("stale_since",), name="standing_stale", condition=models.Q(stale_since__isnull=False)),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verdict__in=["pass", "review", "fail"]), name="standing_verdict_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} {self.get_verdict_display()}"
