"""The names a candidate signs in with follow the record: a corrected ID number, a record that was merged.

Called by rewrite.py, decide_merge.py and the import of records, in their transactions.
"""

from selfexam.accounts.models import LoginName, User
from selfexam.digests import keyed_digest
from selfexam.records.models import StudentRecord
from selfexam.records.refusals import RecordRefused

TAKEN = "这个证件号码已有另一个账号在用，不能改成它；同一个人有两个准考证号的，请办理合并"


def follow_id_number(record: StudentRecord, before: str, after: str) -> None:
    """The new number opens the account, the old one no more."""
    holder = record.holder
    if holder is None:
        return
    if LoginName.add(holder, after).user_id != holder.pk:
        raise RecordRefused(TAKEN)
    let_go(record, before)


def let_go(record: StudentRecord, before: str) -> None:
    """`before` opens the account no more, unless another record of the same person has it."""
    old = keyed_digest(before)
    if not StudentRecord.objects.filter(holder=record.holder_id, id_digest=old).exclude(pk=record.pk).exists():
        LoginName.objects.filter(user=record.holder_id, digest=old).delete()


def lead_to(user: User, record: StudentRecord) -> None:
    """准考证号 and ID number of `record` open the account of `user` from now on, whoever had them."""
    for name in (record.admission_number, record.id_number):
        LoginName.add(user, name)
        LoginName.objects.filter(digest=keyed_digest(name)).update(user=user)
