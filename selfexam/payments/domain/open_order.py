"""Opens the one live order for a thing. Called by the room that knows what is owed and by when."""

from datetime import datetime

from django.db import IntegrityError, transaction

from selfexam.accounts.models import User
from selfexam.catalogue.models import School
from selfexam.payments.domain.refusals import AmountChanged, PaymentRefused
from selfexam.payments.models import Order
from selfexam.payments.return_path import own_path
from selfexam.wording import money


@transaction.atomic
def open_order(
    *,
    purpose: str,
    subject: str,
    payer: User | None,
    title: str,
    amount: int,
    pay_before: datetime,
    return_path: str,
    payer_name: str = "",
    reference: str = "",
    school: School | None = None,
) -> Order:
    """The live order if there is one (its deadline follows `pay_before`), else a new one. Called twice, it opens once.

    Without a `payer` only the cashier of `school` can take the money; whoever has an account later makes it theirs.
    Raises AmountChanged or PaymentRefused; ValidationError and ValueError are mistakes of the caller.
    """
    own_path(return_path)
    # As much as a receipt has room for: the name of a unit may be long.
    payer_name, reference = payer_name[:40], reference[:20]
    if amount <= 0 or pay_before.tzinfo is None:
        raise ValueError("an order needs an amount above 0 and a deadline with its time zone")
    facts: dict[str, object] = {"payer": payer, "title": title, "amount": amount, "pay_before": pay_before}
    facts |= {"return_path": return_path, "payer_name": payer_name, "reference": reference, "school": school}
    same = Order.objects.about(purpose, subject)
    order = same.live().first()
    if order is None:
        try:
            with transaction.atomic():
                return Order.objects.create(purpose=purpose, subject=subject, **facts)
        except IntegrityError:
            # Somebody else opened it in this very moment.
            order = same.live().get()
    _adopt(order, payer, payer_name, reference, school)
    return _checked(order, payer, amount, pay_before)


def _adopt(order: Order, payer: User | None, payer_name: str, reference: str, school: School | None) -> None:
    """What the order did not know when it was opened: an account made since, the school whose cashier may take it."""
    mine = Order.objects.filter(pk=order.pk)
    known = 0
    if order.payer_id is None and payer is not None:
        known += mine.filter(payer=None).update(payer=payer)
    if order.school_id is None and school is not None:
        known += mine.filter(school=None).update(school=school, payer_name=payer_name, reference=reference)
    if known:
        order.refresh_from_db()


def _checked(order: Order, payer: User | None, amount: int, pay_before: datetime) -> Order:
    if payer is not None and order.payer_id != payer.pk:
        raise PaymentRefused("这一项已由另一个账号开单，请联系考试院")
    if order.amount != amount:
        raise AmountChanged(
            f"订单 {order.number} 的金额是 {money(order.amount)}，不能改为 {money(amount)}，请联系考试院"
        )
    if order.is_open and order.pay_before != pay_before:
        # The deadline of the batch was moved.
        Order.objects.filter(pk=order.pk, state=Order.State.OPEN).update(pay_before=pay_before)
        order.refresh_from_db()
    return order
