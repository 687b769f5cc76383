"""Asks that two 准考证号 of one person become one: the candidate who holds both, or the institute.

Called by the candidate's page and the institute's list. Nothing moves before the institute has decided.
"""

from uuid import UUID

from django.db import IntegrityError, transaction

from selfexam.accounts.actors import Actor
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.records.domain.fetching import locked, refuse_over, short
from selfexam.records.history import Entry, remember
from selfexam.records.models import RecordMerge, StudentRecord
from selfexam.records.objections import Act, objection
from selfexam.records.refusals import RecordRefused

ALREADY_ASKED = "这个准考证号已经申请合并，等考试院决定"


@transaction.atomic
def ask_merge(source_uuid: UUID, target_uuid: UUID, why: str, *, by: Actor) -> RecordMerge:
    """`source` would end, `target` would go on. Asked twice it is one request."""
    if not isinstance(by, User) or by.role not in (Role.CANDIDATE, *INSTITUTE_ROLES):
        raise RecordRefused("合并由考生本人或考试院提出")
    seen = StudentRecord.objects.visible_to(by)
    keys = [seen.get(uuid=uuid).pk for uuid in (source_uuid, target_uuid)]
    if keys[0] == keys[1]:
        raise RecordRefused("请选择两个不同的准考证号")
    source, target = locked(keys, by=by)
    words = short(why, "合并的原因")
    refuse_unmergeable(source, target)
    if RecordMerge.objects.open().filter(source=source).exists():
        raise RecordRefused(ALREADY_ASKED, already=True)
    try:
        with transaction.atomic():
            merge = RecordMerge.objects.create(source=source, target=target, why=words, asked_by=by)
    except IntegrityError:
        raise RecordRefused(ALREADY_ASKED, already=True) from None
    note = f"{source.admission_number} 并入 {target.admission_number}。{words}"[:300]
    remember([Entry(key, "申请合并考籍", note=note, matters=False) for key in keys], by=by)
    return merge


def refuse_unmergeable(source: StudentRecord, target: StudentRecord) -> None:
    """What stands against it, when it is asked for and again when it is decided. Both rows are locked."""
    for record in (source, target):
        refuse_over(record, "合并")
        if record.corrections.open().exists():
            raise RecordRefused(f"准考证号 {record.admission_number} 的考籍更正正在办理，办结后才能合并")
    if RecordMerge.objects.open().filter(source=target).exists():
        raise RecordRefused(f"准考证号 {target.admission_number} 自己也在申请合并，请先办结")
    if sentence := objection(Act.END, source) or objection(Act.CORRECT, target):
        raise RecordRefused(sentence)


@transaction.atomic
def withdraw_merge(merge_uuid: UUID, *, by: Actor) -> None:
    """Whoever asked takes it back before it is decided."""
    merge = RecordMerge.objects.visible_to(by).get(uuid=merge_uuid)
    if by != merge.asked_by:
        raise RecordRefused("只有提出的人可以撤回")
    locked([merge.source_id, merge.target_id], by=by)
    if not RecordMerge.objects.open().filter(pk=merge.pk).update(state=RecordMerge.State.WITHDRAWN):
        merge.refresh_from_db()
        gone = merge.state == RecordMerge.State.WITHDRAWN
        raise RecordRefused(f"这项合并{merge.get_state_display()}，不能撤回", already=gone)
    remember([Entry(key, "撤回合并申请", matters=False) for key in (merge.source_id, merge.target_id)], by=by)
