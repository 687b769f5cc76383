"""What exists before any application: schools, programmes, plans, batches."""

from selfexam.catalogue.models.batch import Batch
from selfexam.catalogue.models.batch_event import BatchEvent
from selfexam.catalogue.models.district import District
from selfexam.catalogue.models.exemption_rule import ExemptionRule
from selfexam.catalogue.models.level_minimum import LevelMinimum
from selfexam.catalogue.models.photo_rule_set import PhotoRuleSet
from selfexam.catalogue.models.plan import Plan, PlanSlot, SlotCourse, SlotGroup, Substitution
from selfexam.catalogue.models.plan_event import PlanEvent
from selfexam.catalogue.models.plan_upload import PlanUpload
from selfexam.catalogue.models.programme import Course, Programme
from selfexam.catalogue.models.school import School, Unit

__all__ = [
    "Batch",
    "BatchEvent",
    "Course",
    "District",
    "ExemptionRule",
    "LevelMinimum",
    "PhotoRuleSet",
    "Plan",
    "PlanEvent",
    "PlanSlot",
    "PlanUpload",
    "Programme",
    "School",
    "SlotCourse",
    "SlotGroup",
    "Substitution",
    "Unit",
]
