"""The application: one record's wish to graduate in one batch.

Its status is written by domain/lifecycle.py only; machine results (photo verdict, orders, refunds, print runs) are rows
beside it and never states.
"""

import uuid
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from applications.statuses import CANDIDATE_WORDS, CLOSED, EDITABLE, STAFF_TAGS, TIMESTAMP_OF, UNPAID, Status, Word
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role
from selfexam.catalogue.models import Batch
from selfexam.records.models import StudentRecord


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, actor: Actor) -> "ApplicationQuerySet":
        """Own applications; for staff those handed in at least once, within school or unit; others see none.

        A draft is the candidate's alone: staff see an application from its first submission on. The one exception is
        what a school has accepted at its counter (现场受理), which that school sees from then on.
        """
        if not isinstance(actor, User):
            return self if actor.role == Role.SYSTEM else self.none()
        if not actor.is_active:
            return self.none()
        if actor.role == Role.CANDIDATE:
            return self.filter(record__holder=actor)
        handed_in = self.filter(first_submitted_at__isnull=False)
        if actor.role in SCHOOL_ROLES and actor.school_id is not None:
            here = models.Q(first_submitted_at__isnull=False) | models.Q(counter_opened_at__isnull=False)
            return self.filter(here, school_id=actor.school_id)
        if actor.role == Role.UNIT_CLERK and actor.unit_id is not None:
            return handed_in.filter(record__unit_id=actor.unit_id)
        return handed_in if actor.role in INSTITUTE_ROLES else self.none()

    def awaiting_first_review(self) -> "ApplicationQuerySet":
        return self.filter(status=Status.SUBMITTED)

    def overdue(self, now: datetime | None = None) -> "ApplicationQuerySet":
        """Unpaid when their batch's payment deadline has come: void by the notice, 一(一)."""
        return self.filter(status__in=UNPAID, batch__pay_until__lte=now or timezone.now())

    def with_record(self) -> "ApplicationQuerySet":
        """With everything a list row shows, in the same query."""
        return self.select_related("batch", "school", "record__programme", "record__unit", "record__plan")


class PriorLevel(models.TextChoices):
    """Level of the prior qualification (前置学历); both published bachelor plans admit the completion certificate
    too.
    """

    JUNIOR_COLLEGE = "junior_college", "专科毕业"
    BACHELOR = "bachelor", "本科毕业"
    BACHELOR_COMPLETION = "bachelor_completion", "本科结业"
    POSTGRADUATE = "postgraduate", "研究生毕业"
    # The number is then the own 准考证号 of the 专科 that is applied for in the same batch (专本同办).
    SAME_BATCH = "same_batch", "同批次自考专科"


class PriorCheck(models.TextChoices):
    """Whether the prior certificate number was found at 学信网 (notice 一(一)5)."""

    UNCHECKED = "unchecked", "未核对"
    VERIFIED = "verified", "学信网一致"
    NOT_FOUND = "not_found", "学信网未查到"
    DIFFERS = "differs", "学信网信息不一致"
    SAME_BATCH = "same_batch", "看专科申请"


