"""Collective review (集中会审): the school's opinion, the seven judgements, the institute's conclusion."""

from django.db import models

from applications.models import Application, AuditStanding
from review.items import CollectiveItem
from selfexam.accounts.actors import Actor


class CollectiveReviewQuerySet(models.QuerySet["CollectiveReview"]):
    def visible_to(self, actor: Actor) -> "CollectiveReviewQuerySet":
        return self.filter(application__in=Application.objects.visible_to(actor))

    def unreleased(self) -> "CollectiveReviewQuerySet":
        return self.filter(released_at=None)

    def overtaken(self) -> "CollectiveReviewQuerySet":
        """Approved, and since then a score went; or refused while courses were missing, and since then none is."""
        fail = AuditStanding.Verdict.FAIL
        went = models.Q(conclusion=CollectiveReview.Conclusion.APPROVE, application__standing__verdict=fail)
        came = models.Q(conclusion=CollectiveReview.Conclusion.REFUSE, application__standing__changed_from=fail)
        later = models.Q(application__standing__changed_at__gt=models.F("decided_at"))
        return self.unreleased().filter(later & (went | came & ~models.Q(application__standing__verdict=fail)))

    def releasable(self) -> "CollectiveReviewQuerySet":
        """Concluded on what still holds and, if refused, confirmed by a second person."""
        approved = models.Q(conclusion=CollectiveReview.Conclusion.APPROVE)
        refused = models.Q(conclusion=CollectiveReview.Conclusion.REFUSE, confirmed_by__isnull=False)
        overtaken = CollectiveReview.objects.overtaken().values("pk")
        return self.unreleased().filter(approved | refused).exclude(pk__in=overtaken)


class CollectiveReview(models.Model):
    """Stays unseen by the candidate until the institute releases the decisions together."""

    class Conclusion(models.TextChoices):
        OPEN = "open", "未定"
        APPROVE = "approve", "通过"
        REFUSE = "refuse", "不通过"

    class Opinion(models.TextChoices):
        NONE = "none", "未填写"
        AGREE = "agree", "同意毕业"
        DOUBT = "doubt", "有疑问"

    application = models.OneToOneField(Application, models.PROTECT, related_name="collective_review")
    opinion = models.CharField("学校意见", max_length=8, choices=Opinion.choices, default=Opinion.NONE)
    opinion_note = models.TextField("学校说明", blank=True)
    opinion_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    opinion_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.CharField("结论", max_length=8, choices=Conclusion.choices, default=Conclusion.OPEN)
    reason = models.TextField("原因", blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CollectiveReviewQuerySet.as_manager()

    class Meta:
        ordering = ("application",)
        verbose_name = verbose_name_plural = "会审"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(conclusion="open", decided_by=None, decided_at=None)
                | (~models.Q(conclusion="open") & models.Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="a_conclusion_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(conclusion="refuse") | ~models.Q(reason=""),
                name="a_refusal_has_a_reason",
                violation_error_message="不通过要写明原因",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("decided_by")),
                name="a_refusal_is_confirmed_by_another_person",
                violation_error_message="复核人不能是作出结论的人",
            ),
            models.CheckConstraint(
                condition=models.Q(opinion="none", opinion_by=None, opinion_at=None)
                | (~models.Q(opinion="none") & models.Q(opinion_by__isnull=False, opinion_at__isnull=False)),
                name="an_opinion_names_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | models.Q(conclusion="refuse", confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="only_a_refusal_is_confirmed_and_has_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(released_at=None)
                | models.Q(conclusion="approve")
                | models.Q(conclusion="refuse", confirmed_by__isnull=False),
                name="only_settled_conclusions_are_released",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} {self.get_conclusion_display()}"


class CollectiveJudgement(models.Model):
    """One of the seven items: pass, hold or fail, with a note where it does not pass."""

    class Verdict(models.TextChoices):
        PASS = "pass", "通过"
        HOLD = "hold", "待定"
        FAIL = "fail", "不通过"

    review = models.ForeignKey(CollectiveReview, models.PROTECT, related_name="judgements")
    item = models.CharField(max_length=16, choices=CollectiveItem.choices)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    note = models.CharField(max_length=200, blank=True)
    judged_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    class Meta:
        ordering = ("review", "id")
        verbose_name = verbose_name_plural = "会审项"
        constraints = (models.UniqueConstraint(fields=("review", "item"), name="a_collective_item_is_judged_once"),)

    def __str__(self) -> str:
        return f"{self.get_item_display()} {self.get_verdict_display()}"
