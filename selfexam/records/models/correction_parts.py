"""What a correction asks for, fact by fact, and the images that prove it."""

import uuid

from django.db import models
from encrypted_fields.fields import EncryptedCharField

from selfexam.accounts.actors import Actor
from selfexam.private_files import random_name
from selfexam.records.models.correction import Correction


def proof_name(proof: "CorrectionProof", filename: str) -> str:
    return random_name("correction-proofs", ".jpg")


class CorrectedField(models.TextChoices):
    """The facts of a record that can be asked about, by their field of StudentRecord."""

    NAME = "name", "姓名"
    SEX = "sex", "性别"
    BIRTH_DATE = "birth_date", "出生日期"
    ETHNICITY = "ethnicity", "民族"
    POLITICAL_STATUS = "political_status", "政治面貌"
    ID_TYPE = "id_type", "证件类型"
    ID_NUMBER = "id_number", "证件号码"


class CorrectionItem(models.Model):
    """One fact: as it stood when it was asked for, and as it should be. Both encrypted, an ID number may be among
    them.
    """

    correction = models.ForeignKey(Correction, models.CASCADE, related_name="items")
    field = models.CharField("项目", max_length=16, choices=CorrectedField.choices)
    before = EncryptedCharField("现在", max_length=300)
    after = EncryptedCharField("更正为", max_length=300)

    class Meta:
        ordering = ("id",)
        verbose_name = verbose_name_plural = "更正项目"
        constraints = (
            models.UniqueConstraint(fields=("correction", "field"), name="a_fact_is_asked_about_once"),
            models.CheckConstraint(
                condition=models.Q(field__in=CorrectedField.values), name="only_known_facts_are_corrected"
            ),
        )

    def __str__(self) -> str:
        return str(self.get_field_display())


class CorrectionProofQuerySet(models.QuerySet["CorrectionProof"]):
    def visible_to(self, actor: Actor) -> "CorrectionProofQuerySet":
        return self.filter(correction__in=Correction.objects.visible_to(actor))


class CorrectionProof(models.Model):
    """One image (户口簿, 身份证, 公安机关证明 …), opened safely and re-encoded before it was kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    correction = models.ForeignKey(Correction, models.CASCADE, related_name="proofs")
    file = models.FileField(upload_to=proof_name, max_length=120)
    bytes = models.PositiveIntegerField()

    objects = CorrectionProofQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = verbose_name_plural = "更正证明"

    def __str__(self) -> str:
        return str(self.file)
