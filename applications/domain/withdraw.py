"""The candidate takes the application back, as long as nothing was paid."""

from uuid import UUID

from django.db import transaction
from selfexam.payments.domain import close

from applications.domain.lifecycle import advance
from applications.domain.pay import live_order
from applications.models import Application
from applications.workflow import Action
from selfexam.accounts.actors import Actor


@transaction.atomic
def withdraw(application_uuid: UUID | str, *, by: Actor, seen_version: int | None = None) -> Application:
    """WITHDRAW and close an open order; money that arrives all the same is sent back by settle.py."""
    application = advance(application_uuid, Action.WITHDRAW, by=by, seen_version=seen_version)
    order = live_order(application)
    if order is not None:
        close(order)
    return application
