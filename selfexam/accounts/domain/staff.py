"""Keeping the accounts of the desks: opening one, a one-time password, stopping and allowing it again.

Called by the staff page. Nobody chooses another person's password: a one-time word is shown once to whoever keeps the
account, and must be changed at the first sign-in.
"""

from django.db import IntegrityError, transaction

from selfexam.accounts.domain.passwords import give_one_time_password
from selfexam.accounts.models import AccountEvent, User
from selfexam.accounts.roles import SCHOOL_STAFF, Role
from selfexam.accounts.staff import kept_by, may_change, roles_given_by
from selfexam.catalogue.models import District, School, Unit


class StaffRefused(Exception):
    """Why nothing was done; `sentence` can be shown as it stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def open_account(
    *,
    username: str,
    name: str,
    role: str,
    school: School | None,
    unit: Unit | None,
    district: District | None = None,
    by: User,
) -> tuple[User, str]:
    """The new account and its one-time password."""
    if role not in roles_given_by(by) or not _works_where_they_keep(by, role, school, unit):
        raise StaffRefused("不能开通这种账号")
    place = {"school": school, "unit": unit, "district": district}
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, None, name=name, role=role, **place)
            AccountEvent.objects.create(user=user, act=AccountEvent.Act.OPENED, by=by)
            return user, give_one_time_password(user, by=by, note="开通账号")
    except IntegrityError as error:
        raise StaffRefused("这个用户名已有人使用，请换一个") from error


def _works_where_they_keep(by: User, role: str, school: School | None, unit: Unit | None) -> bool:
    """A school's lead opens accounts of the school and of its own units, never of a district office."""
    if not by.school_id:
        return True
    if role == Role.INTAKE_CLERK:
        return unit is not None and unit.school_id == by.school_id
    return role in SCHOOL_STAFF and school is not None and school.pk == by.school_id


@transaction.atomic
def reset_staff(user_uuid: str, *, by: User) -> tuple[User, str]:
    """A fresh one-time password. Raises User.DoesNotExist for an account that `by` does not keep."""
    user = _changeable(user_uuid, by)
    if not user.is_active:
        raise StaffRefused("这个账号已停用，请先恢复")
    return user, give_one_time_password(user, by=by, note="工作人员账号")


@transaction.atomic
def stop_account(user_uuid: str, *, by: User) -> User:
    """The person can no longer sign in; sessions end with the next request. Stopping twice is stopping once."""
    return _set_active(user_uuid, False, AccountEvent.Act.STOPPED, by)


@transaction.atomic
def allow_account(user_uuid: str, *, by: User) -> User:
    return _set_active(user_uuid, True, AccountEvent.Act.ALLOWED, by)


def _set_active(user_uuid: str, active: bool, act: str, by: User) -> User:
    user = _changeable(user_uuid, by)
    if user.is_active != active:
        user.is_active = active
        user.save(update_fields=["is_active"])
        AccountEvent.objects.create(user=user, act=act, by=by)
    return user


def _changeable(user_uuid: str, by: User) -> User:
    user = kept_by(by).select_for_update(of=("self",)).get(uuid=user_uuid)
    if not may_change(by, user):
        raise StaffRefused("这个账号要由考试院负责人处理" if user.pk != by.pk else "不能处理自己的账号")
    return user
