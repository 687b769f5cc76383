"""The candidate takes the application back, as long as nothing was paid."""

from uuid import UUID

from django.db import transaction

from applications.domain.exemptions.bill import close_orders_about
from applications.domain.lifecycle import advance
from applications.domain.pay import live_order
from applications.models import Application
from applications.workflow import Action
from selfexam.accounts.actors import Actor
from selfexam.payments.domain import close
from selfexam.payments.models import Order


@transaction.atomic
def withdraw(application_uuid: UUID | str, *, by: Actor, seen_version: int | None = None) -> Application:
    """WITHDRAW and close open orders, also of exemptions; money that arrives all the same is sent back by settle.py.

    The order is locked before the application, as settling does: the two cannot wait for each other.
    """
    application = Application.objects.visible_to(by).get(uuid=application_uuid)
    order = live_order(application)
    if order is not None and order.state == Order.State.OPEN:
        close(order)
    close_orders_about(application)
    return advance(application_uuid, Action.WITHDRAW, by=by, seen_version=seen_version)
