"""The exemption request (课程免考申请, notice annex 5): one form with its evidence, and one row a course.

States of a row are its own and written by domain/exemptions and review/domain/exemptions only; the status of the
application never depends on them. What is decided becomes a Credit of the record.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from applications.models.application import Application
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role
from selfexam.catalogue.models import Course


class ExemptionRequestQuerySet(models.QuerySet["ExemptionRequest"]):
    def visible_to(self, actor: Actor) -> "ExemptionRequestQuerySet":
        """Own requests; a unit's clerk those for the unit's people, other desks only what was handed in.

        What a candidate is still filling in is theirs alone; what a clerk is filling in the candidate may see.
        """
        if not isinstance(actor, User):
            return self if actor.role == Role.SYSTEM else self.none()
        if not actor.is_active:
            return self.none()
        if actor.role == Role.CANDIDATE:
            return self.filter(application__record__holder=actor)
        handed_in = Q(handed_in_at__isnull=False)
        if actor.role == Role.UNIT_CLERK and actor.unit_id is not None:
            return self.filter(handed_in | Q(by_unit=True), application__record__unit_id=actor.unit_id)
        if actor.role in SCHOOL_ROLES and actor.school_id is not None:
            return self.filter(handed_in, application__school_id=actor.school_id)
        return self.filter(handed_in) if actor.role in INSTITUTE_ROLES else self.none()

    def with_record(self) -> "ExemptionRequestQuerySet":
        return self.select_related(
            "application__batch", "application__school", "application__record__programme", "application__record__plan"
        )


class ExemptionRequest(models.Model):
    """The evidence is said once and stands for every course of the form; `by_unit` forms are filled in by a clerk."""

    class Basis(models.TextChoices):
        SELF_STUDY = "self_study", "自考成绩"
        DEGREE = "degree", "其他学历"
        CERTIFICATE = "certificate", "证书"
        # Note 3 of annex 5: who came from another province, and who merges files, asks by the same form.
        TRANSFER = "transfer", "市外转入"
        MERGED = "merged", "合并考籍"

    # What was passed under another 准考证号; the form names it in the line 自考生.
    BY_OLD_NUMBER = (Basis.SELF_STUDY, Basis.TRANSFER, Basis.MERGED)
    # The marks come along, as 省际转入 and 合并 keep them; every other basis exempts without, or by the table.
    KEEPS_MARKS = (Basis.TRANSFER, Basis.MERGED)

    class Level(models.TextChoices):
        JUNIOR_COLLEGE = "junior_college", "专科"
        BACHELOR = "bachelor", "本科"
        POSTGRADUATE = "postgraduate", "研究生"
        LEFT_BACHELOR = "left_bachelor", "本科肄业或退学"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="exemption_requests")
    basis = models.CharField("依据", max_length=12, choices=Basis.choices)
    by_unit = models.BooleanField("单位代办", default=False)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    phone = models.CharField("联系电话", max_length=20, blank=True)
    old_number = models.CharField("原准考证号", max_length=20, blank=True)
    school = models.CharField("毕业院校", max_length=60, blank=True)
    major = models.CharField("原专业", max_length=60, blank=True)
    level = models.CharField("学历层次", max_length=16, choices=Level.choices, blank=True)
    certificate = models.CharField("证书", max_length=60, blank=True)
    number = models.CharField("证书编号", max_length=40, blank=True)
    pages = models.PositiveSmallIntegerField("材料份数（页）", default=0)
    # Annex 2 lets a unit hand in its people's papers itself; then no image is asked for.
    on_paper = models.BooleanField("材料交纸质", default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now=True)
    handed_in_at = models.DateTimeField("提交时间", null=True, blank=True)

    objects = ExemptionRequestQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = verbose_name_plural = "免考申请"
        constraints = (
            models.CheckConstraint(
                condition=Q(handed_in_at=None)
                | Q(basis__in=("self_study", "merged")) & ~Q(old_number="")
                | Q(basis="transfer") & ~Q(old_number="") & ~Q(school="")
                | Q(basis="degree") & ~Q(school="") & ~Q(major="") & ~Q(level="")
                | Q(basis="certificate") & ~Q(certificate="") & ~Q(number=""),
                name="handed_in_exemptions_name_their_evidence",
                violation_error_message="请先写全免考的依据",
            ),
            models.CheckConstraint(
                condition=Q(on_paper=False) | Q(by_unit=True),
                name="only_units_hand_in_exemption_papers",
                violation_error_message="只有单位代办的可以交纸质材料",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} 免考"

    @property
    def said(self) -> str:
        """Why it was sent back for correction, empty if it was not."""
        return next((row.return_note for row in self.rows.all() if row.state == ExemptionRow.State.RETURNED), "")

    @property
    def in_words(self) -> str:
        """The evidence in one line, as worklists and histories name it."""
        if self.basis == self.Basis.CERTIFICATE:
            said: tuple[str, ...] = (self.certificate, self.number)
        elif self.basis == self.Basis.DEGREE:
            said = (self.school, self.major, self.get_level_display())
        else:
            said = (f"原准考证号 {self.old_number}" if self.old_number else "", self.school, self.major)
        return "，".join(filter(None, said)) or "还没有填写依据"


class ExemptionRowQuerySet(models.QuerySet["ExemptionRow"]):
    def visible_to(self, actor: Actor) -> "ExemptionRowQuerySet":
        return self.filter(request__in=ExemptionRequest.objects.visible_to(actor))

    def live(self) -> "ExemptionRowQuerySet":
        """Asked for or granted: not refused and not withdrawn."""
        return self.exclude(state__in=ExemptionRow.OVER)

    def undecided(self) -> "ExemptionRowQuerySet":
        """Handed in and waiting for money, school or institute."""
        return self.filter(state__in=ExemptionRow.UNDECIDED)

    def with_request(self) -> "ExemptionRowQuerySet":
        return self.select_related(
            "course",
            "request__application__batch",
            "request__application__school",
            "request__application__record__programme",
            "request__application__record__unit",
            "opinion_by",
            "decided_by",
            "returned_by",
        )


class ExemptionRow(models.Model):
    """One course of a form: what it is to be exempted by, what the school says, what the institute decides."""

    class State(models.TextChoices):
        DRAFT = "draft", "填写中"
        UNPAID = "unpaid", "待缴费"
        PAID = "paid", "待学校意见"
        ADVISED = "advised", "待考试院决定"
        RETURNED = "returned", "待补正"
        APPROVED = "approved", "已批准"
        REFUSED = "refused", "未批准"
        WITHDRAWN = "withdrawn", "已撤回"
        ENDED = "ended", "已作废"

    class Opinion(models.TextChoices):
        AGREE = "agree", "同意"
        DISAGREE = "disagree", "不同意"

    OVER = (State.REFUSED, State.WITHDRAWN, State.ENDED)
    UNDECIDED = (State.UNPAID, State.PAID, State.ADVISED, State.RETURNED)
    # What a desk may still send back: paid for, and not decided.
    RETURNABLE = (State.PAID, State.ADVISED)
    TAGS: ClassVar[dict[str, str]] = {
        State.DRAFT: "yours",
        State.UNPAID: "yours",
        State.PAID: "theirs",
        State.ADVISED: "theirs",
        State.APPROVED: "done",
        State.REFUSED: "no",
        State.WITHDRAWN: "",
        State.RETURNED: "yours",
        State.ENDED: "",
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(ExemptionRequest, models.CASCADE, related_name="rows")
    # The same as request.application, so that the database can refuse a course that is asked for twice.
    application = models.ForeignKey(Application, models.PROTECT, related_name="exemption_rows")
    course = models.ForeignKey(Course, models.PROTECT, related_name="+", verbose_name="申请免考课程")
    credits = models.PositiveSmallIntegerField("学分")
    passed_code = models.CharField("已考合格课程代码", max_length=12, blank=True)
    passed_name = models.CharField("已考合格课程", max_length=60, blank=True)
    passed_mark = models.CharField("已考成绩", max_length=12, blank=True)
    passed_credits = models.PositiveSmallIntegerField("已考课程学分", null=True, blank=True)
    # What a certificate counts as; suggested by ExemptionRule, decided by the institute. Education carries no mark.
    mark = models.PositiveSmallIntegerField("按多少分计", null=True, blank=True)
    by_table = models.BooleanField("规则表中有", default=False)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    paid_at = models.DateTimeField("缴费时间", null=True, blank=True)
    # The bill whose money settled it; None as long as nobody has paid, or where the batch asks for no fee.
    paid_bill = models.ForeignKey(
        "applications.ExemptionBill", models.PROTECT, null=True, blank=True, related_name="settled_rows"
    )
    opinion = models.CharField("学校意见", max_length=8, choices=Opinion.choices, blank=True)
    opinion_note = models.CharField("学校说明", max_length=200, blank=True)
    opinion_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    opinion_at = models.DateTimeField("学校意见时间", null=True, blank=True)
    decision_note = models.CharField("决定说明", max_length=200, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    # Whether the fee of a refused exemption goes back is the institute's to say, one by one (domain.md 7.4).
    refunded_at = models.DateTimeField("退费申请时间", null=True, blank=True)
    # The last return for correction stays readable after the form came back; earlier ones are in the history.
    return_note = models.CharField("退回原因", max_length=200, blank=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField("退回时间", null=True, blank=True)
    ended_at = models.DateTimeField("作废时间", null=True, blank=True)
    ended_why = models.CharField("作废原因", max_length=80, blank=True)

    objects = ExemptionRowQuerySet.as_manager()

    class Meta:
        ordering = ("request", "course__code")
        verbose_name = verbose_name_plural = "免考课程"
        indexes = (models.Index(fields=("state", "paid_at"), name="exemption_row_waiting"),)
        constraints = (
            models.UniqueConstraint(
                fields=("application", "course"),
                condition=~Q(state__in=("refused", "withdrawn", "ended")),
                name="course_is_asked_to_be_exempted_once",
                violation_error_message="这门课程已经申请免考",
            ),
            models.CheckConstraint(
                condition=Q(mark=None) | Q(mark__range=(60, 100)),
                name="exemption_mark_is_a_pass",
                violation_error_message="免考按 60 到 100 分计",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("paid", "advised", "returned", "approved", "refused"))
                | Q(paid_at__isnull=False),
                name="exemptions_are_paid_before_anybody_judges",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("advised", "approved", "refused"))
                | Q(opinion_at__isnull=False, opinion_by__isnull=False) & ~Q(opinion=""),
                name="exemptions_are_decided_after_the_school",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("approved", "refused"), decided_at__isnull=False, decided_by__isnull=False)
                | ~Q(state__in=("approved", "refused")) & Q(decided_at=None, decided_by=None),
                name="exemption_decisions_have_their_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(decision_note=""),
                name="refused_exemptions_say_why",
                violation_error_message="不批准要写明原因",
            ),
            models.CheckConstraint(
                condition=~Q(opinion="disagree") | ~Q(opinion_note=""),
                name="disagreeing_schools_say_why",
                violation_error_message="不同意要写明原因",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned")
                | Q(returned_by__isnull=False, returned_at__isnull=False) & ~Q(return_note=""),
                name="returned_exemptions_say_why",
                violation_error_message="退回补正要写明原因",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) & ~Q(ended_why="")
                | ~Q(state="ended") & Q(ended_at=None, ended_why=""),
                name="ended_exemptions_say_when_and_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.course} 免考"

    @property
    def tag(self) -> str:
        return self.TAGS[self.state]
