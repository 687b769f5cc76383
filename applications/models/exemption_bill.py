"""What one payer pays for at once (免考费, 15 元 a course): the subject of an order of payments.

A unit pays for many people with one order. A row may stand on several bills, of the candidate and of the unit; the one
that is paid first settles it, and what a later one paid for it goes back (domain/exemptions/settle.py).
"""

import uuid

from django.db import models

from applications.models.exemption import ExemptionRow
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch


class ExemptionBill(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    payer = models.ForeignKey(User, models.PROTECT, related_name="+")
    fee = models.PositiveIntegerField("每科（分）")
    rows = models.ManyToManyField(ExemptionRow, related_name="bills")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = verbose_name_plural = "免考缴费单"
        constraints = (models.CheckConstraint(condition=models.Q(fee__gt=0), name="exemption_fee_is_positive"),)

    def __str__(self) -> str:
        return f"{self.batch} 免考费"
