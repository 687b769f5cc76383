"""A desk sends a form back for correction (退回补正): evidence or images do not do, and the fee that was paid stays.

The whole form goes back, because its evidence stands for all its courses; what was decided already stays decided.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.exemptions.fetching import locked_application
from applications.domain.exemptions.tell import tell
from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.exemptions.applicants import why_not_correctable
from applications.models import ExemptionRequest, ExemptionRow
from review.domain.exemptions.opinion import MOST_NOTE
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES
from selfexam.wording import when

State = ExemptionRow.State


@transaction.atomic
def send_back_form(request_uuid: UUID | str, reason: str, *, by: User) -> int:
    """Every course that a desk has and nobody decided → RETURNED. Returns how many.

    The school has it while it has given no opinion, the institute from then on. Refused where the candidate could not
    correct it any more: then the desk judges what is there.
    """
    request = ExemptionRequest.objects.visible_to(by).select_related("application").get(uuid=request_uuid)
    request.application = locked_application(request.application)
    mine, desk = _desk(by)
    reason = reason.strip()[:MOST_NOTE]
    if not reason:
        raise NotAllowed("退回补正请写明原因")
    if sentence := why_not_correctable(request.application, timezone.now()):
        raise NotAllowed(f"{sentence}，请按现有材料处理")
    rows = list(request.rows.filter(state__in=ExemptionRow.RETURNABLE).select_related("course").order_by("pk"))
    if not any(row.state == mine for row in rows):
        raise _nothing_here(request, by)
    written = [row for row in rows if _return(row, reason, by)]
    if len(written) < len(rows):
        raise Changed("有课程刚刚由别人处理，请刷新后再看")
    said = "、".join(row.course.code for row in rows)
    remember(request.application, f"{desk}退回免考补正", by=by, note=f"{said}：{reason}", action="exemption")
    _tell(request, rows, reason, desk)
    return len(rows)


def _desk(by: User) -> tuple[str, str]:
    """The state in which this desk has a course, and how it is named."""
    if by.role in SCHOOL_ROLES:
        return State.PAID, "学校"
    if by.role in INSTITUTE_ROLES:
        return State.ADVISED, "考试院"
    raise NotAllowed("免考由主考学校或考试院退回")


def _return(row: ExemptionRow, reason: str, by: User) -> bool:
    """An opinion rests on what is corrected now, so the school gives it anew; the old one stays in the history."""
    waiting = ExemptionRow.objects.filter(pk=row.pk, state=row.state)
    fresh = {"opinion": "", "opinion_note": "", "opinion_by": None, "opinion_at": None}
    returned = {"return_note": reason, "returned_by": by, "returned_at": timezone.now()}
    return bool(waiting.update(state=State.RETURNED, **returned, **fresh))


def _nothing_here(request: ExemptionRequest, by: User) -> NotAllowed | Changed | AlreadyDone:
    returned = request.rows.filter(state=State.RETURNED).select_related("returned_by").first()
    if returned is None or returned.returned_by is None:
        return NotAllowed("这份申请里现在没有要处理的课程，不能退回")
    if returned.returned_by == by:
        return AlreadyDone("这份申请已经退回，不需要再退")
    return Changed(f"这份申请已由 {returned.returned_by.name} 退回补正")


def _tell(request: ExemptionRequest, rows: list[ExemptionRow], reason: str, desk: str) -> None:
    who = "请联系单位经办老师补正" if request.by_unit else "请登录补正后重新提交"
    until = when(request.application.batch.review_until)
    courses = "、".join(str(row.course) for row in rows)
    body = f"{desk}退回了免考申请（{courses}）：{reason}。{until} 前{who}，已缴的免考费保留，不用再缴。"
    tell(request.application, "免考申请被退回，请补正", body)
