"""A school's decision in first review (初审), with its judgement of every item."""

from django.db import models

from applications.models import Application
from review.items import FirstItem


class FirstReview(models.Model):
    """One round; `conduct` is the reviewer's conclusion on conduct (思想品德), which graduation needs (条例 art.
    25).
    """

    class Outcome(models.TextChoices):
        PASSED = "passed", "初审通过"
        RETURNED = "returned", "退回修改"

    application = models.ForeignKey(Application, models.PROTECT, related_name="first_reviews")
    round = models.PositiveSmallIntegerField("第几次")
    reviewer = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    conduct = models.CharField("思想品德结论", max_length=40, blank=True)
    audit_verdict = models.CharField(max_length=8, blank=True)
    note = models.TextField("备注", blank=True)
    # When the reviewer took it in hand; None where nobody did (several passed together).
    began_at = models.DateTimeField("开始审核", null=True, blank=True)
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("application", "round")
        verbose_name = verbose_name_plural = "初审"
        indexes = (models.Index(fields=("reviewer", "decided_at"), name="first_review_of_reviewer"),)
        constraints = (
            models.UniqueConstraint(fields=("application", "round"), name="one_first_review_a_round"),
            models.CheckConstraint(
                condition=~models.Q(outcome="passed") | ~models.Q(conduct=""),
                name="a_pass_carries_a_conduct_conclusion",
            ),
        )

    def __str__(self) -> str:
        return f"{self.application} {self.get_outcome_display()}"


class ItemJudgement(models.Model):
    """One item of one round."""

    class Verdict(models.TextChoices):
        PASS = "pass", "合格"
        RETURN = "return", "退回"

    review = models.ForeignKey(FirstReview, models.PROTECT, related_name="judgements")
    item = models.CharField(max_length=16, choices=FirstItem.choices)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.TextField(blank=True)
    # review.item_facts: what it stood on, as digests; empty for rounds before they were kept.
    facts = models.JSONField("所依据的", default=dict, blank=True)

    class Meta:
        ordering = ("review", "id")
        verbose_name = verbose_name_plural = "初审项"
        constraints = (
            models.UniqueConstraint(fields=("review", "item"), name="an_item_is_judged_once_a_review"),
            models.CheckConstraint(
                condition=~models.Q(verdict="return") | ~models.Q(reason=""),
                name="a_returned_item_has_a_reason",
                violation_error_message="请写明退回原因",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_item_display()} {self.get_verdict_display()}"
