"""A unit's table of exemptions as it was read: the good rows apart from the bad, kept until they are taken."""

import uuid
from typing import Any

from django.db import models

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch, Unit


class ExemptionUploadQuerySet(models.QuerySet["ExemptionUpload"]):
    def visible_to(self, actor: Actor) -> "ExemptionUploadQuerySet":
        """The clerks of the unit; nobody else."""
        if not isinstance(actor, User) or not actor.is_active or actor.role != Role.UNIT_CLERK:
            return self.none()
        return self.filter(unit_id=actor.unit_id) if actor.unit_id is not None else self.none()


def nothing() -> list[Any]:
    return []


class ExemptionUpload(models.Model):
    """`good` and `bad` hold the cells of each row by column; a bad one also its number and what is wrong with it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=80)
    good = models.JSONField(default=nothing)
    bad = models.JSONField(default=nothing)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField("上传时间", auto_now_add=True)
    taken_at = models.DateTimeField("录入时间", null=True, blank=True)

    objects = ExemptionUploadQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = verbose_name_plural = "免考表格"

    def __str__(self) -> str:
        return self.name
