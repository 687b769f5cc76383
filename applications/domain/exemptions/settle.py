"""Money for exemptions has arrived: each course that still waits for it goes on to the school, the rest is returned.

Receives payments' `order_settled` inside the transaction that marks the order paid, so both are written or neither.
"""

from typing import Any

from django.dispatch import receiver

from applications.domain.exemptions.bill import close_orders_of
from applications.domain.exemptions.fetching import locked_applications
from applications.domain.history import remember
from applications.exemptions.applicants import ASKING
from applications.models import ExemptionBill, ExemptionRow
from selfexam.accounts.actors import SYSTEM
from selfexam.payments.domain import request_refund
from selfexam.payments.models import Order, Payment, Refund
from selfexam.payments.signals import order_settled


@receiver(order_settled, dispatch_uid="applications.exemptions.settle")
def settle_bill(sender: Any, order: Order, payment: Payment, **kwargs: Any) -> None:
    """Row by row and conditional: a course that was withdrawn, or paid by another bill meanwhile, is not paid twice.

    The applications are locked first: whoever ends or withdraws a course holds them, and then the course.
    """
    if order.purpose != Order.Purpose.EXEMPTION_FEE:
        return
    bill = ExemptionBill.objects.filter(uuid=order.subject).first()
    if bill is None:
        return
    locked_applications(bill.rows.values_list("application", flat=True))
    rows = list(bill.rows.select_related("application", "course").order_by("pk"))
    taken = [row for row in rows if _take(row, bill, payment)]
    for row in taken:
        remember(
            row.application, "免考费已缴", by=SYSTEM, note=f"{row.course}，订单 {order.number}", action="exemption"
        )
    close_orders_of(taken)
    if left := [row for row in rows if row not in taken]:
        _give_back(left, bill, payment)


def _take(row: ExemptionRow, bill: ExemptionBill, payment: Payment) -> bool:
    """Also what the clock ended a moment ago: the provider's time was in time (decision record on late money)."""
    if row.application.status not in ASKING:
        return False
    states = [ExemptionRow.State.UNPAID]
    if not ExemptionRow.objects.filter(application=row.application, course=row.course).live().exists():
        states.append(ExemptionRow.State.ENDED)
    waiting = ExemptionRow.objects.filter(pk=row.pk, state__in=states)
    paid = {"state": ExemptionRow.State.PAID, "paid_at": payment.paid_at, "paid_bill": bill}
    return bool(waiting.update(**paid, ended_at=None, ended_why=""))


def _give_back(rows: list[ExemptionRow], bill: ExemptionBill, payment: Payment) -> None:
    """Fifteen 元 for every course that did not need it; the rest of the payment stays."""
    for row in rows:
        row.refresh_from_db(fields=["state", "paid_bill"])
    twice = any(row.paid_bill_id not in (None, bill.pk) for row in rows)
    reason = Refund.Reason.DUPLICATE if twice else Refund.Reason.WITHDRAWN
    note = "、".join(f"{row.course.code} {row.get_state_display()}" for row in rows)
    request_refund(payment, reason, f"不需要再缴免考费：{note}", amount=bill.fee * len(rows))
    for row in rows:
        remember(row.application, "免考费原路退回", by=SYSTEM, note=str(row.course), action="refund")
