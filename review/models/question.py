"""市教育考试院协助: a school's question on a record during first review, and the institute's answer.

Asking locks nothing. A question stays on the application's pages through every round.
"""

import uuid

from django.db import models

from applications.models import Application
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, actor: Actor) -> "QuestionQuerySet":
        """Between the school and the institute: candidates and units read none of it."""
        if actor.role not in SCHOOL_ROLES | INSTITUTE_ROLES:
            return self.none()
        return self.filter(application__in=Application.objects.visible_to(actor))

    def open(self) -> "QuestionQuerySet":
        """The institute has not answered, the school has not taken it back."""
        return self.filter(answered_at=None, closed_at=None)

    def unread(self) -> "QuestionQuerySet":
        """Answered, and the school has not said that it read the answer."""
        return self.filter(answered_at__isnull=False, closed_at=None)

    def awaiting(self, user: User) -> "QuestionQuerySet":
        """What waits for this person: answers to be read, or questions to be answered."""
        seen = self.visible_to(user)
        return seen.unread() if user.role in SCHOOL_ROLES else seen.open()


class Question(models.Model):
    """Closed by the school: taken back before it was answered, or read afterwards."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="questions", verbose_name="毕业申请")
    text = models.CharField("问题", max_length=500)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提问")
    asked_at = models.DateTimeField("提问时间", auto_now_add=True)
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结")
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "id")
        verbose_name = verbose_name_plural = "考籍协助"
        indexes = (models.Index(fields=("closed_at", "answered_at"), name="question_worklist"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(text=""), name="a_question_asks_something", violation_error_message="请写明问题"
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_by=None, answered_at=None)
                | (models.Q(answered_by__isnull=False, answered_at__isnull=False) & ~models.Q(answer="")),
                name="an_answer_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by=None, closed_at=None)
                | models.Q(closed_by__isnull=False, closed_at__isnull=False),
                name="a_closed_question_names_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.closed_at is None

    @property
    def is_unread(self) -> bool:
        return self.answered_at is not None and self.closed_at is None

    @property
    def state(self) -> str:
        if self.is_open:
            return "待考试院答复"
        return "已答复，待学校查看" if self.is_unread else "已办结" if self.answered_at else "已撤回"

    @property
    def tag(self) -> str:
        """The class of its tag."""
        return "theirs" if self.is_open else "yours" if self.is_unread else "done" if self.answered_at else ""
