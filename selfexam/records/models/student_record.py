"""The student record (考籍), one for every 准考证号."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from encrypted_fields.fields import EncryptedCharField

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role
from selfexam.catalogue.code_tables import ETHNICITIES, POLITICAL_STATUSES, IdType, Route, Sex
from selfexam.catalogue.models import Plan, Programme, School, Unit
from selfexam.records.admission_numbers import district_of
from selfexam.records.id_numbers import masked


class StudentRecordQuerySet(models.QuerySet["StudentRecord"]):
    def visible_to(self, actor: Actor) -> "StudentRecordQuerySet":
        """Own records, the school's, the unit's, or all for the institute; anybody else sees none."""
        if not isinstance(actor, User):
            return self if actor.role == Role.SYSTEM else self.none()
        if not actor.is_active:
            return self.none()
        if actor.role == Role.CANDIDATE:
            return self.filter(holder=actor)
        if actor.role in SCHOOL_ROLES and actor.school_id is not None:
            return self.filter(school_id=actor.school_id)
        if actor.role == Role.UNIT_CLERK and actor.unit_id is not None:
            return self.filter(unit_id=actor.unit_id)
        return self if actor.role in INSTITUTE_ROLES else self.none()


class StudentRecord(models.Model):
    """Imported, not typed in by candidates; its name and number are printed on the certificate as they stand here."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    admission_number = models.CharField(
        "准考证号", max_length=12, unique=True, validators=[RegexValidator(r"^\d{12}$", "准考证号是 12 位数字")]
    )
    name = models.CharField("姓名", max_length=40)
    sex = models.CharField("性别", max_length=1, choices=Sex.choices)
    birth_date = models.DateField("出生日期")
    ethnicity = models.CharField("民族", max_length=2, choices=ETHNICITIES)
    political_status = models.CharField("政治面貌", max_length=2, choices=POLITICAL_STATUSES, default="13")
    id_type = models.CharField("证件类型", max_length=1, choices=IdType.choices, default=IdType.RESIDENT)
    id_number = EncryptedCharField("证件号码", max_length=200)
    # Keyed digest of the ID number: exact search and sign-in without decrypting every row.
    id_digest = models.CharField(max_length=64, db_index=True)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="records", verbose_name="专业")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="records", verbose_name="考试计划")
    school = models.ForeignKey(School, models.PROTECT, related_name="records", verbose_name="主考学校")
    route = models.CharField("考生类别", max_length=10, choices=Route.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="records", verbose_name="集体单位"
    )
    first_enrolled = models.CharField("首次报考", max_length=7, help_text="年-月，如 2019-10")
    phone = models.CharField("登记电话", max_length=20, blank=True)
    holder = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="records", verbose_name="账号")
    # Decides whether additional courses (加考) are due; empty until the school has looked at the prior diploma.
    prior_related = models.BooleanField("前置专业与本专业相关", null=True, blank=True)
    graduated_on = models.DateField("毕业日期", null=True, blank=True)
    # 合并: a record that has ended points to the one which goes on; its credits are there.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_from", verbose_name="并入的考籍"
    )
    merged_on = models.DateField("合并日期", null=True, blank=True)

    objects = StudentRecordQuerySet.as_manager()

    class Meta:
        ordering = ("admission_number",)
        verbose_name = verbose_name_plural = "考籍"
        indexes = (
            models.Index(fields=("school", "programme"), name="record_school_programme"),
            models.Index(fields=("programme", "id"), name="record_by_programme"),
            # Part of a name is looked for in these narrow rows instead of the wide ones of the table.
            models.Index(fields=("name", "id"), name="record_name"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(admission_number__regex=r"^[0-9]{12}$"),
                name="admission_number_has_twelve_digits",
                violation_error_message="准考证号是 12 位数字",
            ),
            models.CheckConstraint(
                condition=models.Q(route=Route.COLLECTIVE_UNIT, unit__isnull=False)
                | ~models.Q(route=Route.COLLECTIVE_UNIT),
                name="unit_candidates_name_their_unit",
                violation_error_message="集体单位考生要有单位",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None, merged_on=None)
                | models.Q(merged_into__isnull=False, merged_on__isnull=False),
                name="an_ended_record_says_where_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="a_record_does_not_end_in_itself",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.admission_number}"

    @property
    def is_ended(self) -> bool:
        """Merged into another record: no new application, no correction."""
        return self.merged_into_id is not None

    def survivor(self) -> "StudentRecord":
        """The record that goes on, through as many merges as there were; itself if it has not ended."""
        record = self
        while record.merged_into is not None:
            record = record.merged_into
        return record

    @property
    def district(self) -> str:
        """The district or county that gave out the number, empty if its digits name none."""
        return district_of(self.admission_number)

    @property
    def masked_id_number(self) -> str:
        """First six and last four characters: `500000********0000`."""
        return masked(self.id_number)

    @property
    def masked_phone(self) -> str:
        """`138****0000`: staff see the rest only where they need it."""
        return f"{self.phone[:3]}****{self.phone[-4:]}" if len(self.phone) > 7 else self.phone

    @property
    def grouped_admission_number(self) -> str:
        """In groups of four, as people read it aloud."""
        number = self.admission_number
        return " ".join(number[i : i + 4] for i in range(0, len(number), 4))
