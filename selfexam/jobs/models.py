"""The Job row: background work that cannot get lost. Written in the transaction of the business change.

The Celery message only wakes a worker; who may run a job, and whether it was done, is decided here by conditional
UPDATEs.
"""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class JobQuerySet(models.QuerySet["Job"]):
    def live(self) -> "JobQuerySet":
        return self.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING))

    def newest(self, kind: str, subject: str) -> "Job | None":
        """The last job about this, whatever has become of it: what a page shows the way of."""
        return self.filter(kind=kind, subject=subject).order_by("-created_at", "-pk").first()

    def failed(self) -> "JobQuerySet":
        return self.filter(state=Job.State.FAILED)

    def claimable(self, now: datetime | None = None) -> "JobQuerySet":
        """Due and waiting, or left behind by a worker whose lease ran out."""
        now = now or timezone.now()
        return self.filter(
            Q(state=Job.State.QUEUED, run_after__lte=now) | Q(state=Job.State.RUNNING, lease_until__lte=now)
        )

    def asleep(self, now: datetime, since: datetime) -> "JobQuerySet":
        """Claimable, and not woken since `since`: what the sweeper wakes again."""
        return self.claimable(now).filter(Q(woken_at=None) | Q(woken_at__lte=since))


class Job(models.Model):
    """One piece of work: `kind` names its handler, `subject` what it is about, `ids` the keys it needs."""

    class State(models.TextChoices):
        QUEUED = "queued", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("种类", max_length=40)
    subject = models.CharField("对象", max_length=80)
    ids = models.JSONField(default=dict)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    put_offs = models.PositiveSmallIntegerField("推迟次数", default=0)
    token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    run_after = models.DateTimeField(default=timezone.now)
    woken_at = models.DateTimeField(null=True, blank=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    # For staff to read: a reason or the place of an error, never a person's data.
    problem = models.CharField("问题", max_length=300, blank=True)
    created_at = models.DateTimeField("创建", auto_now_add=True)
    started_at = models.DateTimeField("开始", null=True, blank=True)
    finished_at = models.DateTimeField("结束", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        verbose_name = verbose_name_plural = "后台任务"
        indexes = (
            models.Index(fields=("state", "run_after"), name="job_waiting"),
            models.Index(fields=("kind", "subject"), name="job_subject"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "subject"),
                condition=Q(state__in=("queued", "running")),
                name="one_live_job_per_kind_and_subject",
            ),
            models.CheckConstraint(
                condition=Q(state="running", token__isnull=False, lease_until__isnull=False)
                | (~Q(state="running") & Q(token=None, lease_until=None)),
                name="only_running_jobs_hold_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("done", "failed"), finished_at__isnull=False)
                | (Q(state__in=("queued", "running"), finished_at=None)),
                name="finished_jobs_have_their_time",
            ),
            models.CheckConstraint(
                condition=Q(progress_done__lte=F("progress_total")), name="progress_stays_within_its_total"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.get_state_display()}"

    @property
    def percent(self) -> int:
        """How far it has said it is; all of it once it is done, however small."""
        if self.state == self.State.DONE:
            return 100
        return 100 * self.progress_done // self.progress_total if self.progress_total else 0
