"""A reviewer passes a photo that the machine had refused: who, when, why, and which rules were set aside."""

from django.db import models

from applications.models import Application, PhotoResult


class PhotoOverride(models.Model):
    """`codes` are the failing rules as they stood; rules about the file itself cannot be among them."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="photo_overrides")
    result = models.OneToOneField(PhotoResult, models.PROTECT, related_name="override")
    codes = models.JSONField("放行的项目")
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("application", "at")
        verbose_name = verbose_name_plural = "照片放行"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="an_override_has_a_reason",
                violation_error_message="请写明放行的理由",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} {self.reason}"
