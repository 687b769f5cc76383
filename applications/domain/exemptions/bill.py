"""The fee of exemptions (15 元 a course): one order for what a candidate, or a unit for many people, pays at once."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.refusals import NotAllowed
from applications.exemptions.applicants import why_not_payable
from applications.models import Application, ExemptionBill, ExemptionRow
from selfexam.accounts.models import User
from selfexam.payments.domain import close, open_order
from selfexam.payments.models import Order


@transaction.atomic
def order_for_rows(row_uuids: Iterable[UUID | str], *, return_path: str, by: User) -> Order:
    """The order for these courses, opened once for the same courses. Raises NotAllowed, or payments' refusals."""
    found = ExemptionRow.objects.visible_to(by).filter(uuid__in=list(row_uuids), state=ExemptionRow.State.UNPAID)
    rows = list(found.with_request().order_by("pk"))
    if not rows:
        raise NotAllowed("没有待缴费的免考课程")
    batch = rows[0].request.application.batch
    for row in rows:
        if row.request.application.batch != batch:
            raise NotAllowed("不同批次的免考请分开缴费")
        if sentence := why_not_payable(row.request.application, timezone.now()):
            raise NotAllowed(f"{row.request.application.record.name}：{sentence}")
    if not batch.exemption_fee:
        raise NotAllowed("这一批次的免考现在不收费，不用缴费，几分钟内会送到学校")
    bill = _same_bill(rows, by, batch.exemption_fee)
    if bill is None:
        close_orders_of(rows, payer=by)
        bill = ExemptionBill.objects.create(batch=batch, payer=by, fee=batch.exemption_fee)
        bill.rows.set(rows)
    return open_order(
        purpose=Order.Purpose.EXEMPTION_FEE,
        subject=str(bill.uuid),
        payer=by,
        title=f"免考费 {len(rows)} 科，{batch.name}",
        amount=bill.fee * len(rows),
        pay_before=batch.review_until,
        return_path=return_path,
        **_for_the_cashier(rows, by),
    )


def _for_the_cashier(rows: list[ExemptionRow], by: User) -> dict[str, Any]:
    """Whom the cashier of the school sees: the person with the number, or the unit. Courses of two schools: nobody."""
    applications = {row.request.application_id: row.request.application for row in rows}
    schools = {application.school for application in applications.values()}
    if len(schools) > 1:
        return {}
    first = next(iter(applications.values()))
    own = by.unit is None and len(applications) == 1
    name = first.record.name if own else by.workplace or by.name
    return {"payer_name": name, "reference": first.record.admission_number if own else "", "school": schools.pop()}


def order_of(bill: ExemptionBill) -> Order | None:
    """The newest order of a bill, whatever became of it."""
    return Order.objects.about(Order.Purpose.EXEMPTION_FEE, str(bill.uuid)).last()


def close_orders_of(rows: Iterable[ExemptionRow], payer: User | None = None) -> None:
    """Close what nobody should pay any more, of one payer or of all; money that comes all the same is looked after."""
    bills = ExemptionBill.objects.filter(rows__in=list(rows))
    if payer is not None:
        bills = bills.filter(payer=payer)
    subjects = [str(uuid) for uuid in bills.distinct().values_list("uuid", flat=True)]
    purpose, state = Order.Purpose.EXEMPTION_FEE, Order.State.OPEN
    for order in Order.objects.filter(purpose=purpose, subject__in=subjects, state=state).order_by("pk"):
        close(order)


def close_orders_about(application: Application) -> None:
    """For acts after which no exemption of it is needed any more; before they lock the application."""
    close_orders_of(ExemptionRow.objects.filter(application=application, state=ExemptionRow.State.UNPAID))


def _same_bill(rows: list[ExemptionRow], payer: User, fee: int) -> ExemptionBill | None:
    """The payer's bill with exactly these courses, if its order is still open: pressed twice it is one order."""
    wanted = {row.pk for row in rows}
    for bill in ExemptionBill.objects.filter(payer=payer, fee=fee, rows=rows[0]).order_by("-pk"):
        order = order_of(bill)
        if order and order.is_open and set(bill.rows.values_list("pk", flat=True)) == wanted:
            return bill
    return None
