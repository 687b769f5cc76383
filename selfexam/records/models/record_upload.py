"""A file of records or credits that the institute uploaded: compared first, imported in a second step."""

import uuid
from pathlib import PurePath

from django.db import models

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.private_files import random_name


def upload_name(upload: "RecordUpload", filename: str) -> str:
    return random_name("record-uploads", PurePath(upload.name).suffix.lower())


class RecordUploadQuerySet(models.QuerySet["RecordUpload"]):
    def visible_to(self, actor: Actor) -> "RecordUploadQuerySet":
        """The institute keeps the records; nobody else sees the files."""
        if not isinstance(actor, User):
            return self if actor.role == Role.SYSTEM else self.none()
        return self if actor.is_active and actor.role in INSTITUTE_ROLES else self.none()


class RecordUpload(models.Model):
    """`outcomes` is what comparing (or importing) said of every table; the file is deleted once it is over."""

    class State(models.TextChoices):
        CHECKING = "checking", "正在核对"
        WRONG = "wrong", "需要改正"
        READY = "ready", "可以导入"
        IMPORTING = "importing", "正在导入"
        DONE = "done", "已导入"
        DROPPED = "dropped", "已放弃"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("文件名", max_length=120)
    file = models.FileField(upload_to=upload_name, max_length=120, blank=True)
    sha256 = models.CharField(max_length=64)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.CHECKING)
    outcomes = models.JSONField(default=list)
    # The difference changed between comparing and importing, so it has to be looked at again.
    is_stale = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="上传")
    made_at = models.DateTimeField("上传时间", auto_now_add=True)
    imported_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="导入")
    ended_at = models.DateTimeField("结束", null=True, blank=True)

    objects = RecordUploadQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-id")
        verbose_name = verbose_name_plural = "考籍导入"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("done", "dropped"), ended_at__isnull=False, file="")
                | (~models.Q(state__in=("done", "dropped")) & models.Q(ended_at=None) & ~models.Q(file="")),
                name="uploads_that_are_over_keep_no_file",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("importing", "done")) | models.Q(imported_by__isnull=False),
                name="imports_say_who_started_them",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def tag(self) -> str:
        """The class of its tag."""
        tags = {self.State.WRONG: "no", self.State.READY: "yours", self.State.DONE: "done", self.State.DROPPED: ""}
        return tags.get(self.State(self.state), "now")

    @property
    def is_busy(self) -> bool:
        return self.state in (self.State.CHECKING, self.State.IMPORTING)
