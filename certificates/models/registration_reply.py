"""A results file (注册结果回执) as it was received; read as a preview first, applied once and whole."""

import uuid
from pathlib import PurePath

from django.db import models

from certificates.models.registration_package import RegistrationPackage
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.private_files import random_name


def reply_name(reply: "RegistrationReply", filename: str) -> str:
    return random_name("registration-replies", PurePath(filename).suffix.lower())


class RegistrationReplyQuerySet(models.QuerySet["RegistrationReply"]):
    def visible_to(self, actor: Actor) -> "RegistrationReplyQuerySet":
        return self.filter(package__in=RegistrationPackage.objects.visible_to(actor))


class RegistrationReply(models.Model):
    """Kept as evidence, applied or not; the same bytes for the same package are the same reply."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    package = models.ForeignKey(RegistrationPackage, models.PROTECT, related_name="replies", verbose_name="数据包")
    file = models.FileField(upload_to=reply_name, max_length=120)
    filename = models.CharField("文件名", max_length=120)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传")
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="导入")
    applied_at = models.DateTimeField("导入时间", null=True, blank=True)
    accepted = models.PositiveIntegerField("成功", default=0)
    rejected = models.PositiveIntegerField("失败", default=0)

    objects = RegistrationReplyQuerySet.as_manager()

    class Meta:
        ordering = ("-uploaded_at",)
        verbose_name = verbose_name_plural = "电子注册结果"
        constraints = (
            models.UniqueConstraint(fields=("package", "sha256"), name="same_reply_is_kept_once"),
            models.CheckConstraint(
                condition=models.Q(applied_at=None, applied_by=None)
                | models.Q(applied_at__isnull=False, applied_by__isnull=False),
                name="applied_replies_name_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.package} {self.filename}"
