"""The order (订单): what one payer owes for one thing, by when, and what has become of it."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.catalogue.models import School
from selfexam.payments.numbering import order_number
from selfexam.payments.return_path import own_path


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, actor: Actor) -> "OrderQuerySet":
        """Candidates and unit clerks see what they pay themselves, a cashier what their school may take, the institute
        all, anybody else nothing.
        """
        if not isinstance(actor, User):
            return self if actor.role == Role.SYSTEM else self.none()
        if not actor.is_active:
            return self.none()
        if actor.role in INSTITUTE_ROLES:
            return self
        if actor.role == Role.SCHOOL_CASHIER and actor.school_id is not None:
            return self.filter(school_id=actor.school_id)
        return self.filter(payer=actor) if actor.role in (Role.CANDIDATE, Role.UNIT_CLERK) else self.none()

    def about(self, purpose: str, subject: str) -> "OrderQuerySet":
        """All orders for the same thing, in the order in which they are to be locked."""
        return self.filter(purpose=purpose, subject=subject).order_by("pk")

    def live(self) -> "OrderQuerySet":
        return self.filter(state__in=(Order.State.OPEN, Order.State.PAID))

    def overdue(self, now: datetime | None = None) -> "OrderQuerySet":
        """Still open although the deadline has passed."""
        return self.filter(state=Order.State.OPEN, pay_before__lt=now or timezone.now())


class Order(models.Model):
    """`subject` is the key of what is paid for; only the room that opened the order can read it."""

    class Purpose(models.TextChoices):
        REVIEW_FEE = "review_fee", "毕业审定费"
        EXEMPTION_FEE = "exemption_fee", "免考费"

    class State(models.TextChoices):
        OPEN = "open", "等待支付"
        PAID = "paid", "已支付"
        CLOSED = "closed", "已关闭"
        REFUNDED = "refunded", "已退费"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("订单号", max_length=32, unique=True, default=order_number, editable=False)
    purpose = models.CharField("项目", max_length=16, choices=Purpose.choices)
    subject = models.CharField("缴费对象", max_length=64)
    # Empty for somebody who has no account yet and pays at the counter; open_order fills it once they have one.
    payer = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name="缴费人账号"
    )
    # Who owes, as a receipt names them, and whose cashier may take the money; empty where only online payment is meant.
    payer_name = models.CharField("缴费人", max_length=40, blank=True)
    reference = models.CharField("准考证号", max_length=20, blank=True)
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name="收费学校"
    )
    title = models.CharField("名称", max_length=80)
    amount = models.PositiveIntegerField("金额（分）")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    pay_before = models.DateTimeField("缴费截止")
    return_path = models.CharField("缴费后返回", max_length=200, validators=[own_path])
    created_at = models.DateTimeField("开单时间", auto_now_add=True)
    # The time at the provider, which decides whether the payment was in time (not the time of the news).
    paid_at = models.DateTimeField("支付时间", null=True, blank=True)
    closed_at = models.DateTimeField("关闭时间", null=True, blank=True)
    refunded_at = models.DateTimeField("退费完成时间", null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = verbose_name_plural = "订单"
        indexes = (
            models.Index(fields=("state", "pay_before"), name="order_by_state_and_deadline"),
            models.Index(fields=("school", "state"), name="order_by_school_and_state"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="order_amount_is_positive", violation_error_message="金额要大于 0"
            ),
            models.CheckConstraint(
                condition=Q(return_path__startswith="/") & ~Q(return_path__startswith="//"),
                name="order_returns_to_this_portal",
                violation_error_message="返回地址要以一个 / 开头",
            ),
            models.CheckConstraint(
                condition=Q(state="open", paid_at=None, closed_at=None, refunded_at=None)
                | Q(state="paid", paid_at__isnull=False, closed_at=None, refunded_at=None)
                | Q(state="closed", paid_at=None, closed_at__isnull=False, refunded_at=None)
                | Q(state="refunded", paid_at__isnull=False, closed_at=None, refunded_at__isnull=False),
                name="order_times_fit_its_state",
                violation_error_message="订单状态和时间不一致",
            ),
            models.CheckConstraint(
                condition=Q(payer__isnull=False) | ~Q(payer_name=""),
                name="order_names_its_payer",
                violation_error_message="订单要写明缴费人",
            ),
            models.UniqueConstraint(
                fields=("purpose", "subject"),
                condition=Q(state__in=("open", "paid")),
                name="one_live_order_for_one_thing",
                violation_error_message="这一项已有订单",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def owed_by(self) -> str:
        """The name for lists and receipts."""
        return self.payer_name or (self.payer.name if self.payer else "")

    @property
    def is_open(self) -> bool:
        return self.state == Order.State.OPEN

    @property
    def is_paid(self) -> bool:
        return self.state == Order.State.PAID
