"""A cashier hands back what was paid at the counter (notice 一(三): 原路退回): with a voucher number, once.

The refund was requested by whoever refused the application and has waited for this act; nothing does it by itself.
"""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from selfexam.accounts.actors import Actor
from selfexam.payments import refunding
from selfexam.payments.cashiers import cashier
from selfexam.payments.domain.refusals import AlreadyTaken, NotPayable
from selfexam.payments.gateways.protocol import RefundReport, RefundState
from selfexam.payments.models import CounterPayback, Refund
from selfexam.payments.models.payment import COUNTER


@transaction.atomic
def pay_back(refund_uuid: UUID | str, *, voucher: str, method: str, by: Actor) -> CounterPayback:
    """Raises Refund.DoesNotExist for another school's, AlreadyTaken when it is handed back, NotPayable otherwise."""
    (person, school), now = cashier(by), timezone.now()
    seen = Refund.objects.visible_to(person).filter(payment__gateway=COUNTER)
    refund = seen.select_for_update(of=("self",)).select_related("payment").get(uuid=refund_uuid)
    if refund.state == Refund.State.DONE:
        raise AlreadyTaken(f"退费 {refund.number} 已经退还")
    try:
        with transaction.atomic():
            payback = CounterPayback.objects.create(
                refund=refund, school=school, voucher=voucher, method=method, given_by=person, given_at=now
            )
    except IntegrityError as twice:
        if CounterPayback.objects.filter(refund=refund).exists():
            raise AlreadyTaken(f"退费 {refund.number} 已经退还") from twice
        raise NotPayable(f"退款凭证号 {voucher} 已经用过，请核对") from twice
    refunding.record(refund, RefundReport(refund.number, RefundState.DONE, refund.amount, now))
    return payback
