"""An uploaded file of plan tables: what it would do is looked at first, importing it is a second step."""

import uuid
from pathlib import PurePath
from typing import Any

from django.db import models

from selfexam.private_files import random_name


def upload_name(upload: "PlanUpload", filename: str) -> str:
    return random_name("plan-uploads", PurePath(upload.name).suffix.lower())


def _nothing() -> dict[str, Any]:
    return {}


class PlanUpload(models.Model):
    """`preview` is what checking said; once imported the row and its file stay as evidence."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("文件名", max_length=120)
    file = models.FileField("文件", upload_to=upload_name, max_length=120)
    sha256 = models.CharField(max_length=64)
    preview = models.JSONField("核对结果", default=_nothing)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="上传")
    at = models.DateTimeField("上传时间", auto_now_add=True)
    applied_at = models.DateTimeField("导入时间", null=True, blank=True)
    applied_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="导入"
    )

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = verbose_name_plural = "计划文件"
        constraints = (
            models.UniqueConstraint(
                fields=("sha256", "name"), condition=models.Q(applied_at=None), name="a_waiting_plan_file_is_kept_once"
            ),
            models.CheckConstraint(
                condition=models.Q(applied_at=None, applied_by=None)
                | models.Q(applied_at__isnull=False, applied_by__isnull=False),
                name="imported_plan_files_say_when_and_by_whom",
            ),
        )

    def __str__(self) -> str:
        return self.name
