"""Users of every role; staff get the school or unit that their role needs."""

import factory

from selfexam.accounts.models import LoginName, User
from selfexam.accounts.roles import SCHOOL_STAFF, Role
from tests.factories.catalogue import SchoolFactory, UnitFactory

PASSWORD = "yunshui-2022"
UNIT_ROLES = (Role.UNIT_CLERK, Role.INTAKE_CLERK)


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"王老师{n}")
    role = Role.CANDIDATE
    school = factory.Maybe(
        factory.LazyAttribute(lambda u: u.role in SCHOOL_STAFF), yes_declaration=factory.SubFactory(SchoolFactory)
    )
    unit = factory.Maybe(
        factory.LazyAttribute(lambda u: u.role in UNIT_ROLES), yes_declaration=factory.SubFactory(UnitFactory)
    )
    password = factory.django.Password(PASSWORD)


def login_names(user: User, *names: str) -> None:
    for name in names:
        LoginName.add(user, name)
