"""The demonstration's accounts: one staff member for every role at every desk, and candidates with a known password."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import District, School, Unit

# Shown by `make run`; the seed refuses to run outside the demonstration setting.
PASSWORD = "zikao-demo"  # noqa: S105


@dataclass(frozen=True)
class Desk:
    """A staff account; `school` is the position of its school among the demonstration's two, `None` for the
    institute.
    """

    username: str
    name: str
    role: Role
    school: int | None = None


DESKS = (
    Desk("wang", "王老师", Role.SCHOOL_REVIEWER, 0),
    Desk("li", "李主任", Role.SCHOOL_LEAD, 0),
    Desk("qian", "钱老师", Role.SCHOOL_CASHIER, 0),
    Desk("zhao", "赵老师", Role.SCHOOL_REVIEWER, 1),
    Desk("sun", "孙主任", Role.SCHOOL_LEAD, 1),
    Desk("chen", "陈老师", Role.INSTITUTE_REVIEWER),
    Desk("luo", "罗老师", Role.INSTITUTE_REVIEWER),
    Desk("zhou", "周主任", Role.INSTITUTE_LEAD),
    Desk("unit", "何老师", Role.UNIT_CLERK, 0),
    # A district office and a class teacher: both take papers and see nothing else.
    Desk("deng", "邓老师", Role.INTAKE_CLERK),
    Desk("fang", "方老师", Role.INTAKE_CLERK, 0),
)


@cache
def hashed_password() -> str:
    """Hashed once: the demonstration's password is printed anyway, and a good hash is slow on purpose."""
    return make_password(PASSWORD)


def give_known_password(user: User) -> None:
    """The password that `make run` prints."""
    user.password = hashed_password()
    user.save(update_fields=["password"])


def make_desks(schools: list[School]) -> dict[str, User]:
    """Every desk account by username; existing ones are kept as they are."""
    made = {}
    for desk in DESKS:
        user = User.objects.filter(username=desk.username).first()
        made[desk.username] = user or User.objects.create(
            username=desk.username, password=hashed_password(), name=desk.name, role=desk.role, **_place(desk, schools)
        )
    return made


def _place(desk: Desk, schools: list[School]) -> dict[str, Any]:
    """Where the desk stands: its school, the first school's unit, the first district office, or the institute."""
    if desk.role in (Role.UNIT_CLERK, Role.INTAKE_CLERK):
        if desk.school is None:
            return {"district": District.objects.first()}
        return {"unit": Unit.objects.filter(school=schools[desk.school]).first()}
    return {"school": schools[desk.school] if desk.school is not None else None}
