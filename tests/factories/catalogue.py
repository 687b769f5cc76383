"""Schools, programmes, plans and batches, all invented.

Codes lie where the demonstration's files and the codes that tests write out have none: see test_codes.py.
"""

from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone

from selfexam.catalogue.code_tables import Level
from selfexam.catalogue.models import Batch, Course, District, Plan, PlanSlot, Programme, School, SlotCourse, Unit


class SchoolFactory(factory.django.DjangoModelFactory[School]):
    class Meta:
        model = School

    code = factory.Sequence(lambda n: f"{20000 + n}")
    name = factory.Sequence(lambda n: f"示例大学{n}")
    office_phone = "023-0000 0000"


class UnitFactory(factory.django.DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    school = factory.SubFactory(SchoolFactory)
    code = factory.Sequence(lambda n: f"U{n:04d}")
    name = factory.Sequence(lambda n: f"示例单位{n}")


class DistrictFactory(factory.django.DjangoModelFactory[District]):
    class Meta:
        model = District

    code = factory.Sequence(lambda n: f"{510000 + n}")
    name = factory.Sequence(lambda n: f"样本区考办{n}")


class ProgrammeFactory(factory.django.DjangoModelFactory[Programme]):
    class Meta:
        model = Programme

    code = factory.Sequence(lambda n: f"{200000 + n}")
    name = "汉语言文学"
    level = Level.BACHELOR


class PlanFactory(factory.django.DjangoModelFactory[Plan]):
    class Meta:
        model = Plan

    programme = factory.SubFactory(ProgrammeFactory)
    version = "2022"
    valid_from = date(2022, 1, 1)
    least_courses = 13
    least_credits = 73


class CourseFactory(factory.django.DjangoModelFactory[Course]):
    class Meta:
        model = Course

    code = factory.Sequence(lambda n: f"{20000 + n}")
    name = factory.Sequence(lambda n: f"课程{n}")


class PlanSlotFactory(factory.django.DjangoModelFactory[PlanSlot]):
    class Meta:
        model = PlanSlot

    plan = factory.SubFactory(PlanFactory)
    position = factory.Sequence(lambda n: n + 1)
    number = factory.LazyAttribute(lambda slot: str(slot.position))


class SlotCourseFactory(factory.django.DjangoModelFactory[SlotCourse]):
    class Meta:
        model = SlotCourse

    slot = factory.SubFactory(PlanSlotFactory)
    course = factory.SubFactory(CourseFactory)
    credits = 4


def small_plan(**fields: Any) -> Plan:
    """A whole plan in four slots: a course of 4 credits, a pair of 3 + 2, a course of 5, and a thesis."""
    plan = PlanFactory(**{"least_courses": 3, "least_credits": 14, **fields})
    plan.programme.schools.add(*School.objects.all())
    kinds = ("compulsory", "compulsory", "compulsory", "thesis")
    slots = [PlanSlotFactory(plan=plan, position=n, number=f"{n:02d}", kind=k) for n, k in enumerate(kinds, 1)]
    SlotCourseFactory(slot=slots[0], credits=4)
    SlotCourseFactory(slot=slots[1], credits=3, part="theory")
    SlotCourseFactory(slot=slots[1], credits=2, part="practice")
    SlotCourseFactory(slot=slots[2], credits=5)
    SlotCourseFactory(slot=slots[3], credits=0)
    return plan


class BatchFactory(factory.django.DjangoModelFactory[Batch]):
    """Open now: began five days ago, ends in eight; everything else follows."""

    class Meta:
        model = Batch

    class Params:
        now = factory.LazyFunction(timezone.now)

    code = factory.Sequence(lambda n: f"2022h{n}")
    name = "2022 年下半年"
    apply_from = factory.LazyAttribute(lambda b: b.now - timedelta(days=5))
    apply_until = factory.LazyAttribute(lambda b: b.now + timedelta(days=8))
    review_until = factory.SelfAttribute("apply_until")
    pay_until = factory.SelfAttribute("apply_until")
    collective_from = factory.LazyAttribute(lambda b: timezone.localdate(b.pay_until) + timedelta(days=3))
    collective_until = factory.LazyAttribute(lambda b: timezone.localdate(b.pay_until) + timedelta(days=19))
    graduation_date = factory.LazyAttribute(lambda b: timezone.localdate(b.pay_until) + timedelta(days=21))
    is_published = True
