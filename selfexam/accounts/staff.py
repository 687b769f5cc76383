"""Whose accounts somebody keeps: the institute's lead those of every desk, a school's lead those of its reviewers
and cashiers, and of the class teachers who take papers in its units.
"""

from django.db.models import Q, QuerySet

from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_STAFF, STAFF_ROLES, Role

KEEPERS = frozenset({Role.SCHOOL_LEAD, Role.INSTITUTE_LEAD})


def kept_by(keeper: User) -> QuerySet[User]:
    """The staff accounts that `keeper` may see and change; their own is never among those that can be changed."""
    staff = User.objects.filter(role__in=STAFF_ROLES).select_related("school", "unit", "district")
    if keeper.role == Role.INSTITUTE_LEAD:
        return staff
    if keeper.role == Role.SCHOOL_LEAD and keeper.school_id:
        teachers = Q(role=Role.INTAKE_CLERK, unit__school_id=keeper.school_id)
        return staff.filter(Q(school_id=keeper.school_id, role__in=SCHOOL_STAFF) | teachers)
    return staff.none()


def roles_given_by(keeper: User) -> tuple[Role, ...]:
    """The roles that `keeper` may give to a new account, in the order of the form."""
    if keeper.role == Role.INSTITUTE_LEAD:
        return tuple(role for role in Role if role in STAFF_ROLES)
    mine = (Role.SCHOOL_REVIEWER, Role.SCHOOL_CASHIER, Role.INTAKE_CLERK)
    return mine if keeper.role == Role.SCHOOL_LEAD else ()


def may_change(keeper: User, other: User) -> bool:
    """Nobody changes their own account; a school's lead only reviewers and cashiers, so that leads cannot lock each
    other out.
    """
    return other.pk != keeper.pk and other.role in roles_given_by(keeper)
