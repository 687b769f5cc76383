"""What exists before any application: schools, programmes, plans, batches."""

from selfexam.catalogue.models.batch import Batch
from selfexam.catalogue.models.plan import Plan, PlanSlot, SlotCourse, SlotGroup, Substitution
from selfexam.catalogue.models.programme import Course, Programme
from selfexam.catalogue.models.school import School, Unit

__all__ = [
    "Batch",
    "Course",
    "Plan",
    "PlanSlot",
    "Programme",
    "School",
    "SlotCourse",
    "SlotGroup",
    "Substitution",
    "Unit",
]
