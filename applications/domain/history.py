"""Writes the history row of acts that are not steps of the workflow. Steps write theirs in lifecycle.py."""

from django.utils import timezone

from applications.models import Application, Event
from selfexam.accounts.actors import Actor, person


def remember(application: Application, label: str, *, by: Actor, note: str = "", action: str = "note") -> Event:
    """One row that leaves the status as it is; call it in the transaction of the act."""
    return Event.objects.create(
        application=application,
        action=action,
        label=label,
        from_status=application.status,
        to_status=application.status,
        by=person(by),
        by_name=by.name,
        by_role=by.role,
        at=timezone.now(),
        note=note,
    )
