"""The limits of exemptions in one batch, kept by the institute: data, not code (免考规定; domain.md 5.7)."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from selfexam.catalogue.models import Batch


class ExemptionLimits(models.Model):
    """A batch without a row has these defaults. `ends_at` may close requests before the application window does."""

    batch = models.OneToOneField(Batch, models.CASCADE, related_name="exemption_limits", verbose_name="批次")
    most_share = models.PositiveSmallIntegerField(
        "其他学历最多免考（占计划门数的百分比）", default=50, help_text="只限制以其他学历申请的考生"
    )
    most_courses = models.PositiveSmallIntegerField("每人最多申请（门）", null=True, blank=True, help_text="不填就不限")
    ends_at = models.DateTimeField("免考申请截止", null=True, blank=True, help_text="不填就和毕业申请同时截止")

    class Meta:
        verbose_name = verbose_name_plural = "免考限制"
        constraints = (
            models.CheckConstraint(
                condition=Q(most_share__range=(1, 100)),
                name="exemption_share_is_a_percentage",
                violation_error_message="百分比是 1 到 100",
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch} 免考限制"

    @classmethod
    def of(cls, batch: Batch) -> "ExemptionLimits":
        return cls.objects.filter(batch=batch).first() or cls(batch=batch)

    @property
    def until(self) -> datetime:
        """When requests close: never after the applications do."""
        window = self.batch.apply_until
        return min(self.ends_at, window) if self.ends_at else window
