"""Takes back a course before its fee is paid; what was paid is decided by school and institute."""

from uuid import UUID

from django.db import transaction

from applications.domain.exemptions.bill import close_orders_of
from applications.domain.exemptions.fetching import own_request
from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import ExemptionRow
from selfexam.accounts.actors import Actor


@transaction.atomic
def withdraw_row(row_uuid: UUID | str, *, by: Actor) -> ExemptionRow:
    """Open orders with this course are closed, because their sum is no longer right; money that still comes returns."""
    row = ExemptionRow.objects.visible_to(by).select_related("request", "course").get(uuid=row_uuid)
    # Before the application is locked, as settling does; a refusal below undoes it.
    close_orders_of([row])
    request = own_request(row.request.uuid, by=by)
    waiting = ExemptionRow.objects.filter(pk=row.pk, state=ExemptionRow.State.UNPAID)
    if not waiting.update(state=ExemptionRow.State.WITHDRAWN):
        row.refresh_from_db(fields=["state"])
        if row.state == ExemptionRow.State.WITHDRAWN:
            raise AlreadyDone(f"{row.course} 已经撤回，不需要再撤回")
        raise NotAllowed(f"{row.course} 现在是“{row.get_state_display()}”，不能撤回")
    remember(request.application, "撤回免考", by=by, note=str(row.course), action="exemption")
    row.refresh_from_db()
    return row