class Application(models.Model):
    """What the candidate says, and when the application reached each state."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="applications", verbose_name="批次")
    record = models.ForeignKey(StudentRecord, models.PROTECT, related_name="applications", verbose_name="考籍")
    # Copied from the record when the application begins: a later move of the record leaves the reviewing school in
    # charge.
    school = models.ForeignKey("catalogue.School", models.PROTECT, related_name="applications", verbose_name="主考学校")
    status = models.CharField("状态", max_length=16, choices=Status.choices, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)

    record_confirmed_at = models.DateTimeField("考籍核对时间", null=True, blank=True)
    phone = models.CharField("手机", max_length=11, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    address = models.CharField("通信地址", max_length=120, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    employer = models.CharField("工作单位", max_length=60, blank=True)
    appraisal = models.TextField("自我鉴定", blank=True)
    prior_number = models.CharField("前置学历证书编号", max_length=30, blank=True)
    prior_school = models.CharField("前置学历毕业院校", max_length=60, blank=True)
    prior_level = models.CharField("前置学历层次", max_length=20, choices=PriorLevel.choices, blank=True)
    prior_check = models.CharField(
        "前置学历核对", max_length=12, choices=PriorCheck.choices, default=PriorCheck.UNCHECKED
    )
    materials_read_at = models.DateTimeField("已阅材料清单", null=True, blank=True)
    declared_at = models.DateTimeField("承诺时间", null=True, blank=True)
    # The degree audit as it stood at the last submission; later audits are compared with it.
    audit_at_submission = models.JSONField("提交时的毕业条件", null=True, blank=True, encoder=DjangoJSONEncoder)

    # On-site acceptance (现场受理, notice 一(一)): who took the application up at the counter, when and why; the person
    # who handed it in; the check code of the sheet that the candidate signed (applications/printing/sheet_facts.py).
    counter_opened_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="现场受理"
    )
    counter_opened_at = models.DateTimeField("现场受理时间", null=True, blank=True)
    counter_reason = models.CharField("现场受理原因", max_length=120, blank=True)
    counter_submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="现场提交"
    )
    signed_code = models.CharField("签字表校验码", max_length=8, blank=True)

    # Written with the REGISTER step; the certificate itself is a row of the certificates app.
    certificate_number = models.CharField("证书编号", max_length=17, blank=True)

    created_at = models.DateTimeField("创建", auto_now_add=True)
    saved_at = models.DateTimeField("保存", auto_now=True)
    first_submitted_at = models.DateTimeField("首次提交", null=True, blank=True)
    submitted_at = models.DateTimeField("提交", null=True, blank=True)
    returned_at = models.DateTimeField("退回", null=True, blank=True)
    first_passed_at = models.DateTimeField("初审通过", null=True, blank=True)
    paid_at = models.DateTimeField("初审合格", null=True, blank=True)
    decided_at = models.DateTimeField("会审公布", null=True, blank=True)
    registered_at = models.DateTimeField("电子注册", null=True, blank=True)
    printed_at = models.DateTimeField("证书打印", null=True, blank=True)
    issued_at = models.DateTimeField("领取", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回", null=True, blank=True)
    lapsed_at = models.DateTimeField("作废", null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        verbose_name = verbose_name_plural = "毕业申请"
        indexes = (
            models.Index(fields=("batch", "school", "status"), name="application_desk"),
            models.Index(fields=("status", "submitted_at"), name="application_waiting"),
            # The desks see what was handed in: counts, the school's worklist and its pages come from these two alone.
            models.Index(
                fields=("batch", "school", "status", "submitted_at", "id", "returned_at", "record"),
                condition=models.Q(first_submitted_at__isnull=False),
                name="application_worklist",
            ),
            # The same for a school, which sees what it has in hand at its counter besides: word for word as visible_to
            # asks, or the database would have to look into every row.
            models.Index(
                fields=("batch", "school", "status", "submitted_at", "id", "returned_at", "record"),
                condition=models.Q(first_submitted_at__isnull=False) | models.Q(counter_opened_at__isnull=False),
                name="application_school_desk",
            ),
            models.Index(
                fields=("batch", "submitted_at", "id", "record"),
                condition=models.Q(first_submitted_at__isnull=False),
                name="application_by_submission",
            ),
            models.Index(
                fields=("id",), condition=models.Q(prior_check="not_found"), name="application_prior_not_found"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="application_status_is_known",
                violation_error_message="状态不存在",
            ),
            models.UniqueConstraint(
                fields=("record",),
                condition=~models.Q(status__in=sorted(CLOSED)),
                name="one_live_application_per_record",
                violation_error_message="这个准考证号已有一份毕业申请",
            ),
            models.UniqueConstraint(
                fields=("record", "batch"),
                condition=~models.Q(status=Status.WITHDRAWN),
                name="one_application_per_record_and_batch",
                violation_error_message="这个准考证号在本批次已申请过",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[Status.DRAFT, Status.WITHDRAWN, Status.LAPSED])
                | models.Q(first_submitted_at__isnull=False, submitted_at__isnull=False, declared_at__isnull=False),
                name="submitted_applications_were_declared",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    status__in=[
                        Status.PAID,
                        Status.APPROVED,
                        Status.REJECTED,
                        Status.REGISTERED,
                        Status.PRINTED,
                        Status.ISSUED,
                    ]
                )
                | models.Q(first_passed_at__isnull=False, paid_at__isnull=False),
                name="qualified_applications_were_passed_and_paid",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    counter_opened_at=None, counter_opened_by=None, counter_reason="", counter_submitted_by=None
                )
                | (
                    models.Q(counter_opened_at__isnull=False, counter_opened_by__isnull=False)
                    & ~models.Q(counter_reason="")
                ),
                name="counter_applications_say_who_and_why",
                violation_error_message="现场受理要写明经办人和原因",
            ),
            *(
                models.CheckConstraint(
                    condition=~models.Q(status=status) | models.Q(**{f"{field}__isnull": False}),
                    name=f"{status}_has_its_time",
                )
                for status, field in TIMESTAMP_OF.items()
            ),
        )

    def __str__(self) -> str:
        return f"{self.record} {self.batch}"

    @property
    def candidate_word(self) -> Word:
        return CANDIDATE_WORDS[self.status]

    @property
    def staff_tag(self) -> str:
        return STAFF_TAGS[self.status]

    @property
    def is_at_counter(self) -> bool:
        """Accepted on site: the school fills it in together with the candidate."""
        return self.counter_opened_at is not None

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE

    @property
    def entered_at(self) -> datetime:
        """When the present state was entered."""
        return getattr(self, TIMESTAMP_OF.get(self.status, "created_at")) or self.created_at

    @property
    def was_resubmitted(self) -> bool:
        return self.returned_at is not None

    @property
    def masked_phone(self) -> str:
        return f"{self.phone[:3]}****{self.phone[-4:]}" if len(self.phone) == 11 else self.phone
