"""The school looks at a correction first: it forwards it with its word, or sends it back with the reason.

Called by the school's page. A request that was sent back has ended; the candidate may ask anew.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from selfexam.accounts.actors import Actor, person
from selfexam.accounts.roles import SCHOOL_ROLES
from selfexam.records.domain.fetching import locked, short
from selfexam.records.history import Entry, remember
from selfexam.records.models import Correction
from selfexam.records.news import News, tell
from selfexam.records.refusals import RecordRefused

State = Correction.State


@transaction.atomic
def forward_correction(correction_uuid: UUID, word: str, *, by: Actor) -> Correction:
    """ASKED → FORWARDED, with what the school has checked."""
    words = short(word, "核对意见")
    correction = _settle(correction_uuid, State.FORWARDED, words, by)
    remember([Entry(correction.record_id, "学校转报考籍更正", note=words, matters=False)], by=by)
    tell(News(correction.record_id, "考籍更正已转报考试院", f"学校已核对您申请更正的{correction.what}，等考试院决定。"))
    return correction


@transaction.atomic
def send_back_correction(correction_uuid: UUID, reason: str, *, by: Actor) -> Correction:
    """ASKED → SENT_BACK: the candidate reads the reason and may ask again."""
    words = short(reason, "退回的原因")
    correction = _settle(correction_uuid, State.SENT_BACK, words, by)
    remember([Entry(correction.record_id, "学校退回考籍更正", note=words, matters=False)], by=by)
    body = f"学校退回了您申请更正的{correction.what}：{words}。补齐后可以重新申请。"
    tell(News(correction.record_id, "考籍更正被退回", body))
    return correction


def _settle(correction_uuid: UUID, state: Correction.State, words: str, by: Actor) -> Correction:
    correction = Correction.objects.visible_to(by).get(uuid=correction_uuid)
    if by.role not in SCHOOL_ROLES:
        raise RecordRefused("考籍更正由主考学校核对后转报")
    locked([correction.record_id], by=by)
    asked = Correction.objects.filter(pk=correction.pk, state=State.ASKED)
    written = asked.update(state=state, school_by=person(by), school_at=timezone.now(), school_word=words)
    correction.refresh_from_db()
    if not written:
        raise RecordRefused(
            f"这项更正已经由 {correction.school_by or '考生'} 处理：{correction.get_state_display()}",
            already=correction.state == state and correction.school_by == person(by),
        )
    return correction
