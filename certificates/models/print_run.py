"""A print run (打印批): one making of certificates, forms, rosters and sign-for sheets for a group of people.

Its state is read from its parts and never stored, so the two cannot differ; only the confirmation is a fact of its own.
"""

import uuid

from django.db import models

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.catalogue.models import Batch, School


class PrintRunQuerySet(models.QuerySet["PrintRun"]):
    def visible_to(self, actor: Actor) -> "PrintRunQuerySet":
        """The institute prints (notice 一(四)); schools see their own parts, not the runs."""
        if not isinstance(actor, User):
            return self if actor.role == Role.SYSTEM else self.none()
        return self if actor.is_active and actor.role in INSTITUTE_ROLES else self.none()

    def live(self) -> "PrintRunQuerySet":
        return self.filter(confirmed_at=None)

    def with_progress(self) -> "PrintRunQuerySet":
        """With how many parts and people there are, and how many of them are done or failed."""
        done, failed = models.Q(parts__state="done"), models.Q(parts__state="failed")
        return self.annotate(
            parts_all=models.Count("parts"),
            parts_done=models.Count("parts", filter=done),
            parts_failed=models.Count("parts", filter=failed),
            sheets_all=models.Sum("parts__people", default=0),
            sheets_done=models.Sum("parts__people", filter=done, default=0),
        )


class PrintRun(models.Model):
    """One run for one school or for all (`school` empty); numbered within its batch."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="print_runs", verbose_name="批次")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主考学校")
    sequence = models.PositiveSmallIntegerField("次")
    people = models.PositiveIntegerField("人数")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起")
    made_at = models.DateTimeField("发起时间", auto_now_add=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认")
    confirmed_at = models.DateTimeField("确认打印完成", null=True, blank=True)

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at",)
        verbose_name = verbose_name_plural = "打印批"
        constraints = (
            models.UniqueConstraint(fields=("batch", "sequence"), name="run_sequence_is_unique_in_its_batch"),
            models.UniqueConstraint(
                fields=("batch", "school"),
                condition=models.Q(confirmed_at=None, school__isnull=False),
                name="one_live_run_per_batch_and_school",
                violation_error_message="这所学校还有没确认的打印批",
            ),
            models.UniqueConstraint(
                fields=("batch",),
                condition=models.Q(confirmed_at=None, school=None),
                name="one_live_run_for_all_schools_per_batch",
                violation_error_message="全部学校还有没确认的打印批",
            ),
            models.CheckConstraint(condition=models.Q(people__gt=0), name="run_has_people"),
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None, confirmed_by=None)
                | models.Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="confirmed_runs_name_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch} 第 {self.sequence} 次打印"
