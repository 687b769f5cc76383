"""What exists before any application: schools, programmes, plans, batches."""

from selfexam.catalogue.models.batch import Batch
from selfexam.catalogue.models.batch_event import BatchEvent
from selfexam.catalogue.models.plan import Plan, PlanSlot, SlotCourse, SlotGroup, Substitution
from selfexam.catalogue.models.programme import Course, Programme
from selfexam.catalogue.models.school import School, Unit

__all__ = [
    "Batch",
    "BatchEvent",
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
