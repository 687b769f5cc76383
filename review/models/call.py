"""电话记录: that a reviewer phoned a candidate, when, and what came of it. Append-only; for staff only."""

import uuid

from django.db import models
from django.db.models import Q

from applications.models import Application
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES
from selfexam.append_only import AppendOnly


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, actor: Actor) -> "CallQuerySet":
        """A desk's own notes: for the school and the institute, whatever else an application shows to others."""
        if not isinstance(actor, User) or actor.role not in SCHOOL_ROLES | INSTITUTE_ROLES:
            return self.none()
        return self.filter(application__in=Application.objects.visible_to(actor))


class Call(AppendOnly):
    """One call; `uuid` comes with the form, so that a form sent twice is one call."""

    class Result(models.TextChoices):
        REACHED = "reached", "已接通"
        NO_ANSWER = "no_answer", "无人接听"
        OFF = "off", "关机或停机"
        WRONG = "wrong", "号码不是本人"
        AGAIN = "again", "约定再打"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="calls")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="打电话的人")
    at = models.DateTimeField("时间", auto_now_add=True)
    result = models.CharField("结果", max_length=10, choices=Result.choices)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = verbose_name_plural = "电话记录"
        indexes = (models.Index(fields=("application", "at"), name="call_of_application"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(result__in=("reached", "no_answer", "off", "wrong", "again")),
                name="a_call_has_a_known_result",
                violation_error_message="请选择电话结果",
            ),
            models.CheckConstraint(
                condition=~Q(result__in=("reached", "again")) | ~Q(note=""),
                name="a_call_that_was_answered_says_what_was_said",
                violation_error_message="请写明电话里说了什么",
            ),
        )

    def __str__(self) -> str:
        return f"{self.at:%m-%d %H:%M} {self.get_result_display()}"

    @property
    def tag(self) -> str:
        return {"reached": "done", "wrong": "no"}.get(self.result, "")
