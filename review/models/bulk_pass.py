"""Several clean applications passed by one act (批量通过): who was on the list, and what became of each."""

import uuid

from django.db import models

from applications.models import Application
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES


class BulkPassQuerySet(models.QuerySet["BulkPass"]):
    def visible_to(self, actor: Actor) -> "BulkPassQuerySet":
        """Those of the reviewer's own school."""
        if not isinstance(actor, User) or not actor.is_active or actor.role not in SCHOOL_ROLES:
            return self.none()
        return self.filter(school_id=actor.school_id) if actor.school_id is not None else self.none()


class BulkPass(models.Model):
    """One confirmed list. Each application on it is passed by itself, with a FirstReview and an event of its own."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey("catalogue.School", models.PROTECT, related_name="+", verbose_name="主考学校")
    batch = models.ForeignKey("catalogue.Batch", models.PROTECT, related_name="+", verbose_name="批次")
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="审核人")
    at = models.DateTimeField("确认时间", auto_now_add=True)

    objects = BulkPassQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = verbose_name_plural = "批量通过"

    def __str__(self) -> str:
        return f"{self.school} {self.at:%m-%d %H:%M}"


class BulkPassItem(models.Model):
    """One application as it stood on the confirmed list; `sentence` says why it was left out in the end."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "等待处理"
        PASSED = "passed", "初审通过"
        LEFT_OUT = "left_out", "没有通过"

    bulk = models.ForeignKey(BulkPass, models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    seen_version = models.PositiveIntegerField("当时的版本")
    outcome = models.CharField("结果", max_length=8, choices=Outcome.choices, default=Outcome.WAITING)
    sentence = models.CharField("原因", max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        verbose_name = verbose_name_plural = "批量通过的申请"
        constraints = (
            models.UniqueConstraint(fields=("bulk", "application"), name="an_application_is_once_on_a_list"),
            models.UniqueConstraint(
                fields=("application",),
                condition=models.Q(outcome="waiting"),
                name="an_application_waits_on_one_list",
                violation_error_message="这份申请已在另一份名单上",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="left_out") & ~models.Q(sentence="")
                | ~models.Q(outcome="left_out") & models.Q(sentence=""),
                name="what_is_left_out_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} {self.get_outcome_display()}"
