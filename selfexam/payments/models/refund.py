"""The refund (退费): money going back to the account it came from (notice 一(三): 所交费用退回原缴费账号)."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.payments.models.payment import COUNTER, Payment
from selfexam.payments.numbering import refund_number

# The job begins at once; this is when the clock looks whether it got anywhere.
FIRST_LOOK = timedelta(minutes=10)


class RefundQuerySet(models.QuerySet["Refund"]):
    def visible_to(self, actor: Actor) -> "RefundQuerySet":
        return self.filter(payment__in=Payment.objects.visible_to(actor))

    def under_way(self) -> "RefundQuerySet":
        return self.filter(state__in=(Refund.State.REQUESTED, Refund.State.SENT))

    def failed(self) -> "RefundQuerySet":
        return self.filter(state=Refund.State.FAILED)

    def due(self, now: datetime | None = None) -> "RefundQuerySet":
        """Under way and to be looked at by the clock, the longest waiting first; the counter's wait for people."""
        due = self.under_way().filter(next_look_at__lte=now or timezone.now())
        return due.exclude(state=Refund.State.SENT, payment__gateway=COUNTER).order_by("next_look_at", "pk")

    def waiting_at_counter(self) -> "RefundQuerySet":
        """Money taken at a counter that a cashier has to hand back."""
        return self.filter(state=Refund.State.SENT, payment__gateway=COUNTER)


class Refund(models.Model):
    """The number stays the same when it is run again, so that a provider cannot pay out twice."""

    class Reason(models.TextChoices):
        NOT_APPROVED = "not_approved", "会审未通过"
        LATE = "late", "逾期支付"
        WITHDRAWN = "withdrawn", "申请已撤回"
        DUPLICATE = "duplicate", "重复支付"
        MISTAKE = "mistake", "登记有误"
        OTHER = "other", "其他"

    class State(models.TextChoices):
        REQUESTED = "requested", "待退费"
        SENT = "sent", "平台处理中"
        DONE = "done", "已退回"
        FAILED = "failed", "退费失败"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("退费单号", max_length=32, unique=True, default=refund_number, editable=False)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    amount = models.PositiveIntegerField("金额（分）")
    reason = models.CharField("原因", max_length=16, choices=Reason.choices)
    note = models.CharField("说明", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.REQUESTED)
    # What the provider answered last, in a sentence for staff.
    trouble = models.CharField("异常", max_length=200, blank=True)
    requested_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="申请人"
    )
    run_again_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="再次退费"
    )
    requested_at = models.DateTimeField("申请时间", auto_now_add=True)
    next_look_at = models.DateTimeField("下次查询")
    sent_at = models.DateTimeField("送出时间", null=True, blank=True)
    failed_at = models.DateTimeField("失败时间", null=True, blank=True)
    done_at = models.DateTimeField("退回时间", null=True, blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        ordering = ("-requested_at", "-pk")
        verbose_name = verbose_name_plural = "退费"
        indexes = (models.Index(fields=("state", "next_look_at"), name="refund_to_be_looked_at"),)
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_amount_is_positive"),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(note=""),
                name="other_refund_reason_is_explained",
                violation_error_message="原因选“其他”时请写说明",
            ),
            models.CheckConstraint(
                condition=Q(state="requested", done_at=None, failed_at=None)
                | Q(state="sent", sent_at__isnull=False, done_at=None, failed_at=None)
                | Q(state="done", done_at__isnull=False, failed_at=None)
                | Q(state="failed", failed_at__isnull=False, done_at=None),
                name="refund_times_fit_its_state",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(trouble=""), name="failed_refund_says_why"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def state_word(self) -> str:
        """No provider works on the counter's refunds: they wait for the cashier."""
        if self.state == Refund.State.SENT and self.payment.gateway == COUNTER:
            return "待现场退还"
        return str(self.get_state_display())
