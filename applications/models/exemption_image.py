"""Images that prove an exemption: certificate, transcript, diploma. Re-encoded and private."""

import uuid

from django.db import models

from applications.models.exemption import ExemptionRequest
from selfexam.accounts.actors import Actor
from selfexam.private_files import random_name


def image_name(image: "ExemptionImage", filename: str) -> str:
    return random_name("exemptions", ".jpg")


class ExemptionImageQuerySet(models.QuerySet["ExemptionImage"]):
    def visible_to(self, actor: Actor) -> "ExemptionImageQuerySet":
        return self.filter(request__in=ExemptionRequest.objects.visible_to(actor))


class ExemptionImage(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(ExemptionRequest, models.CASCADE, related_name="images")
    file = models.FileField(upload_to=image_name, max_length=120)
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = ExemptionImageQuerySet.as_manager()

    class Meta:
        ordering = ("uploaded_at", "pk")
        verbose_name = verbose_name_plural = "免考材料图片"
        constraints = (
            models.UniqueConstraint(
                fields=("request", "sha256"),
                name="exemption_image_is_kept_once",
                violation_error_message="这张图片已经有了",
            ),
        )

    def __str__(self) -> str:
        return f"{self.request} 图片"
