"""The receipt (收据) of a payment at a school's counter: number, how the money came, who took it, its undoing."""

import uuid

from django.db import models
from django.db.models import Q

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.catalogue.models import School
from selfexam.payments.models.payment import Payment


class CounterReceiptQuerySet(models.QuerySet["CounterReceipt"]):
    def visible_to(self, actor: Actor) -> "CounterReceiptQuerySet":
        """The cashiers and the lead of the school that took the money, and the institute."""
        if not isinstance(actor, User) or not actor.is_active:
            return self.none()
        if actor.role in (Role.SCHOOL_CASHIER, Role.SCHOOL_LEAD) and actor.school_id is not None:
            return self.filter(school_id=actor.school_id)
        return self if actor.role in INSTITUTE_ROLES else self.none()


class CounterReceipt(models.Model):
    """Written with its payment by domain/take_at_counter.py; voided the same day by domain/void_receipt.py, never
    changed otherwise. A voided number stays used, as its slip does.
    """

    class Method(models.TextChoices):
        CASH = "cash", "现金"
        CARD = "card", "刷卡或扫码"
        TRANSFER = "transfer", "转账"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    payment = models.OneToOneField(Payment, models.PROTECT, related_name="receipt", verbose_name="缴费")
    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name="收费学校")
    number = models.CharField("收据号", max_length=20)
    method = models.CharField("收款方式", max_length=10, choices=Method.choices)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="收款人")
    taken_at = models.DateTimeField("收款时间")
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作废人")
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=120, blank=True)

    objects = CounterReceiptQuerySet.as_manager()

    class Meta:
        ordering = ("-taken_at", "-pk")
        verbose_name = verbose_name_plural = "现场收据"
        indexes = (models.Index(fields=("school", "taken_at"), name="receipt_of_a_day"),)
        constraints = (
            models.UniqueConstraint(
                fields=("school", "number"),
                name="one_receipt_per_school_and_number",
                violation_error_message="这个收据号已经用过",
            ),
            models.CheckConstraint(condition=~Q(number=""), name="receipt_has_a_number"),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="voided_receipt_says_who_and_why",
            ),
        )

    def __str__(self) -> str:
        return self.number
