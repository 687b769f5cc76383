"""Ends what waits for the candidate's side when its time is over: unpaid courses, and returns that nobody corrected.

With the step that takes the application out of the candidate's hands (lifecycle.py), and by the clock at the end of
first review. What was paid is decided all the same (decision record on exemptions), on what is there.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from applications.domain.exemptions.fetching import locked_application
from applications.domain.exemptions.tell import tell
from applications.domain.history import remember
from applications.exemptions.applicants import ASKING
from applications.models import Application, ExemptionRow
from applications.statuses import Status
from selfexam.accounts.actors import SYSTEM
from selfexam.wording import when

State = ExemptionRow.State
WITHDRAWN = "毕业申请已撤回"
LAPSED = "毕业申请已作废"
PASSED = "初审已通过，不再需要免考"
# One turn of the clock; the rest follows a minute later.
MOST_AT_ONCE = 500


def end_waiting(application: Application, *, why: str = "", drafts: bool = True) -> int:
    """Call it in the transaction that locked `application`. Returns how many courses ended; done twice it does nothing.

    `drafts` ends what was never handed in too, for an application that cannot come back to the candidate. Orders are
    not touched, whoever settles one locks it before the application: money that comes goes back by itself.
    """
    states = (State.UNPAID, State.RETURNED, *((State.DRAFT,) if drafts else ()))
    rows = list(
        ExemptionRow.objects.filter(application=application, state__in=states).select_related("course").order_by("pk")
    )
    if not rows:
        return 0
    why = why or _why(application)
    ended = [row for row in rows if row.state != State.RETURNED and _end(row, why)]
    unpaid = [row for row in ended if row.state == State.UNPAID]
    if unpaid:
        said = "、".join(str(row.course) for row in unpaid)
        remember(application, "免考作废", by=SYSTEM, note=f"{why}：{said}", action="exemption")
    if back := [row for row in rows if row.state == State.RETURNED and _take_back(row)]:
        said = "、".join(str(row.course) for row in back)
        remember(application, "免考没有补正，按原材料办理", by=SYSTEM, note=said, action="exemption")
    return len(unpaid)


def _why(application: Application) -> str:
    if application.status == Status.WITHDRAWN:
        return WITHDRAWN
    return LAPSED if application.status == Status.LAPSED else PASSED


def _end(row: ExemptionRow, why: str) -> bool:
    waiting = ExemptionRow.objects.filter(pk=row.pk, state=row.state)
    return bool(waiting.update(state=State.ENDED, ended_at=timezone.now(), ended_why=why))


def _take_back(row: ExemptionRow) -> bool:
    return bool(ExemptionRow.objects.filter(pk=row.pk, state=State.RETURNED).update(state=State.PAID))


def end_overdue(now: datetime | None = None, most: int = MOST_AT_ONCE) -> int:
    """What first review has left behind, application by application; how many courses ended. Called by the clock."""
    now, ended = now or timezone.now(), 0
    over = Q(application__batch__review_until__lte=now) | ~Q(application__status__in=ASKING)
    rows = ExemptionRow.objects.filter(over, state__in=(State.UNPAID, State.RETURNED))
    keys = rows.order_by("application").values_list("application", flat=True).distinct()[:most]
    for key in list(keys):
        ended += _end_overdue(key, now)
    return ended


@transaction.atomic
def _end_overdue(key: int, now: datetime) -> int:
    application = locked_application(Application(pk=key))
    until = application.batch.review_until
    if application.status not in ASKING:
        return end_waiting(application)
    if now < until:
        # The institute has extended first review meanwhile.
        return 0
    # A draft stays: the institute may still extend, and it can be handed in then.
    ended = end_waiting(application, why=f"免考费没有在 {when(until)} 前缴纳", drafts=False)
    if ended:
        tell(
            application,
            "免考没有缴费，已作废",
            f"{ended} 门课程的免考费没有在 {when(until)} 前缴纳，免考作废。没有缴费，不需要退费。",
        )
    return ended
