"""A cashier has voided a receipt of the same day: its courses wait for their fee again, or the voiding is refused.

Receives payments' `payment_voided` inside its transaction.
"""

from contextlib import suppress
from typing import Any

from django.dispatch import receiver

from applications.domain.exemptions.bill import order_for_rows
from applications.domain.exemptions.end import end_waiting
from applications.domain.exemptions.fetching import locked_applications
from applications.domain.history import remember
from applications.domain.refusals import NotAllowed
from applications.exemptions.applicants import ASKING
from applications.models import ExemptionBill, ExemptionRow
from selfexam.accounts.actors import SYSTEM
from selfexam.payments.domain import NotPayable
from selfexam.payments.models import Order, Payment
from selfexam.payments.signals import payment_voided


@receiver(payment_voided, dispatch_uid="applications.exemptions.unsettle")
def unsettle_bill(sender: Any, order: Order, payment: Payment, **kwargs: Any) -> bool:
    """All courses of the bill or none; True if it is ours. Raises NotPayable once a desk dealt with one of them."""
    if order.purpose != Order.Purpose.EXEMPTION_FEE:
        return False
    bill = ExemptionBill.objects.filter(uuid=order.subject).first()
    if bill is None:
        return False
    applications = {each.pk: each for each in locked_applications(bill.rows.values_list("application", flat=True))}
    rows = list(bill.settled_rows.select_related("course", "application__record").order_by("pk"))
    for row in rows:
        _wait_again(row)
        note = f"{row.course}，订单 {order.number} 的现场收费作废"
        remember(applications[row.application_id], "免考费重新待缴", by=SYSTEM, note=note, action="exemption")
    for application in applications.values():
        # Without an application that could still use it nothing waits for money.
        if application.status not in ASKING:
            end_waiting(application)
    _open_again(bill, [row for row in rows if applications[row.application_id].status in ASKING], order)
    return True


def _open_again(bill: ExemptionBill, rows: list[ExemptionRow], order: Order) -> None:
    """The cashier's list goes by open orders, so what is owed again stands there at once; not after the deadline."""
    with suppress(NotAllowed):
        order_for_rows([row.uuid for row in rows], return_path=order.return_path, by=bill.payer)


def _wait_again(row: ExemptionRow) -> None:
    fresh = ExemptionRow.objects.filter(pk=row.pk, state=ExemptionRow.State.PAID)
    if not fresh.update(state=ExemptionRow.State.UNPAID, paid_at=None, paid_bill=None):
        row.refresh_from_db(fields=["state"])
        name = row.application.record.name
        raise NotPayable(f"{name}的 {row.course} 现在是“{row.get_state_display()}”，免考费不能作废，请联系考试院退费")
