"""One person in one registration package, and what the ministry answered."""

from django.db import models

from applications.models import Application
from certificates.models.registration_package import RegistrationPackage


class RegistrationEntry(models.Model):
    """Waiting until the results come; a rejected person may go out again in a later package."""

    class Result(models.TextChoices):
        WAITING = "waiting", "等待结果"
        ACCEPTED = "accepted", "注册成功"
        REJECTED = "rejected", "注册失败"

    package = models.ForeignKey(RegistrationPackage, models.PROTECT, related_name="entries", verbose_name="数据包")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="registration_entries", verbose_name="毕业申请"
    )
    position = models.PositiveIntegerField("行号")
    result = models.CharField("结果", max_length=8, choices=Result.choices, default=Result.WAITING)
    message = models.CharField("说明", max_length=200, blank=True)
    answered_at = models.DateTimeField("收到结果", null=True, blank=True)

    class Meta:
        ordering = ("package", "position")
        verbose_name = verbose_name_plural = "电子注册名单"
        constraints = (
            models.UniqueConstraint(fields=("package", "application"), name="person_stands_once_in_a_package"),
            models.UniqueConstraint(fields=("package", "position"), name="package_positions_are_unique"),
            models.UniqueConstraint(
                fields=("application",),
                condition=models.Q(result__in=["waiting", "accepted"]),
                name="person_waits_in_one_package_only",
                violation_error_message="这位考生已在另一个数据包里",
            ),
            models.CheckConstraint(
                condition=models.Q(result="waiting", answered_at=None)
                | models.Q(result__in=["accepted", "rejected"], answered_at__isnull=False),
                name="answered_entries_have_their_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.package} {self.position} {self.get_result_display()}"
