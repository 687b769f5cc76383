"""Money handed back at a school's counter: who gave it, how, and the number of the voucher (退款凭证)."""

from django.db import models
from django.db.models import Q

from selfexam.accounts.models import User
from selfexam.catalogue.models import School
from selfexam.payments.models.refund import Refund


class CounterPayback(models.Model):
    """One row a refund, written by domain/pay_back.py with the refund's end."""

    class Method(models.TextChoices):
        CASH = "cash", "现金"
        TRANSFER = "transfer", "转账"

    refund = models.OneToOneField(Refund, models.PROTECT, related_name="payback", verbose_name="退费")
    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name="退费学校")
    voucher = models.CharField("退款凭证号", max_length=20)
    method = models.CharField("退款方式", max_length=10, choices=Method.choices)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="经办")
    given_at = models.DateTimeField("退款时间")

    class Meta:
        ordering = ("-given_at", "-pk")
        verbose_name = verbose_name_plural = "现场退款"
        constraints = (
            models.UniqueConstraint(
                fields=("school", "voucher"),
                name="one_payback_per_school_and_voucher",
                violation_error_message="这个退款凭证号已经用过",
            ),
            models.CheckConstraint(condition=~Q(voucher=""), name="payback_has_a_voucher"),
        )

    def __str__(self) -> str:
        return self.voucher
