"""The institute's lists of orders: what each tab holds, how many, and the rows with their refunds."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from selfexam.accounts.actors import Actor
from selfexam.payments.models import Order, Refund


@dataclass(frozen=True)
class Tab:
    """`key` stands in the address."""

    key: str
    label: str
    count: int
    is_current: bool


STATES = [(state.value, state.label) for state in Order.State]
REFUNDS = {"refunding": "退费中", "refund-failed": "退费失败"}


def rows(actor: Actor, show: str, text: str) -> QuerySet[Order]:
    """Orders of one tab, newest first; `text` is the beginning of an order number, or the whole name of the payer."""
    found = _of_tab(Order.objects.visible_to(actor), show)
    if text:
        named = Q(payer_name=text) | Q(payer_name="", payer__name=text)
        found = found.filter(Q(number__istartswith=text) | named)
    return found.select_related("payer").prefetch_related("payments__refunds").order_by("-created_at", "-pk")


def tabs(actor: Actor, current: str) -> list[Tab]:
    orders = Order.objects.visible_to(actor)
    keys = [("", "全部"), *STATES, *REFUNDS.items()]
    return [Tab(key, label, _of_tab(orders, key).count(), key == current) for key, label in keys]


def _of_tab(orders: QuerySet[Order], show: str) -> QuerySet[Order]:
    if show in Order.State.values:
        return orders.filter(state=show)
    if show not in REFUNDS:
        return orders
    refunds = Refund.objects.under_way() if show == "refunding" else Refund.objects.failed()
    return orders.filter(Exists(refunds.filter(payment__order=OuterRef("pk"))))
