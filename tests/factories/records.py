"""Student records of invented people; the ID numbers begin with a region that does not exist."""

from datetime import date

import factory

from selfexam.catalogue.code_tables import Route, Sex
from selfexam.digests import keyed_digest
from selfexam.records.models import StudentRecord
from tests.factories.catalogue import PlanFactory, SchoolFactory


class RecordFactory(factory.django.DjangoModelFactory[StudentRecord]):
    class Meta:
        model = StudentRecord

    admission_number = factory.Sequence(lambda n: f"{73 + n:012d}")
    name = "林晓禾"
    sex = Sex.FEMALE
    birth_date = date(1998, 5, 20)
    ethnicity = "01"
    id_number = factory.Sequence(lambda n: f"990000199805{200000 + n:06d}"[:18])
    id_digest = factory.LazyAttribute(lambda record: keyed_digest(record.id_number))
    plan = factory.SubFactory(PlanFactory)
    programme = factory.SelfAttribute("plan.programme")
    school = factory.SubFactory(SchoolFactory)
    route = Route.INDIVIDUAL
    first_enrolled = "2019-10"
