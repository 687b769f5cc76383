"""The batch (批次): one half-year's windows, fees and rules (notice 二, 日程安排)."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone


def _no_rules() -> dict[str, Any]:
    return {}


class BatchQuerySet(models.QuerySet["Batch"]):
    def published(self) -> "BatchQuerySet":
        return self.filter(is_published=True)

    def current(self, now: datetime | None = None) -> "Batch | None":
        """The published batch a visitor means: the one open now, else the last that opened, else the next to open."""
        now = now or timezone.now()
        published = self.published()
        begun = published.filter(apply_from__lte=now).order_by("-apply_from").first()
        return begun or published.order_by("apply_from").first()


class Batch(models.Model):
    """Windows in which candidates apply, schools review, fees are paid and the institute decides.

    The notice gives application, first review and payment the same end; they are three timestamps so that an
    institute can leave a margin (notice 一(一): unpaid at the deadline = void).
    """

    class Numbering(models.TextChoices):
        IMPORTED = "imported", "由考试院下发编号"
        DEMONSTRATION = "demonstration", "演示校验码（非官方算法）"

    code = models.SlugField("批次代码", max_length=12, unique=True)
    name = models.CharField("名称", max_length=40)
    apply_from = models.DateTimeField("申请开始")
    apply_until = models.DateTimeField("申请截止")
    review_until = models.DateTimeField("初审截止")
    pay_until = models.DateTimeField("缴费截止")
    collective_from = models.DateField("会审开始")
    collective_until = models.DateField("会审结束")
    graduation_date = models.DateField("毕业日期", help_text="印在毕业证书上")
    review_fee = models.PositiveIntegerField("毕业审定费（分）", default=3000)
    exemption_fee = models.PositiveIntegerField("免考费（分/科）", default=1500)
    least_appraisal = models.PositiveSmallIntegerField("自我鉴定最少字数", default=200)
    # In force, and equal to the newest PhotoRuleSet; both are written by domain/change_photo_rules.py only.
    photo_rules = models.JSONField("照片规则", default=_no_rules, blank=True)
    photo_rules_version = models.PositiveIntegerField("照片规则版本", default=0, editable=False)
    # No rule of Chongqing on it could be found; other provinces allow it, forbid it or ask for half a year in between.
    allows_same_batch = models.BooleanField(
        "允许专本同办", default=True, help_text="本科考生可以用同批次申请的自考专科作为前置学历"
    )
    numbering = models.CharField("证书编号方式", max_length=16, choices=Numbering.choices, default=Numbering.IMPORTED)
    is_published = models.BooleanField("已发布", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ("-apply_from",)
        verbose_name = verbose_name_plural = "批次"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(apply_from__lt=models.F("apply_until")),
                name="application_window_ends_after_it_begins",
                violation_error_message="申请截止要晚于申请开始",
            ),
            models.CheckConstraint(
                condition=models.Q(review_until__gte=models.F("apply_until")),
                name="review_ends_no_earlier_than_application",
                violation_error_message="初审截止不能早于申请截止",
            ),
            models.CheckConstraint(
                condition=models.Q(pay_until__gte=models.F("review_until")),
                name="payment_ends_no_earlier_than_review",
                violation_error_message="缴费截止不能早于初审截止",
            ),
            models.CheckConstraint(
                condition=models.Q(collective_until__gte=models.F("collective_from")),
                name="collective_review_ends_after_it_begins",
                violation_error_message="会审结束不能早于会审开始",
            ),
            models.CheckConstraint(
                condition=models.Q(review_fee__gt=0),
                name="review_fee_is_positive",
                violation_error_message="毕业审定费要大于 0",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether candidates may hand in now: from inclusive, until exclusive."""
        return self.is_published and self.apply_from <= (now or timezone.now()) < self.apply_until

    def review_is_open(self, now: datetime | None = None) -> bool:
        return self.apply_from <= (now or timezone.now()) < self.review_until

    def payment_is_open(self, now: datetime | None = None) -> bool:
        return self.apply_from <= (now or timezone.now()) < self.pay_until
