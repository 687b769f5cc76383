"""Photos that show the same picture (`same_photo`): seen by reviewers only, a candidate never learns of another."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from applications.models.photo import Photo
from selfexam.catalogue.models import Batch


class PhotoFingerprint(models.Model):
    """The 64 bits of applications/photos/fingerprint.py in four indexed bands; goes with its photo."""

    photo = models.OneToOneField(Photo, models.CASCADE, related_name="fingerprint")
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="+", db_index=False)
    band0 = models.PositiveIntegerField()
    band1 = models.PositiveIntegerField()
    band2 = models.PositiveIntegerField()
    band3 = models.PositiveIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "照片指纹"
        indexes = tuple(
            models.Index(fields=("batch", band), name=f"photo_{band}") for band in ("band0", "band1", "band2", "band3")
        )

    def __str__(self) -> str:
        return f"{self.photo}"

    @property
    def bands(self) -> tuple[int, int, int, int]:
        return self.band0, self.band1, self.band2, self.band3


class PhotoLikenessQuerySet(models.QuerySet["PhotoLikeness"]):
    def of(self, photo: Photo) -> "PhotoLikenessQuerySet":
        return self.filter(Q(first=photo) | Q(second=photo))

    def in_force(self) -> "PhotoLikenessQuerySet":
        """Both photos are current and handed in: nobody learns of a draft, or of a photo that was replaced."""
        handed_in = self.filter(first__superseded_at=None, second__superseded_at=None)
        return handed_in.filter(
            first__application__first_submitted_at__isnull=False, second__application__first_submitted_at__isnull=False
        )


class PhotoLikeness(models.Model):
    """One row a pair, the older photo first; `percent` is how much of the outlines agrees."""

    class Kind(models.TextChoices):
        OTHER = "other", "另一人"
        OWN = "own", "本人以前的申请"

    first = models.ForeignKey(Photo, models.CASCADE, related_name="likenesses_later")
    second = models.ForeignKey(Photo, models.CASCADE, related_name="likenesses_earlier")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    percent = models.PositiveSmallIntegerField()
    found_at = models.DateTimeField(auto_now_add=True)

    objects = PhotoLikenessQuerySet.as_manager()

    class Meta:
        ordering = ("first", "second")
        verbose_name = verbose_name_plural = "相似照片"
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="two_photos_are_alike_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="the_older_photo_stands_first"),
        )

    def __str__(self) -> str:
        return f"{self.first} = {self.second}"

    def beside(self, photo: Photo) -> Any:
        """The other one of the two."""
        return self.second if self.first_id == photo.pk else self.first
