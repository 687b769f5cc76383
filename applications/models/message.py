"""留言: what candidate and school write to each other about one application. Append-only, plain text.

Only the two sides read it: neither the unit nor the institute. Which messages are still to be seen is a row beside.
"""

import uuid

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from applications.models.application import Application
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES, Role
from selfexam.append_only import AppendOnly

LONGEST = 500


class Side(models.TextChoices):
    CANDIDATE = "candidate", "考生"
    SCHOOL = "school", "主考学校"


def side_of(actor: Actor) -> Side | None:
    """On which side of a thread somebody stands; None for everybody who has no business in it."""
    if not isinstance(actor, User):
        return None
    if actor.role == Role.CANDIDATE:
        return Side.CANDIDATE
    return Side.SCHOOL if actor.role in SCHOOL_ROLES else None


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, actor: Actor) -> "MessageQuerySet":
        if side_of(actor) is None:
            return self.none()
        return self.filter(application__in=Application.objects.visible_to(actor))

    def open_for(self, side: Side) -> "MessageQuerySet":
        """What the other side wrote and `side` has not seen to: unread for a candidate, unanswered for a school."""
        mark = MessageMark.objects.filter(application=OuterRef("application"), side=side).values("seen")[:1]
        seen = Coalesce(Subquery(mark), 0, output_field=models.BigIntegerField())
        return self.exclude(side=side).filter(pk__gt=seen)


class Message(AppendOnly):
    """One message; `uuid` comes with the form, so that a form sent twice is one message."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="messages")
    side = models.CharField("谁写的", max_length=10, choices=Side.choices)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    by_name = models.CharField("姓名", max_length=40)
    text = models.TextField("内容", max_length=LONGEST)
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = verbose_name_plural = "留言"
        indexes = (models.Index(fields=("application", "side"), name="message_of_side"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(text=""), name="a_message_says_something", violation_error_message="请写下要说的话"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="a_message_has_its_side"),
        )

    def __str__(self) -> str:
        return f"{self.at:%m-%d %H:%M} {self.by_name}"


class MessageMark(models.Model):
    """Up to which message one side has read (candidate) or dealt with (school) what the other wrote."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="message_marks")
    side = models.CharField(max_length=10, choices=Side.choices)
    seen = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "留言已读"
        constraints = (models.UniqueConstraint(fields=("application", "side"), name="one_message_mark_a_side"),)

    def __str__(self) -> str:
        return f"{self.application} {self.side} {self.seen}"

    @classmethod
    def forward(cls, application: Application, side: Side, to: int) -> bool:
        """Never backwards, whichever of two requests comes last."""
        mark, _ = cls.objects.get_or_create(application=application, side=side)
        return bool(cls.objects.filter(pk=mark.pk, seen__lt=to).update(seen=to))
