"""Fetches and locks a form for one of the acts beside this file. Call it inside a transaction.

Money locks its order first, then applications, then courses: acts that close orders do so before they come here.
"""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from applications.domain.refusals import NotAllowed
from applications.exemptions.applicants import why_closed, why_not_correctable
from applications.models import Application, ExemptionRequest, ExemptionRow
from selfexam.accounts.actors import Actor
from selfexam.accounts.roles import Role


def locked_application(application: Application) -> Application:
    """Limits are counted over all forms of a person, so whoever hands in waits for the application's row."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("batch", "school", "record__plan")
    return rows.get(pk=application.pk)


def locked_applications(keys: Iterable[int]) -> list[Application]:
    """Several in the order of their keys, so that two payments of the same people wait instead of colliding."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("batch", "record")
    return list(rows.filter(pk__in=set(keys)).order_by("pk"))


def own_request(request_uuid: UUID | str, *, by: Actor) -> ExemptionRequest:
    """The form of `by`, its application locked. DoesNotExist for others', NotAllowed for the other side's."""
    request = ExemptionRequest.objects.visible_to(by).select_related("application").get(uuid=request_uuid)
    request.application = locked_application(request.application)
    request.refresh_from_db(fields=["handed_in_at", "basis", "on_paper"])
    if by.role == Role.CANDIDATE and request.by_unit:
        raise NotAllowed("这份免考由单位代办，请联系单位经办老师")
    if by.role == Role.UNIT_CLERK and not request.by_unit:
        raise NotAllowed("这份免考由考生本人提交，单位不能代改")
    if by.role not in (Role.CANDIDATE, Role.UNIT_CLERK):
        raise NotAllowed("免考申请由考生本人或单位提交")
    return request


def open_draft(request_uuid: UUID | str, *, by: Actor) -> ExemptionRequest:
    """A form that may still be filled in."""
    request = own_request(request_uuid, by=by)
    if request.handed_in_at is not None:
        raise NotAllowed("这份免考申请已提交，不能再改")
    if sentence := why_closed(request.application, timezone.now()):
        raise NotAllowed(sentence)
    return request


def returned_request(request_uuid: UUID | str, *, by: Actor) -> ExemptionRequest:
    """A form that was sent back and may still be corrected (退回补正)."""
    request = own_request(request_uuid, by=by)
    if not request.rows.filter(state=ExemptionRow.State.RETURNED).exists():
        raise NotAllowed("这份免考申请没有要补正的课程")
    if sentence := why_not_correctable(request.application, timezone.now()):
        raise NotAllowed(sentence)
    return request
