"""Help with an upload that does not fit: the frame that was proposed, and what became of it (裁剪).

The upload itself is the original. It stays a row of its own, private as every photo, as long as the photo cut from it.
"""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from applications.models.application import Application
from applications.models.photo import Photo
from selfexam.accounts.actors import Actor

# A proposal takes a second; after this long the page stops asking for it.
PATIENCE = timedelta(minutes=2)


class CropQuerySet(models.QuerySet["Crop"]):
    def visible_to(self, actor: Actor) -> "CropQuerySet":
        return self.filter(photo__application__in=Application.objects.visible_to(actor))

    def for_photo(self, photo: Photo | None) -> "Crop | None":
        """The help that belongs to a photo: made for it, or the one it was cut with."""
        if photo is None:
            return None
        return self.filter(models.Q(photo=photo) | models.Q(result=photo)).select_related("photo", "result").first()


class Crop(models.Model):
    """`frame` and `subject` are of photos/cropping; `done` says everything that was done to the original."""

    class State(models.TextChoices):
        PENDING = "pending", "正在查看"
        OFFERED = "offered", "可以裁剪"
        REFUSED = "refused", "不能裁剪"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    photo = models.OneToOneField(Photo, models.CASCADE, related_name="crop", verbose_name="原照片")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    refusal = models.CharField("不能裁剪的原因", max_length=120, blank=True)
    refusal_code = models.CharField(max_length=20, blank=True)
    source_width = models.PositiveIntegerField(null=True, blank=True)
    source_height = models.PositiveIntegerField(null=True, blank=True)
    frame = models.JSONField(default=dict, blank=True)
    subject = models.JSONField(default=dict, blank=True)
    result = models.OneToOneField(
        Photo, models.SET_NULL, null=True, blank=True, related_name="made_from", verbose_name="裁剪后的照片"
    )
    done = models.JSONField("做了什么", default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = CropQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        verbose_name = verbose_name_plural = "照片裁剪"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="pending", proposed_at=None)
                | (~models.Q(state="pending") & models.Q(proposed_at__isnull=False)),
                name="crop_proposal_has_its_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="offered")
                | models.Q(source_width__isnull=False, source_height__isnull=False),
                name="offered_crops_know_their_source",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(refusal=""), name="refused_crops_have_their_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(result=None) | models.Q(state="offered", accepted_at__isnull=False),
                name="accepted_crops_were_offered_and_have_their_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.photo} {self.get_state_display()}"

    @property
    def is_awaited(self) -> bool:
        return self.state == self.State.PENDING and timezone.now() - self.created_at < PATIENCE
