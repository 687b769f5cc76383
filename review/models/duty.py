"""The school's duty to tell a refused candidate (notice 一(三): 由主考学校通知考生说明原因)."""

from django.db import models

from applications.models import Application
from selfexam.accounts.actors import Actor


class DutyQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, actor: Actor) -> "DutyQuerySet":
        return self.filter(application__in=Application.objects.visible_to(actor))

    def open(self) -> "DutyQuerySet":
        return self.filter(told_at=None)


class Duty(models.Model):
    class Way(models.TextChoices):
        PHONE = "phone", "电话"
        IN_PERSON = "in_person", "当面"
        MAIL = "mail", "邮件"

    application = models.OneToOneField(Application, models.PROTECT, related_name="duty")
    reason = models.TextField("原因")
    created_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField("通知时间", null=True, blank=True)
    told_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField("方式", max_length=10, choices=Way.choices, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ("created_at",)
        verbose_name = verbose_name_plural = "通知考生"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(told_at=None, told_by=None, way="")
                | (models.Q(told_at__isnull=False, told_by__isnull=False) & ~models.Q(way="")),
                name="a_told_candidate_names_who_and_how",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application}"
