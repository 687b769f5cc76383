"""Returns the fee of one refused exemption by hand: no rule says whether it is returned (domain.md 7.4)."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.exemptions.bill import order_of
from applications.domain.exemptions.tell import tell
from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import ExemptionRow
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.payments.domain import request_refund
from selfexam.payments.models import Payment, Refund
from selfexam.payments.models.payment import COUNTER
from selfexam.wording import money


@transaction.atomic
def refund_fee(row_uuid: UUID | str, note: str, *, by: User) -> Refund:
    """The fee of this one course to whoever paid it. Pressed twice it is one refund."""
    row = ExemptionRow.objects.visible_to(by).select_related("course", "application", "paid_bill").get(uuid=row_uuid)
    if by.role not in INSTITUTE_ROLES:
        raise NotAllowed("免考费由考试院决定是否退还")
    note = note.strip()
    if not note:
        raise NotAllowed("退费请写明原因")
    if row.state != ExemptionRow.State.REFUSED or row.paid_bill is None:
        raise NotAllowed(f"{row.course} 现在是“{row.get_state_display()}”，没有可以退的免考费")
    payment = _payment(row)
    if not ExemptionRow.objects.filter(pk=row.pk, refunded_at=None).update(refunded_at=timezone.now()):
        raise AlreadyDone(f"{row.course} 的免考费已经申请退费")
    refund = request_refund(
        payment, Refund.Reason.OTHER, f"免考未批准，{row.course}：{note}", by, amount=row.paid_bill.fee
    )
    remember(row.application, "免考费原路退回", by=by, note=f"{row.course}：{note}", action="refund")
    way = "由收费的学校退还，缴费人凭身份证件领取" if payment.gateway == COUNTER else "退回原支付账户"
    tell(row.application, "免考费退回", f"{row.course} 没有批准免考，{money(row.paid_bill.fee)}{way}。")
    return refund


def was_paid_at_counter(row: ExemptionRow) -> bool:
    """Then a cashier hands the fee back (notice 一(三): 原路退回), and the page says so beforehand."""
    payment = _settling(row)
    return payment is not None and payment.gateway == COUNTER


def _settling(row: ExemptionRow) -> Payment | None:
    order = order_of(row.paid_bill) if row.paid_bill else None
    return order.payments.filter(settles=True).first() if order else None


def _payment(row: ExemptionRow) -> Payment:
    payment = _settling(row)
    if payment is None:
        raise NotAllowed("没有找到这门课程的缴费，请到“订单与退费”查看")
    return payment
