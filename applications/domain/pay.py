"""The review fee (毕业审定费) of an application: its order, opened only after first review has passed (notice
一(一)).
"""

from django.db import transaction
from django.db.models import Case, When
from django.urls import reverse
from django.utils import timezone

from applications.domain.refusals import NotAllowed
from applications.models import Application
from applications.statuses import UNPAID, Status
from selfexam.payments.domain import close, open_order
from selfexam.payments.models import CounterReceipt, Order, Refund
from selfexam.payments.models.order import OrderQuerySet
from selfexam.wording import when


def live_order(application: Application) -> Order | None:
    """The order that is open or paid for this application, if there is one."""
    return _orders_of(application).live().first()


def last_order(application: Application) -> Order | None:
    """The order to show: the one that is open or paid, else the newest, whatever became of it."""
    over = Case(When(state__in=(Order.State.OPEN, Order.State.PAID), then=0), default=1)
    return _orders_of(application).order_by(over, "-created_at").first()


def _orders_of(application: Application) -> OrderQuerySet:
    return Order.objects.about(Order.Purpose.REVIEW_FEE, str(application.uuid))


def counter_receipt(order: Order | None) -> CounterReceipt | None:
    """The receipt of the payment that settled `order`, if a cashier took it."""
    return CounterReceipt.objects.filter(payment__order=order, payment__settles=True).first() if order else None


def refunds_of(application: Application) -> list[Refund]:
    """Money on its way back to the candidate, or back already. A receipt written by mistake is the cashier's matter."""
    mine = Refund.objects.filter(
        payment__order__purpose=Order.Purpose.REVIEW_FEE, payment__order__subject=str(application.uuid)
    )
    return list(mine.exclude(reason=Refund.Reason.MISTAKE).select_related("payment").order_by("requested_at", "pk"))


@transaction.atomic
def order_for(application: Application) -> Order:
    """The order to pay now; opened on first use, by the candidate or at the counter. Somebody without an account
    can pay at the counter only. Raises NotAllowed when there is nothing to pay or it is too late."""
    if application.status != Status.FIRST_PASSED:
        said = "初审通过后才能缴费" if application.status in UNPAID else "不需要缴费"
        raise NotAllowed(f"申请现在是“{application.candidate_word.text}”，{said}")
    batch = application.batch
    if not batch.payment_is_open(timezone.now()):
        raise NotAllowed(f"缴费已于 {when(batch.pay_until)} 截止")
    begun = live_order(application)
    if begun is not None and begun.is_open and begun.amount != batch.review_fee:
        # The institute has changed the fee since. Who is just paying the old one has still paid.
        close(begun)
    record = application.record
    return open_order(
        purpose=Order.Purpose.REVIEW_FEE,
        subject=str(application.uuid),
        payer=record.holder,
        title=f"毕业审定费，{batch.name}",
        amount=batch.review_fee,
        pay_before=batch.pay_until,
        return_path=reverse("applications:pay", args=[application.uuid]),
        payer_name=record.name,
        reference=record.admission_number,
        school=application.school,
    )
