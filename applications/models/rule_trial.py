"""A trial of changed photo rules over a batch's photos (试算): how far it is, and what would change.

A trial never touches a photo. Written by domain/start_trial.py and, chunk by chunk, by photos/trying.py.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from applications.models.photo import Photo
from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch, PhotoRuleSet


class RuleTrial(models.Model):
    """One a batch: the next one takes its place. `cursor` is the last photo looked at, so a killed worker goes on.

    `counts` says how many photos went from one verdict to another, in all and by rule: `{"clean>fail": 3}`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.OneToOneField(Batch, models.PROTECT, related_name="rule_trial", verbose_name="批次")
    base = models.ForeignKey(PhotoRuleSet, models.PROTECT, related_name="+", verbose_name="相比的版本")
    rules = models.JSONField("试算的规则", default=dict, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起")
    asked_at = models.DateTimeField("发起时间", auto_now_add=True)
    # The photos that were there when it was asked for: those with a verdict up to this key.
    upto = models.BigIntegerField(default=0)
    cursor = models.BigIntegerField(default=0)
    total = models.PositiveIntegerField("照片", default=0)
    done = models.PositiveIntegerField("已试算", default=0)
    opened = models.PositiveIntegerField("重新测量", default=0)
    unread = models.PositiveIntegerField("文件读不到", default=0)
    counts = models.JSONField("变化", default=dict, blank=True)
    finished_at = models.DateTimeField("完成", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "照片规则试算"
        constraints = (
            models.CheckConstraint(condition=Q(cursor__lte=F("upto")), name="trial_stays_within_its_photos"),
        )

    def __str__(self) -> str:
        return f"{self.batch} 试算"

    @property
    def shown_done(self) -> int:
        """Photos that got their verdict after it was asked may be among those done."""
        return min(self.done, self.total)

    @property
    def percent(self) -> int:
        if self.finished_at:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0


class RuleTrialChangeQuerySet(models.QuerySet["RuleTrialChange"]):
    def visible_to(self, actor: Actor) -> "RuleTrialChangeQuerySet":
        """Photos of drafts count in the sums and are in nobody's list."""
        return self.filter(photo__in=Photo.objects.visible_to(actor))

    def by_rule(self, code: str) -> "RuleTrialChangeQuerySet":
        return self.filter(codes__contains=f"|{code}|")


class RuleTrialChange(models.Model):
    """One photo of which the tried rules say something else; `changes` names the rules, `codes` finds them."""

    trial = models.ForeignKey(RuleTrial, models.CASCADE, related_name="changes")
    photo = models.ForeignKey(Photo, models.CASCADE, related_name="+")
    was = models.CharField("现行规则", max_length=8, choices=Photo.Verdict.choices)
    now = models.CharField("试算规则", max_length=8, choices=Photo.Verdict.choices)
    codes = models.CharField(max_length=1000)
    changes = models.JSONField(default=list)

    objects = RuleTrialChangeQuerySet.as_manager()

    class Meta:
        ordering = ("photo_id",)
        verbose_name = verbose_name_plural = "试算变化"
        constraints = (models.UniqueConstraint(fields=("trial", "photo"), name="photo_is_once_in_a_trial"),)

    def __str__(self) -> str:
        return f"{self.was} → {self.now}"
