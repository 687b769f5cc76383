"""A version of a batch's photo rules (照片规则): what a photo was judged by must be known years later. Append-only."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from selfexam.catalogue.models.batch import Batch


class PhotoRuleSetQuerySet(models.QuerySet["PhotoRuleSet"]):
    def newest(self) -> "PhotoRuleSet | None":
        return self.order_by("-version").first()

    def update(self, **changes: Any) -> int:
        raise TypeError("a version of the rules never changes; put a new one in force")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("a version of the rules is never deleted; photos were judged by it")


class PhotoRuleSet(models.Model):
    """`rules` holds what differs from the defaults; the newest version is in force and equals `Batch.photo_rules`.

    Written by domain/change_photo_rules.py only.
    """

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="photo_rule_sets", verbose_name="批次")
    version = models.PositiveIntegerField("版本")
    rules = models.JSONField("规则", default=dict, blank=True)
    note = models.CharField("原因", max_length=200, blank=True)
    made_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="经办"
    )
    made_at = models.DateTimeField("启用时间", default=timezone.now)

    objects = PhotoRuleSetQuerySet.as_manager()

    class Meta:
        ordering = ("batch", "-version")
        verbose_name = verbose_name_plural = "照片规则版本"
        constraints = (
            models.UniqueConstraint(fields=("batch", "version"), name="rule_version_is_unique_in_its_batch"),
            models.CheckConstraint(condition=Q(version__gte=1), name="rule_versions_count_from_one"),
            models.CheckConstraint(
                condition=Q(version=1) | Q(made_by__isnull=False), name="only_the_first_rules_have_no_author"
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch} 第 {self.version} 版"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a version of the rules never changes; put a new one in force")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("a version of the rules is never deleted; photos were judged by it")
