"""A school hands an application in for the candidate at its counter, the first time or after a return.

The declaration is the candidate's signature on the sheet; the table, the windows and the guards are those of every
submission, and the guard of the signed sheet comes on top (at_counter.py).
"""

from uuid import UUID

from django.db import transaction

from applications.domain.refusals import NotAllowed
from applications.domain.submit import submit
from applications.models import Application
from selfexam.accounts.actors import Actor, person


@transaction.atomic
def submit_at_counter(
    application_uuid: UUID | str, *, is_checked: bool, by: Actor, seen_version: int | None = None
) -> Application:
    """`is_checked`: the clerk has compared the signed sheet with the person and with the ID document."""
    if not is_checked:
        raise NotAllowed("请先核对签字的申请表和考生本人，再勾选")
    application = Application.objects.visible_to(by).get(uuid=application_uuid)
    note = f"考生在场签字，现场受理：{application.counter_reason}"
    changes = {"counter_submitted_by": person(by)}
    return submit(application_uuid, declared=True, by=by, seen_version=seen_version, note=note, changes=changes)
