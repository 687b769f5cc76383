"""First sign-in: whoever knows 准考证号, name and ID number of an imported record takes it over, once.

Called by the activation pages. A person who already has an account (same ID number and name on another record)
must show that account's password: the three facts stand on papers that others have seen, so they may open an
account that nobody has yet, never one that somebody uses.
"""

import secrets

from django.db import transaction

from selfexam import typed
from selfexam.accounts.models import AccountEvent, LoginName, User
from selfexam.accounts.roles import Role
from selfexam.digests import keyed_digest
from selfexam.records.models import StudentRecord


class ActivationRefused(Exception):
    """Why the record was not taken over; `sentence` can be shown as it stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


ALREADY = "这个准考证号已经激活，请直接登录"
RACED = "这个准考证号或证件号码刚刚被激活，请直接登录；不是您本人操作的，请联系主考学校自考办"
NAME_DIFFERS = "这个证件号码已有账号，但两份考籍的姓名不一致，请联系主考学校自考办核对考籍"
ENDED = "这个准考证号已合并，请用合并后的准考证号登录或激活"
CLOSED = "您的账号已停用，请联系主考学校自考办"


def find_record(admission_number: str, name: str, id_number: str) -> StudentRecord | None:
    """The record that all three facts fit; never says which of them did not."""
    record = (
        StudentRecord.objects.select_related("holder", "programme", "school")
        .filter(admission_number=typed.number(admission_number), id_digest=keyed_digest(typed.number(id_number)))
        .first()
    )
    return record if record and typed.name(record.name) == typed.name(name) else None


def account_of(record: StudentRecord) -> User | None:
    """The account that the same person already has through another record."""
    if record.is_ended:
        raise ActivationRefused(ENDED)
    other = LoginName.objects.owner_of(record.id_number)
    if other is None:
        return None
    if typed.name(other.name) != typed.name(record.name):
        raise ActivationRefused(NAME_DIFFERS)
    if not other.is_active:
        raise ActivationRefused(CLOSED)
    return other


@transaction.atomic
def activate(record: StudentRecord, *, password: str | None) -> User:
    """A new account for a person who has none. Two at once: one wins, the other gets a sentence and leaves no trace."""
    if account_of(record) is not None:
        raise ActivationRefused(RACED)
    user = User.objects.create_user(f"c{secrets.token_hex(10)}", password, name=record.name, role=Role.CANDIDATE)
    _take(record, user, AccountEvent.Act.ACTIVATED)
    return user


@transaction.atomic
def join(record: StudentRecord, *, user: User) -> User:
    """Adds the record to the account whose password the caller has checked."""
    if account_of(record) != user:
        raise ActivationRefused(NAME_DIFFERS)
    _take(record, user, AccountEvent.Act.RECORD_ADDED)
    return user


def _take(record: StudentRecord, user: User, act: AccountEvent.Act) -> None:
    """The record goes to whoever finds it without a holder; its two numbers become login names."""
    if not StudentRecord.objects.filter(pk=record.pk, holder__isnull=True).update(holder=user):
        raise ActivationRefused(ALREADY)
    for login_name in (record.admission_number, record.id_number):
        if LoginName.add(user, login_name).user_id != user.pk:
            raise ActivationRefused(RACED)
    AccountEvent.objects.create(user=user, act=act, by=user, note=f"准考证号末四位 {record.admission_number[-4:]}")
    record.holder = user
