"""A registration package (电子注册数据包): what the institute hands to the ministry for one group of graduates."""

import uuid

from django.db import models

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.catalogue.models import Batch
from selfexam.private_files import random_name


def package_name(package: "RegistrationPackage", filename: str) -> str:
    return random_name("registration", ".zip")


class RegistrationPackageQuerySet(models.QuerySet["RegistrationPackage"]):
    def visible_to(self, actor: Actor) -> "RegistrationPackageQuerySet":
        """The institute applies for registration (notice 一(三)); nobody else sees packages."""
        if not isinstance(actor, User):
            return self if actor.role == Role.SYSTEM else self.none()
        return self if actor.is_active and actor.role in INSTITUTE_ROLES else self.none()

    def with_counts(self) -> "RegistrationPackageQuerySet":
        """With how many entries wait, were accepted and were rejected."""
        return self.annotate(
            **{
                name: models.Count("entries", filter=models.Q(entries__result=name))
                for name in ("waiting", "accepted", "rejected")
            }
        )


class RegistrationPackage(models.Model):
    """One ZIP, built in the background from frozen entries; numbered within its batch."""

    class State(models.TextChoices):
        BUILDING = "building", "正在生成"
        READY = "ready", "可下载"
        FAILED = "failed", "没有生成"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="registration_packages", verbose_name="批次")
    sequence = models.PositiveSmallIntegerField("序号")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.BUILDING)
    problem = models.CharField("没有生成的原因", max_length=300, blank=True)
    rows = models.PositiveIntegerField("人数")
    file = models.FileField(upload_to=package_name, max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    bytes = models.PositiveBigIntegerField("字节", default=0)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办")
    made_at = models.DateTimeField("创建", auto_now_add=True)
    ready_at = models.DateTimeField("生成", null=True, blank=True)

    objects = RegistrationPackageQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at",)
        verbose_name = verbose_name_plural = "电子注册数据包"
        constraints = (
            models.UniqueConstraint(fields=("batch", "sequence"), name="package_sequence_is_unique_in_its_batch"),
            models.CheckConstraint(condition=models.Q(rows__gt=0), name="package_has_people"),
            models.CheckConstraint(
                condition=models.Q(state="ready", ready_at__isnull=False) & ~models.Q(file="") & ~models.Q(sha256="")
                | ~models.Q(state="ready") & models.Q(ready_at=None, file=""),
                name="ready_packages_have_their_file",
            ),
            models.CheckConstraint(
                condition=models.Q(state="failed") & ~models.Q(problem="")
                | ~models.Q(state="failed") & models.Q(problem=""),
                name="failed_packages_say_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch} 第 {self.sequence} 包"

    @property
    def file_stem(self) -> str:
        """Name of the download and of the tables inside, without extension."""
        return f"registration-{self.batch.code}-{self.sequence:02d}"
