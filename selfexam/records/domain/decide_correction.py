"""The institute decides a correction that a school has forwarded. Called by the institute's page.

Approved, the record changes through rewrite.py, in the same transaction; refused, the candidate reads the reason.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from selfexam.accounts.actors import Actor, person
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.records.correctable import BadWish, checked, stored
from selfexam.records.domain.fetching import locked, refuse_over, short
from selfexam.records.domain.rewrite import rewrite
from selfexam.records.history import Entry, remember
from selfexam.records.models import CorrectedField, Correction, CorrectionItem, StudentRecord
from selfexam.records.news import News, tell
from selfexam.records.objections import Act, objection
from selfexam.records.refusals import RecordRefused

State = Correction.State


@transaction.atomic
def approve_correction(correction_uuid: UUID, word: str = "", *, by: Actor) -> Correction:
    """FORWARDED → APPROVED and the record is changed. Of two at the same moment one changes it."""
    correction = _institute(correction_uuid, by)
    (record,) = locked([correction.record_id], by=by)
    _settle(correction, State.APPROVED, word.strip()[:300], by)
    refuse_over(record, "更正")
    if sentence := objection(Act.CORRECT, record):
        raise RecordRefused(sentence)
    items = list(correction.items.all())
    note = f"考生申请，{correction.school_by}转报。{correction.decision_word or correction.why}"
    rewrite(record, _wanted(record, items), label="考籍更正", note=note, by=by)
    tell(News(record.pk, "考籍更正已完成", _done(correction, items)))
    return correction


@transaction.atomic
def refuse_correction(correction_uuid: UUID, reason: str, *, by: Actor) -> Correction:
    """FORWARDED → REFUSED; the record stays as it is."""
    words = short(reason, "不同意的原因")
    correction = _institute(correction_uuid, by)
    locked([correction.record_id], by=by)
    _settle(correction, State.REFUSED, words, by)
    remember([Entry(correction.record_id, "不同意考籍更正", note=words, matters=False)], by=by)
    body = f"考试院没有同意您申请更正的{correction.what}：{words}。考籍没有改动。"
    tell(News(correction.record_id, "考籍更正没有通过", body))
    return correction


def _institute(correction_uuid: UUID, by: Actor) -> Correction:
    correction = Correction.objects.visible_to(by).get(uuid=correction_uuid)
    if by.role not in INSTITUTE_ROLES:
        raise RecordRefused("考籍更正由考试院决定")
    return correction


def _settle(correction: Correction, state: Correction.State, words: str, by: Actor) -> None:
    forwarded = Correction.objects.filter(pk=correction.pk, state=State.FORWARDED)
    written = forwarded.update(state=state, decided_by=person(by), decided_at=timezone.now(), decision_word=words)
    correction.refresh_from_db()
    if written:
        return
    if correction.decided_by is None:
        raise RecordRefused(f"这项更正现在是“{correction.get_state_display()}”，不能决定")
    same = correction.state == state
    raise RecordRefused(f"这项更正已由 {correction.decided_by} 决定：{correction.get_state_display()}", already=same)


def _wanted(record: StudentRecord, items: list[CorrectionItem]) -> dict[str, str]:
    """What to write, checked against the record as it is now: it may have changed under a request of last year."""
    moved = [str(item) for item in items if stored(record, item.field) != item.before]
    if moved:
        raise RecordRefused(f"申请以后考籍中的{'、'.join(moved)}有了变化，请不同意这项更正，由考生重新申请")
    try:
        return checked(record, {item.field: item.after for item in items})
    except BadWish as bad:
        label = CorrectedField(bad.field).label if bad.field else ""
        raise RecordRefused(f"更正后{label}与考籍的其他内容不符：{bad.sentence}") from None


def _done(correction: Correction, items: list[CorrectionItem]) -> str:
    said = f"您申请更正的{correction.what}已改好，请核对考籍。"
    changed_number = any(item.field == CorrectedField.ID_NUMBER for item in items)
    return f"{said}以后请用新的证件号码登录。" if changed_number else said
