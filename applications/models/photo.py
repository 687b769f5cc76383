"""The ID photo (证件照) and what the machine measured on it. A verdict is a row beside, never a status."""

import uuid
from datetime import timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from applications.models.application import Application
from selfexam.accounts.actors import Actor
from selfexam.private_files import random_name

if TYPE_CHECKING:
    from applications.models.crop import Crop
    from applications.models.photo_appeal import PhotoAppeal


# A check takes a second, and a queue before the deadline a minute; after this long the page says what may be done.
PATIENCE = timedelta(minutes=2)


def photo_name(photo: "Photo", filename: str) -> str:
    """`filename` is ours: its ending tells what the file is."""
    return random_name("photos", PurePosixPath(filename).suffix)


def view_name(photo: "Photo", filename: str) -> str:
    return random_name("photos", ".jpg")


_TYPES = {".png": "image/png", ".heic": "image/heic"}


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible_to(self, actor: Actor) -> "PhotoQuerySet":
        return self.filter(application__in=Application.objects.visible_to(actor))

    def current(self) -> "PhotoQuerySet":
        return self.filter(superseded_at=None)

    def judged(self) -> "PhotoQuerySet":
        return self.exclude(verdict=Photo.Verdict.PENDING)


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
    # What pages show where the upload is large or of a kind that browsers do not know; never checked, never printed.
    view = models.FileField(upload_to=view_name, max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.PENDING)
    findings = models.JSONField(default=list)
    measures = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True, blank=True)
    # The version of the batch's rules that gave the verdict; None for photos judged before there were versions.
    rule_set = models.ForeignKey(
        "catalogue.PhotoRuleSet", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="照片规则版本"
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at",)
        verbose_name = verbose_name_plural = "证件照"
        indexes = (
            models.Index(
                fields=("application",),
                condition=models.Q(superseded_at=None, verdict="fail"),
                name="photo_refused_now",
            ),
        )
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

    @property
    def cut_with(self) -> "Crop | None":
        """What was done to the original that this photo was cut from; None for a photo that was taken as it came."""
        return getattr(self, "made_from", None)

    @property
    def is_overdue(self) -> bool:
        """Its check has not come for so long that it may have been given up."""
        return self.verdict == self.Verdict.PENDING and timezone.now() - self.uploaded_at > PATIENCE

    @property
    def content_type(self) -> str:
        return _TYPES.get(PurePosixPath(str(self.file.name)).suffix, "image/jpeg")

    def __str__(self) -> str:
        return f"{self.application} {self.get_verdict_display()}"

    @property
    def appeal(self) -> "PhotoAppeal | None":
        """The appeal about this photo, if the candidate made one; fetch with `result__appeal`."""
        return getattr(getattr(self, "result", None), "appeal", None)
