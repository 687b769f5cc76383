"""合并考籍: two 准考证号 of one person become one. The source ends, its credits move to the target (来源 合并)."""

import uuid

from django.db import models

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.records.models.student_record import StudentRecord


class RecordMergeQuerySet(models.QuerySet["RecordMerge"]):
    def visible_to(self, actor: Actor) -> "RecordMergeQuerySet":
        """The candidate who holds both records, and the institute, which decides."""
        if not isinstance(actor, User):
            return self if actor.role == Role.SYSTEM else self.none()
        if not actor.is_active:
            return self.none()
        if actor.role == Role.CANDIDATE:
            return self.filter(source__holder=actor, target__holder=actor)
        return self if actor.role in INSTITUTE_ROLES else self.none()

    def open(self) -> "RecordMergeQuerySet":
        return self.filter(state=RecordMerge.State.ASKED)


class RecordMerge(models.Model):
    """`same_id` is what the digests said when it was decided; without it the institute says how it knows the person."""

    class State(models.TextChoices):
        ASKED = "asked", "待考试院决定"
        MERGED = "merged", "已合并"
        REFUSED = "refused", "不同意合并"
        WITHDRAWN = "withdrawn", "已撤回"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.ForeignKey(StudentRecord, models.PROTECT, related_name="merges_out", verbose_name="停用的考籍")
    target = models.ForeignKey(StudentRecord, models.PROTECT, related_name="merges_in", verbose_name="保留的考籍")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.ASKED)
    why = models.CharField("合并原因", max_length=300)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间", auto_now_add=True)
    same_id = models.BooleanField("证件号码一致", null=True, blank=True)
    moved = models.PositiveIntegerField("转入成绩", null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decision_word = models.CharField("决定说明", max_length=300, blank=True)

    objects = RecordMergeQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-id")
        verbose_name = verbose_name_plural = "合并考籍"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")),
                name="a_record_is_not_merged_into_itself",
                violation_error_message="请选择两个不同的准考证号",
            ),
            models.UniqueConstraint(
                fields=("source",),
                condition=models.Q(state__in=("asked", "merged")),
                name="a_record_is_merged_once",
                violation_error_message="这个准考证号已经申请合并或已经合并",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("merged", "refused"), decided_by__isnull=False, decided_at__isnull=False)
                | (models.Q(state__in=("asked", "withdrawn")) & models.Q(decided_by=None, decided_at=None)),
                name="a_decided_merge_names_who_decided",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="merged")
                | models.Q(same_id=True, moved__isnull=False)
                | (models.Q(same_id=False, moved__isnull=False) & ~models.Q(decision_word="")),
                name="a_merge_says_how_the_person_is_known",
                violation_error_message="两份考籍的证件号码不同，请写明怎样确认是同一个人",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused", decision_word=""),
                name="a_refused_merge_has_a_reason",
                violation_error_message="请写明不同意的原因",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source.admission_number} → {self.target.admission_number}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.ASKED

    @property
    def tag(self) -> str:
        """The class of its tag."""
        tags = {self.State.ASKED: "theirs", self.State.MERGED: "done", self.State.REFUSED: "no"}
        return tags.get(self.State(self.state), "")
