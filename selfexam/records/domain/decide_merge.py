"""The institute decides whether two 准考证号 become one. Called by the institute's page of a merge.

Merged, the source ends and points to the target, its credits are there (move_credits.py), and whoever signs in with its
numbers comes to the holder of the target.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from selfexam.accounts.actors import Actor, person
from selfexam.accounts.models import AccountEvent, User
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.records.domain.ask_merge import refuse_unmergeable
from selfexam.records.domain.fetching import locked, short
from selfexam.records.domain.login_names import lead_to
from selfexam.records.domain.move_credits import move_credits
from selfexam.records.history import Entry, remember
from selfexam.records.models import RecordMerge, StudentRecord
from selfexam.records.news import News, tell
from selfexam.records.refusals import RecordRefused

State = RecordMerge.State
TWO_PEOPLE = "合并不能撤销，提出和同意须由两个人办理，请另一位老师决定"


@transaction.atomic
def approve_merge(merge_uuid: UUID, word: str = "", *, by: Actor) -> RecordMerge:
    """ASKED → MERGED. Of two at the same moment one moves the credits.

    With different ID numbers `word` says how the institute knows that it is one person. Nothing leads back, so whoever
    proposed it does not approve it.
    """
    merge = _institute(merge_uuid, by)
    if merge.is_open and merge.asked_by == by:
        raise RecordRefused(TWO_PEOPLE)
    source, target = locked([merge.source_id, merge.target_id], by=by)
    same_id, words = source.id_digest == target.id_digest, word.strip()[:300]
    if merge.is_open and not same_id and not words:
        raise RecordRefused("两份考籍的证件号码不同，请写明怎样确认是同一个人")
    _settle(merge, State.MERGED, words, by, same_id=same_id, moved=0)
    refuse_unmergeable(source, target)
    going = StudentRecord.objects.filter(pk=source.pk, merged_into=None)
    if not going.update(merged_into=target, merged_on=timezone.localdate()):
        raise RecordRefused(f"准考证号 {source.admission_number} 已经合并", already=True)
    moved = move_credits(source, target)
    RecordMerge.objects.filter(pk=merge.pk).update(moved=len(moved.changes))
    _one_holder(source, target, by)
    numbers = f"{source.admission_number} 并入 {target.admission_number}"
    note = "。".join(part for part in (numbers, words, moved.left_in_words) if part)[:300]
    ended = [("考籍", "在用", f"已合并到 {target.admission_number}")]
    entries = [Entry(source.pk, "合并考籍", ended, note), Entry(target.pk, "合并考籍", moved.changes, note)]
    remember(entries, by=by)
    body = f"{numbers}，转入成绩 {len(moved.changes)} 门次。以后请用 {target.admission_number} 报考和申请毕业。"
    tell(News(target.pk, "准考证号已合并", body))
    merge.refresh_from_db()
    return merge


@transaction.atomic
def refuse_merge(merge_uuid: UUID, reason: str, *, by: Actor) -> RecordMerge:
    """ASKED → REFUSED with the reason; both records stay as they are."""
    words = short(reason, "不同意的原因")
    merge = _institute(merge_uuid, by)
    locked([merge.source_id, merge.target_id], by=by)
    _settle(merge, State.REFUSED, words, by)
    keys = (merge.source_id, merge.target_id)
    remember([Entry(key, "不同意合并考籍", note=words, matters=False) for key in keys], by=by)
    numbers = f"{merge.source.admission_number} 和 {merge.target.admission_number}"
    tell(News(merge.target_id, "合并考籍没有通过", f"考试院没有同意合并 {numbers}：{words}。"))
    return merge


def _institute(merge_uuid: UUID, by: Actor) -> RecordMerge:
    merge = RecordMerge.objects.visible_to(by).select_related("source", "target").get(uuid=merge_uuid)
    if by.role not in INSTITUTE_ROLES:
        raise RecordRefused("合并考籍由考试院决定")
    return merge


def _settle(merge: RecordMerge, state: RecordMerge.State, words: str, by: Actor, **facts: object) -> None:
    asked = RecordMerge.objects.open().filter(pk=merge.pk)
    written = asked.update(state=state, decided_by=person(by), decided_at=timezone.now(), decision_word=words, **facts)
    merge.refresh_from_db()
    if written:
        return
    if merge.decided_by is None:
        raise RecordRefused("这项合并已由提出的人撤回")
    raise RecordRefused(
        f"这项合并已由 {merge.decided_by} 决定：{merge.get_state_display()}", already=merge.state == state
    )


def _one_holder(source: StudentRecord, target: StudentRecord, by: Actor) -> None:
    """Both belong to one account with what had ended in the source before, and every number of theirs opens it. An
    account left without records is stopped.
    """
    holder, former = target.holder or source.holder, source.holder
    if holder is None:
        return
    mine = [target, *_with_ended(source)]
    StudentRecord.objects.filter(pk__in=[record.pk for record in mine]).update(holder=holder)
    for record in mine:
        lead_to(holder, record)
    if former is not None and former != holder and not former.records.exists():
        User.objects.filter(pk=former.pk).update(is_active=False)
        if isinstance(by, User):
            note = f"考籍已合并，账号并入准考证号末四位 {target.admission_number[-4:]}"
            AccountEvent.objects.create(user=former, act=AccountEvent.Act.STOPPED, by=by, note=note)


def _with_ended(record: StudentRecord) -> Iterator[StudentRecord]:
    yield record
    for earlier in record.merged_from.all():
        yield from _with_ended(earlier)
