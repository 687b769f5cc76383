"""The review fee as the cashiers' list knows it: who of their school has passed first review and may still pay.

Registered with selfexam.payments when the portal starts. A cashier learns name, number, amount and deadline, nothing of
the application itself.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from applications.domain.pay import order_for
from applications.domain.refusals import Refused
from applications.models import Application
from applications.models.application import ApplicationQuerySet
from applications.statuses import Status
from selfexam import typed
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.payments.domain import NotPayable
from selfexam.payments.dues import Due, Found
from selfexam.payments.models import Order


class ReviewFees:
    """The ledger of 毕业审定费."""

    def find(self, cashier: User, text: str, most: int) -> Found:
        owing = _owing(cashier, timezone.now())
        if text:
            owing = owing.filter(
                Q(record__name__icontains=typed.part_of_name(text)) | Q(record__admission_number__contains=text)
            )
        ordered = owing.select_related("record", "batch").order_by("batch__pay_until", "record__admission_number")
        rows = [_due(application) for application in ordered[:most]]
        return Found(rows, owing.count() if len(rows) == most else len(rows))

    def order(self, cashier: User, subject: UUID) -> Order:
        mine = _of_school(cashier).select_related("batch", "school", "record__holder")
        application = mine.filter(uuid=subject).first()
        if application is None:
            raise LookupError(subject)
        try:
            return order_for(application)
        except Refused as refusal:
            raise NotPayable(refusal.sentence) from refusal


def _of_school(cashier: User) -> ApplicationQuerySet:
    """What has passed first review once, at this school: all that a cashier may ever be told of."""
    if cashier.role != Role.SCHOOL_CASHIER or cashier.school_id is None or not cashier.is_active:
        return Application.objects.none()
    return Application.objects.filter(school_id=cashier.school_id, first_passed_at__isnull=False)


def _owing(cashier: User, now: datetime) -> ApplicationQuerySet:
    open_now = Q(batch__apply_from__lte=now, batch__pay_until__gt=now)
    return _of_school(cashier).filter(open_now, status=Status.FIRST_PASSED)


def _due(application: Application) -> Due:
    record, batch = application.record, application.batch
    return Due(
        purpose=Order.Purpose.REVIEW_FEE,
        subject=str(application.uuid),
        name=record.name,
        reference=record.admission_number,
        title=f"毕业审定费，{batch.name}",
        amount=batch.review_fee,
        pay_before=batch.pay_until,
    )
