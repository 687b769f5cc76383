"""考籍更正: a candidate asks that facts of the record be corrected, the school forwards it, the institute decides.

While a request is open the record is locked: no second request, no import of the fields asked about, no first review.
"""

import uuid

from django.db import models

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role
from selfexam.records.models.student_record import StudentRecord

OPEN = ("asked", "forwarded")
# What the school has spoken on, and what the institute has.
_SCHOOL_SPOKE = ("forwarded", "sent_back", "approved", "refused")
_INSTITUTE_SPOKE = ("approved", "refused")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, actor: Actor) -> "CorrectionQuerySet":
        """The candidate's own, the school's, all for the institute; proofs are nothing for units and others."""
        if isinstance(actor, User) and actor.role not in (Role.CANDIDATE, *SCHOOL_ROLES, *INSTITUTE_ROLES):
            return self.none()
        return self.filter(record__in=StudentRecord.objects.visible_to(actor))

    def open(self) -> "CorrectionQuerySet":
        return self.filter(state__in=OPEN)

    def awaiting(self, user: User) -> "CorrectionQuerySet":
        """What waits for this person: the school checks and forwards, the institute decides."""
        state = Correction.State.ASKED if user.role in SCHOOL_ROLES else Correction.State.FORWARDED
        return self.visible_to(user).filter(state=state)


class Correction(models.Model):
    """One request; what it asks for are its items, what proves it are its proofs. An ended one is never reopened."""

    class State(models.TextChoices):
        ASKED = "asked", "待学校核对"
        FORWARDED = "forwarded", "待考试院决定"
        SENT_BACK = "sent_back", "学校退回"
        APPROVED = "approved", "已更正"
        REFUSED = "refused", "不同意更正"
        WITHDRAWN = "withdrawn", "已撤回"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record = models.ForeignKey(StudentRecord, models.PROTECT, related_name="corrections", verbose_name="考籍")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.ASKED)
    why = models.CharField("更正原因", max_length=300)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    school_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="学校经办"
    )
    school_at = models.DateTimeField("学校核对时间", null=True, blank=True)
    school_word = models.CharField("学校意见", max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decision_word = models.CharField("决定说明", max_length=300, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")
        verbose_name = verbose_name_plural = "考籍更正"
        indexes = (models.Index(fields=("state", "asked_at"), name="correction_worklist"),)
        constraints = (
            models.UniqueConstraint(
                fields=("record",),
                condition=models.Q(state__in=OPEN),
                name="one_open_correction_per_record",
                violation_error_message="这份考籍已有一项更正在办理",
            ),
            models.CheckConstraint(
                condition=~models.Q(why=""),
                name="a_correction_says_why",
                violation_error_message="请写明更正原因",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=_SCHOOL_SPOKE, school_by__isnull=False, school_at__isnull=False)
                & ~models.Q(school_word="")
                | models.Q(state__in=("asked", "withdrawn")),
                name="a_forwarded_correction_has_the_word_of_its_school",
                violation_error_message="请写学校意见",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=_INSTITUTE_SPOKE, decided_by__isnull=False, decided_at__isnull=False)
                | (~models.Q(state__in=_INSTITUTE_SPOKE) & models.Q(decided_by=None, decided_at=None)),
                name="a_decided_correction_names_who_decided",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused", decision_word=""),
                name="a_refused_correction_has_a_reason",
                violation_error_message="请写明不同意的原因",
            ),
        )

    def __str__(self) -> str:
        return f"{self.record} {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def tag(self) -> str:
        """The class of its tag."""
        ends = {self.State.APPROVED: "done", self.State.REFUSED: "no", self.State.SENT_BACK: "yours"}
        return ends.get(self.State(self.state), "theirs" if self.is_open else "")

    @property
    def what(self) -> str:
        """The facts it asks about, as one phrase: 姓名、证件号码."""
        return "、".join(item.get_field_display() for item in self.items.all())
