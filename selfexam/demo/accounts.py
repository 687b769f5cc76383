"""The demonstration's accounts: one staff member for every role at every desk, and candidates with a known password."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import School, Unit

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
    Desk("zhao", "赵老师", Role.SCHOOL_REVIEWER, 1),
    Desk("sun", "孙主任", Role.SCHOOL_LEAD, 1),
    Desk("chen", "陈老师", Role.INSTITUTE_REVIEWER),
    Desk("luo", "罗老师", Role.INSTITUTE_REVIEWER),
    Desk("zhou", "周主任", Role.INSTITUTE_LEAD),
    Desk("unit", "何老师", Role.UNIT_CLERK, 0),
)


def make_desks(schools: list[School]) -> dict[str, User]:
    """Every desk account by username; existing ones are kept as they are."""
    made = {}
    # Hashed once: the demonstration's password is printed anyway, and a good hash is slow on purpose.
    hashed = make_password(PASSWORD)
    for desk in DESKS:
        user = User.objects.filter(username=desk.username).first()
        made[desk.username] = user or User.objects.create(
            username=desk.username,
            password=hashed,
            name=desk.name,
            role=desk.role,
            school=schools[desk.school] if desk.school is not None and desk.role != Role.UNIT_CLERK else None,
            unit=Unit.objects.filter(school=schools[0]).first() if desk.role == Role.UNIT_CLERK else None,
        )
    return made
