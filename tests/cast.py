"""The cast: named people of every role, among them an outsider who works for another school and must see nothing."""

from dataclasses import dataclass, field
from typing import Any

from applications.models import Application
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.code_tables import Route
from selfexam.catalogue.models import Batch, District, School, Unit
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, complete
from tests.factories.catalogue import BatchFactory, DistrictFactory, SchoolFactory, UnitFactory, small_plan
from tests.factories.records import graduating_record


@dataclass
class Cast:
    """`school` is the candidate's; `outsider` reviews at another one, `stranger` is another candidate."""

    school: School = field(default_factory=SchoolFactory)
    other_school: School = field(default_factory=SchoolFactory)
    batch: Batch = field(default_factory=BatchFactory)

    def __post_init__(self) -> None:
        self.unit: Unit = UnitFactory(school=self.school)
        self.reviewer: User = UserFactory(role=Role.SCHOOL_REVIEWER, school=self.school, name="王老师")
        self.colleague: User = UserFactory(role=Role.SCHOOL_REVIEWER, school=self.school, name="刘老师")
        self.cashier: User = UserFactory(role=Role.SCHOOL_CASHIER, school=self.school, name="钱老师")
        self.lead: User = UserFactory(role=Role.SCHOOL_LEAD, school=self.school, name="李主任")
        self.outsider: User = UserFactory(role=Role.SCHOOL_REVIEWER, school=self.other_school, name="赵老师")
        self.clerk: User = UserFactory(role=Role.UNIT_CLERK, unit=self.unit, name="何老师")
        self.district: District = DistrictFactory()
        self.intake: User = UserFactory(role=Role.INTAKE_CLERK, unit=None, district=self.district, name="邓老师")
        self.teacher: User = UserFactory(role=Role.INTAKE_CLERK, unit=self.unit, name="方老师")
        self.chen: User = UserFactory(role=Role.INSTITUTE_REVIEWER, name="陈老师")
        self.luo: User = UserFactory(role=Role.INSTITUTE_REVIEWER, name="罗老师")
        self.chief: User = UserFactory(role=Role.INSTITUTE_LEAD, name="周主任")
        self.plan = small_plan()
        self.stranger: User = self.application(Status.DRAFT, school=self.other_school).record.holder

    def application(self, status: str = Status.DRAFT, *, school: School | None = None, **fields: Any) -> Application:
        """A complete application of a new candidate, by default of the cast's school and unit."""
        own = school is None
        record = graduating_record(
            plan=self.plan,
            school=school or self.school,
            route=Route.COLLECTIVE_UNIT if own else Route.INDIVIDUAL,
            unit=self.unit if own else None,
        )
        return complete(ApplicationFactory(status=status, batch=self.batch, record=record, **fields))

    def roles(self, candidate: User) -> dict[str, User | None]:
        """Everybody the access matrix asks about, by name; None is a visitor."""
        return {
            "visitor": None,
            "candidate": candidate,
            "stranger": self.stranger,
            "clerk": self.clerk,
            "cashier": self.cashier,
            "intake": self.intake,
            "teacher": self.teacher,
            "reviewer": self.reviewer,
            "lead": self.lead,
            "outsider": self.outsider,
            "institute": self.chen,
            "chief": self.chief,
        }
