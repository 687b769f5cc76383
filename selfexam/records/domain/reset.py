"""A school gives a candidate who forgot the password a one-time password, after checking who they are.

Called by the school's account page. Knowing the three facts of a record is not proof enough to reset a password,
a person at the school's office is.
"""

from django.db import transaction

from selfexam.accounts.domain.passwords import give_one_time_password
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES, Role
from selfexam.records.models import StudentRecord


class ResetRefused(Exception):
    """Why no password was given; `sentence` can be shown as it stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def reset_password(record_uuid: str, *, by: User, checked_how: str) -> str:
    """The one-time password, to be shown once. Raises StudentRecord.DoesNotExist for another school's record."""
    if by.role not in SCHOOL_ROLES:
        raise ResetRefused("只有主考学校可以重置考生密码")
    record = StudentRecord.objects.visible_to(by).get(uuid=record_uuid)
    if record.holder_id is None:
        raise ResetRefused("这位考生还没有激活账号，请考生先激活")
    holder = User.objects.select_for_update().get(pk=record.holder_id)
    if holder.role != Role.CANDIDATE or not holder.is_active:
        raise ResetRefused("这个账号已停用，不能重置密码")
    return give_one_time_password(holder, by=by, note=f"{by.school}，{checked_how}")
