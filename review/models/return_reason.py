"""Reasons for a return (退回原因) that reviewers choose from; the wording can still be edited case by case."""

from django.db import models

from review.items import FirstItem


class ReturnReason(models.Model):
    item = models.CharField("审核项", max_length=16, choices=FirstItem.choices)
    text = models.CharField("原因", max_length=200)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("可用", default=True)

    class Meta:
        ordering = ("item", "position", "id")
        verbose_name = verbose_name_plural = "退回原因"
        constraints = (
            models.UniqueConstraint(
                fields=("item", "text"), name="a_reason_is_listed_once", violation_error_message="这一项已有同样的原因"
            ),
        )

    def __str__(self) -> str:
        return self.text
