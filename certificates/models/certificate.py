"""The graduation certificate (毕业证书) of one application: its number, and when it was registered.

A row is written when the number is known: with the registration package for demonstration numbers, with the ministry's
results for imported ones. The number stays with the person, also when a package is rejected and goes out again.
"""

import uuid

from django.db import models

from applications.models import Application
from selfexam.accounts.actors import Actor
from selfexam.catalogue.code_tables import Level
from selfexam.catalogue.models import Batch


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def visible_to(self, actor: Actor) -> "CertificateQuerySet":
        return self.filter(application__in=Application.objects.visible_to(actor))

    def registered(self) -> "CertificateQuerySet":
        return self.filter(registered_at__isnull=False)


class Certificate(models.Model):
    """One number for one person at one level; 考籍 rules allow a single graduation per 准考证号 and level."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.OneToOneField(Application, models.PROTECT, related_name="certificate", verbose_name="毕业申请")
    number = models.CharField("证书编号", max_length=17, unique=True)
    level = models.CharField("层次", max_length=1, choices=Level.choices)
    admission_number = models.CharField("准考证号", max_length=12)
    # Where the number came from: a demonstration number must never pass for an official one.
    numbering = models.CharField("编号来源", max_length=16, choices=Batch.Numbering.choices)
    assigned_at = models.DateTimeField("编号时间")
    registered_at = models.DateTimeField("电子注册时间", null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        verbose_name = verbose_name_plural = "毕业证书"
        constraints = (
            models.UniqueConstraint(
                fields=("admission_number", "level"),
                name="one_certificate_per_admission_number_and_level",
                violation_error_message="这个准考证号在这一层次已有毕业证书",
            ),
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^[0-9]{17}$"),
                name="certificate_number_has_seventeen_digits",
                violation_error_message="证书编号是 17 位数字",
            ),
            models.CheckConstraint(
                condition=models.Q(admission_number__regex=r"^[0-9]{12}$"), name="certificate_names_an_admission_number"
            ),
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="certificate_level_is_known"),
            models.CheckConstraint(
                condition=models.Q(numbering__in=Batch.Numbering.values), name="certificate_numbering_is_known"
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def is_demonstration(self) -> bool:
        return self.numbering == Batch.Numbering.DEMONSTRATION
