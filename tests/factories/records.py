"""Student records of invented people; the ID numbers are valid but begin with 500000, a region that does not exist."""

from datetime import date
from typing import Any

import factory

from selfexam.catalogue.code_tables import Route, Sex
from selfexam.digests import keyed_digest
from selfexam.records.id_numbers import check_digit
from selfexam.records.models import Credit, StudentRecord
from tests.factories.catalogue import CourseFactory, PlanFactory, SchoolFactory, small_plan


def invented_id_number(birth: date, sex: str, n: int, area: str = "500000") -> str:
    """A number with a right check digit that agrees with `birth` and `sex`; no county has the code 500000."""
    first_17 = f"{area}{birth:%Y%m%d}{n % 499 * 2 + (sex == Sex.MALE):03d}"
    return first_17 + check_digit(first_17)


class RecordFactory(factory.django.DjangoModelFactory[StudentRecord]):
    class Meta:
        model = StudentRecord

    admission_number = factory.Sequence(lambda n: f"{73 + n:012d}")
    name = "林晓禾"
    sex = Sex.FEMALE
    birth_date = date(1998, 5, 20)
    ethnicity = "01"
    id_number = factory.LazyAttributeSequence(
        lambda record, n: invented_id_number(record.birth_date, record.sex, n + 1)
    )
    id_digest = factory.LazyAttribute(lambda record: keyed_digest(record.id_number))
    plan = factory.SubFactory(PlanFactory)
    programme = factory.SelfAttribute("plan.programme")
    school = factory.SubFactory(SchoolFactory)
    route = Route.INDIVIDUAL
    first_enrolled = "2019-10"


class CreditFactory(factory.django.DjangoModelFactory[Credit]):
    """A pass in a written exam; `record` and `course` are made unless given."""

    class Meta:
        model = Credit

    record = factory.SubFactory(RecordFactory)
    course = factory.SubFactory(CourseFactory)
    mark = 75
    year = 2021
    month = 10


def graduating_record(**fields: Any) -> StudentRecord:
    """A record whose passes fill every slot of its plan; `plan` and any field of the record may be given."""
    plan = fields.pop("plan", None) or small_plan()
    record = RecordFactory(plan=plan, **fields)
    for slot in plan.slots.prefetch_related("courses__course"):
        parts = list(slot.courses.all())
        needed = parts[:1] if parts[0].part == "alternative" else parts
        for part in needed:
            practical = part.part == "practice" or slot.kind in ("practice", "thesis")
            CreditFactory(record=record, course=part.course, source="practice" if practical else "exam")
    return record
