"""The institute decides on exemptions (annex 5: 市自考办意见). What is approved becomes a credit of the record.

The record's history remembers it, and whoever listens to records audits the open applications again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.domain.exemptions.fetching import locked_application
from applications.domain.exemptions.tell import tell
from applications.domain.history import remember
from applications.domain.refusals import NotAllowed
from applications.models import ExemptionRequest, ExemptionRow
from review.domain.exemptions.opinion import MOST_NOTE, overtaken, refuse_if_corrected
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.records.history import Entry
from selfexam.records.history import remember as remember_record
from selfexam.records.models import Credit, StudentRecord

Basis = ExemptionRequest.Basis
SOURCE_OF = {
    Basis.SELF_STUDY: Credit.Source.EXEMPT_QUALIFICATION,
    Basis.DEGREE: Credit.Source.EXEMPT_QUALIFICATION,
    Basis.CERTIFICATE: Credit.Source.EXEMPT_CERTIFICATE,
    Basis.TRANSFER: Credit.Source.TRANSFER,
    Basis.MERGED: Credit.Source.MERGED,
}
PASSING_GRADES = frozenset({"优秀", "良好", "中等", "合格"})


@dataclass(frozen=True)
class Ruling:
    """`mark` is what a certificate counts as; education carries none, a transferred or merged pass its own."""

    approves: bool
    note: str = ""
    mark: int | None = None


@transaction.atomic
def decide(
    request_uuid: UUID | str, rulings: Mapping[str, Ruling], *, by: User, seen_returns: str | None = None
) -> int:
    """A decision on each course named in `rulings` (by uuid): all of them or none. Returns how many.

    `seen_returns` as in give_opinion.
    """
    request = ExemptionRequest.objects.visible_to(by).select_related("application__record").get(uuid=request_uuid)
    if by.role not in INSTITUTE_ROLES:
        raise NotAllowed("免考由考试院决定")
    if not rulings:
        raise NotAllowed("请先选择批准或不批准")
    record = _that_goes_on(request.application.record)
    request.application = locked_application(request.application)
    refuse_if_corrected(request, seen_returns)
    rows = list(request.rows.filter(uuid__in=list(rulings)).select_related("course").order_by("pk"))
    if len(rows) != len(rulings):
        raise NotAllowed("有课程不在这份申请里，请刷新后再看")
    granted = [credit for row in rows if (credit := _rule(row, rulings[str(row.uuid)], request, record, by))]
    if granted:
        changes = [(credit.in_words, "", credit.shown_mark or "没有分数") for credit in granted]
        remember_record([Entry(record.pk, "免考批准", changes, request.in_words[:300])], by=by)
    _tell(request, rows, rulings, by)
    return len(rows)


def _that_goes_on(record: StudentRecord) -> StudentRecord:
    """Locked. Of a number that was merged since it was paid, the record that it went into (docs/decisions/0010)."""
    locked = StudentRecord.objects.select_for_update().get(pk=record.survivor().pk)
    return _that_goes_on(locked) if locked.is_ended else locked


def _rule(
    row: ExemptionRow, ruling: Ruling, request: ExemptionRequest, record: StudentRecord, by: User
) -> Credit | None:
    note = ruling.note.strip()[:MOST_NOTE]
    if not ruling.approves and not note:
        raise NotAllowed(f"{row.course}：不批准请写明原因")
    mark = _mark(row, ruling, request) if ruling.approves else row.mark
    waiting = ExemptionRow.objects.filter(pk=row.pk, state=ExemptionRow.State.ADVISED)
    state = ExemptionRow.State.APPROVED if ruling.approves else ExemptionRow.State.REFUSED
    written = waiting.update(state=state, decision_note=note, decided_by=by, decided_at=timezone.now(), mark=mark)
    if not written:
        raise overtaken(row, by)
    return _credit(row, mark, request, record) if ruling.approves else None


def _mark(row: ExemptionRow, ruling: Ruling, request: ExemptionRequest) -> int | None:
    if request.basis in ExemptionRequest.KEEPS_MARKS:
        return _mark_that_comes_along(row)
    if request.basis != ExemptionRequest.Basis.CERTIFICATE:
        return None
    mark = ruling.mark if ruling.mark is not None else row.mark
    if mark is None or not 60 <= mark <= 100:
        raise NotAllowed(f"{row.course}：请写明按多少分计，60 到 100 分")
    return mark


def _mark_that_comes_along(row: ExemptionRow) -> int | None:
    """As it stands in the file that was transferred or merged; None for a grade in words."""
    typed = row.passed_mark.strip()
    if typed.isascii() and typed.isdigit() and 60 <= int(typed) <= 100:
        return int(typed)
    if typed in PASSING_GRADES:
        return None
    raise NotAllowed(f"{row.course}：已考成绩“{typed}”不是 60 到 100 分，也不是合格的等级。请退回补正或不批准")


def _credit(row: ExemptionRow, mark: int | None, request: ExemptionRequest, record: StudentRecord) -> Credit:
    """The sitting is the month of the decision."""
    if record.graduated_on is not None:
        raise NotAllowed("这个准考证号已经毕业，不能再批准免考")
    source = SOURCE_OF[ExemptionRequest.Basis(request.basis)]
    today = timezone.localdate()
    place = {"record": record, "course": row.course, "source": source, "year": today.year, "month": today.month}
    if Credit.objects.counting().filter(record=record, course=row.course).exists():
        raise NotAllowed(f"{row.course} 已有合格成绩，不需要免考。请选不批准并写明")
    if Credit.objects.filter(**place).exists():
        raise NotAllowed(f"{row.course} 本月的这项成绩被取消过，请先在考籍里恢复")
    return Credit.objects.create(**place, mark=mark, grade=_grade(row, mark, request))


def _grade(row: ExemptionRow, mark: int | None, request: ExemptionRequest) -> str:
    """A grade in words comes along as it stands: thesis and practice have no number."""
    return row.passed_mark if request.basis in ExemptionRequest.KEEPS_MARKS and mark is None else ""


def _tell(request: ExemptionRequest, rows: list[ExemptionRow], rulings: Mapping[str, Ruling], by: User) -> None:
    yes = [str(row.course) for row in rows if rulings[str(row.uuid)].approves]
    no = [
        f"{row.course}（{rulings[str(row.uuid)].note.strip()}）" for row in rows if not rulings[str(row.uuid)].approves
    ]
    parts = [f"已批准免考：{'、'.join(yes)}"] if yes else []
    parts += [f"没有批准：{'、'.join(no)}"] if no else []
    said = "。".join(parts)
    remember(request.application, "考试院决定免考", by=by, note=said, action="exemption")
    subject = "免考已批准" if not no else "免考没有全部批准" if yes else "免考没有批准"
    tell(
        request.application,
        subject,
        f"{said}。批准的课程已计入您的合格成绩，毕业条件会重新核对。" if yes else f"{said}。",
    )
