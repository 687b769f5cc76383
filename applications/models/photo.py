"""The ID photo (证件照) and what the machine measured on it. A verdict is a row beside, never a status."""

import uuid

from django.db import models

from applications.models.application import Application
from selfexam.accounts.actors import Actor
from selfexam.private_files import random_name


def photo_name(photo: "Photo", filename: str) -> str:
    return random_name("photos", ".jpg")


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible_to(self, actor: Actor) -> "PhotoQuerySet":
        return self.filter(application__in=Application.objects.visible_to(actor))

    def current(self) -> "PhotoQuerySet":
        return self.filter(superseded_at=None)


class Photo(models.Model):
    """One upload; a newer one supersedes it, the clock removes superseded files."""

    class Verdict(models.TextChoices):
        PENDING = "pending", "检查中"
        CLEAN = "clean", "检查合格"
        WARN = "warn", "有疑点，由老师确认"
        FAIL = "fail", "需更换"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="photos")
    file = models.FileField(upload_to=photo_name, max_length=120)
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.PENDING)
    findings = models.JSONField(default=list)
    measures = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True, blank=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at",)
        verbose_name = verbose_name_plural = "证件照"
        constraints = (
            models.UniqueConstraint(
                fields=("application",),
                condition=models.Q(superseded_at=None),
                name="one_current_photo_per_application",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="pending", checked_at=None)
                | (~models.Q(verdict="pending") & models.Q(checked_at__isnull=False)),
                name="photo_verdict_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} {self.get_verdict_display()}"
