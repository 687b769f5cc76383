"""Hands a form in: whole, within the limits and the window. From here on its rows go their own ways."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.exemptions.fetching import own_request
from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.exemptions.applicants import why_closed
from applications.exemptions.limits import share_of
from applications.exemptions.missing import missing_of
from applications.models import ExemptionRequest, ExemptionRow
from selfexam.accounts.actors import Actor


@transaction.atomic
def hand_in(request_uuid: UUID | str, *, by: Actor) -> ExemptionRequest:
    """The rows wait for their fee; a batch without a fee sends them to the school at once."""
    request, now = own_request(request_uuid, by=by), timezone.now()
    if request.handed_in_at is not None:
        raise AlreadyDone("这份免考申请已经提交，不需要再提交")
    if sentence := why_closed(request.application, now):
        raise NotAllowed(sentence)
    rows = list(request.rows.filter(state=ExemptionRow.State.DRAFT).select_related("course"))
    if lacking := missing_of(request, rows, request.images.count()):
        raise NotAllowed(f"还缺：{'、'.join(lacking)}")
    if sentence := share_of(request.application, request).refusal:
        raise NotAllowed(sentence)
    if not ExemptionRequest.objects.filter(pk=request.pk, handed_in_at=None).update(handed_in_at=now):
        raise AlreadyDone("这份免考申请已经提交，不需要再提交")
    fee = request.application.batch.exemption_fee
    change = {"state": ExemptionRow.State.UNPAID} if fee else {"state": ExemptionRow.State.PAID, "paid_at": now}
    request.rows.filter(state=ExemptionRow.State.DRAFT).update(**change)
    request.refresh_from_db(fields=["handed_in_at"])
    said = "、".join(str(row.course) for row in rows)
    remember(request.application, f"申请免考 {len(rows)} 门", by=by, note=said, action="exemption")
    return request
