"""The school's opinion on exemptions (annex 5: 主考学校考办意见), after the fee and before the institute decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.exemptions.fetching import locked_application
from applications.domain.history import remember
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import ExemptionRequest, ExemptionRow
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES

MOST_NOTE = 200


@dataclass(frozen=True)
class Advice:
    agrees: bool
    note: str = ""


@transaction.atomic
def give_opinion(
    request_uuid: UUID | str, advice: Mapping[str, Advice], *, by: User, seen_returns: str | None = None
) -> int:
    """An opinion on each course named in `advice` (by uuid): all of them or none. Returns how many.

    `seen_returns` is `returns_of` the form when it was shown, None where nobody looked at a page.
    Raises DoesNotExist for other schools' forms, NotAllowed, Changed or AlreadyDone with their sentences.
    """
    request = ExemptionRequest.objects.visible_to(by).select_related("application").get(uuid=request_uuid)
    if by.role not in SCHOOL_ROLES:
        raise NotAllowed("学校意见由主考学校给出")
    if not advice:
        raise NotAllowed("请先选择同意或不同意")
    # As every act on courses: the application before its courses, or two acts at once wait for each other.
    request.application = locked_application(request.application)
    refuse_if_corrected(request, seen_returns)
    rows = list(request.rows.filter(uuid__in=list(advice)).select_related("course").order_by("pk"))
    if len(rows) != len(advice):
        raise NotAllowed("有课程不在这份申请里，请刷新后再看")
    for row in rows:
        _advise(row, advice[str(row.uuid)], by)
    said = "、".join(f"{row.course.code} {'同意' if advice[str(row.uuid)].agrees else '不同意'}" for row in rows)
    remember(request.application, "学校给出免考意见", by=by, note=said, action="exemption")
    return len(rows)


def _advise(row: ExemptionRow, advice: Advice, by: User) -> None:
    note = advice.note.strip()[:MOST_NOTE]
    if not advice.agrees and not note:
        raise NotAllowed(f"{row.course}：不同意请写明原因")
    opinion = ExemptionRow.Opinion.AGREE if advice.agrees else ExemptionRow.Opinion.DISAGREE
    waiting = ExemptionRow.objects.filter(pk=row.pk, state=ExemptionRow.State.PAID)
    written = waiting.update(
        state=ExemptionRow.State.ADVISED,
        opinion=opinion,
        opinion_note=note,
        opinion_by=by,
        opinion_at=timezone.now(),
    )
    if not written:
        raise overtaken(row, by)


def returns_of(rows: Iterable[ExemptionRow]) -> str:
    """When the last of these courses was sent back for correction (退回补正): evidence is rewritten in no other way."""
    return max((row.returned_at.isoformat() for row in rows if row.returned_at), default="")


def refuse_if_corrected(request: ExemptionRequest, seen_returns: str | None) -> None:
    """Raises Changed for a page from before a correction. Call it with the application locked."""
    if seen_returns is not None and seen_returns != returns_of(request.rows.all()):
        raise Changed("打开页面以后，这份申请退回补正过。请看现在的依据和图片，再作判定")


def overtaken(row: ExemptionRow, by: User) -> NotAllowed | Changed | AlreadyDone:
    """Why a row is not in the state that an act needs: done by oneself, by a colleague, or out of order."""
    row = ExemptionRow.objects.select_related("course", "opinion_by", "decided_by", "returned_by").get(pk=row.pk)
    if row.state == ExemptionRow.State.RETURNED and row.returned_by is not None and row.returned_by != by:
        return Changed(f"{row.course} 已由 {row.returned_by.name} 退回补正")
    last = row.decided_by or row.opinion_by
    said = f"{row.course} 现在是“{row.get_state_display()}”"
    if last is not None and last == by:
        return AlreadyDone(f"{said}，由本人处理，不用再做一次")
    if last is not None:
        return Changed(f"{row.course} 已由 {last.name} 处理，现在是“{row.get_state_display()}”")
    return NotAllowed(f"{said}，还不能处理")
