"""What reviewers judge: the school's items of first review (notice 一(二)) and the seven of collective review
(一(三)).
"""

from dataclasses import dataclass

from django.db import models

from applications.models import Application
from applications.sections import Section


class FirstItem(models.TextChoices):
    """One row of the school's check list."""

    RECORD = "record", "考籍信息"
    COURSES = "courses", "课程与学分"
    APPRAISAL = "appraisal", "思想品德与自我鉴定"
    PHOTO = "photo", "证件照"
    ID_CARD = "id_card", "身份证件"
    PRIOR_DEGREE = "prior_degree", "前置学历"
    MATERIALS = "materials", "材料"


# The part of the application that a return of this item opens.
SECTION_OF: dict[str, Section] = {
    FirstItem.RECORD: Section.RECORD,
    FirstItem.COURSES: Section.COURSES,
    FirstItem.APPRAISAL: Section.APPRAISAL,
    FirstItem.PHOTO: Section.PHOTO,
    FirstItem.ID_CARD: Section.ID_CARD,
    FirstItem.PRIOR_DEGREE: Section.PRIOR_DEGREE,
    FirstItem.MATERIALS: Section.MATERIALS,
}


def first_items(application: Application) -> list[FirstItem]:
    """The items due for this application: a junior-college programme asks for no prior degree."""
    bachelor = application.record.programme.is_bachelor
    return [item for item in FirstItem if bachelor or item != FirstItem.PRIOR_DEGREE]


class CollectiveItem(models.TextChoices):
    """The seven items of the notice, in its order."""

    RECORD = "record", "考籍"
    PLAN = "plan", "专业计划"
    SCORES = "scores", "考试成绩"
    BRIDGING = "bridging", "衔接课程"
    EXEMPTIONS = "exemptions", "免考情况"
    PRIOR_DEGREE = "prior_degree", "前置学历"
    HANDWRITING = "handwriting", "考试笔迹一致性"


@dataclass(frozen=True)
class Seen:
    """One item of a check list with what the page knows about it."""

    item: str
    label: str
    verdict: str
    note: str
