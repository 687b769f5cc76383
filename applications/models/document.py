"""Images a candidate hands in besides the photo: ID card sides, diploma, 备案表, the sheet signed on site."""

import uuid

from django.db import models

from applications.models.application import Application
from selfexam.accounts.actors import Actor
from selfexam.private_files import random_name


def document_name(document: "Document", filename: str) -> str:
    return random_name("documents", ".jpg")


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, actor: Actor) -> "DocumentQuerySet":
        return self.filter(application__in=Application.objects.visible_to(actor))

    def current(self) -> "DocumentQuerySet":
        return self.filter(superseded_at=None)


class Document(models.Model):
    """One re-encoded image (no EXIF, no GPS); a newer one of the same kind supersedes it."""

    class Kind(models.TextChoices):
        ID_FRONT = "id_front", "身份证人像面"
        ID_BACK = "id_back", "身份证国徽面"
        PRIOR_DIPLOMA = "prior_diploma", "专科及以上毕业证书"
        CHSI_FORM = "chsi_form", "学历电子注册备案表"
        SIGNED_SHEET = "signed_sheet", "签字的毕业申请表"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    file = models.FileField(upload_to=document_name, max_length=120)
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "-uploaded_at")
        verbose_name = verbose_name_plural = "材料图片"
        constraints = (
            models.UniqueConstraint(
                fields=("application", "kind"),
                condition=models.Q(superseded_at=None),
                name="one_current_document_per_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} {self.get_kind_display()}"
