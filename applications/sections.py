"""The parts of an application (任务清单), in the order in which a candidate meets them.

The task list, the parts opened by a return and the reviewers' check items all use these codes.
"""

from dataclasses import dataclass

from django.db import models


class Section(models.TextChoices):
    RECORD = "record", "核对考籍"
    COURSES = "courses", "毕业条件自查"
    CONTACT = "contact", "联系方式"
    APPRAISAL = "appraisal", "自我鉴定"
    PHOTO = "photo", "证件照"
    ID_CARD = "id_card", "身份证正反面"
    PRIOR_DEGREE = "prior_degree", "前置学历"
    MATERIALS = "materials", "材料清单"


@dataclass(frozen=True)
class Part:
    """How a section reads on the task list and which view edits it."""

    section: Section
    group: str
    view: str


PARTS: tuple[Part, ...] = (
    Part(Section.RECORD, "核对", "applications:record"),
    Part(Section.COURSES, "核对", "applications:courses"),
    Part(Section.CONTACT, "核对", "applications:contact"),
    Part(Section.APPRAISAL, "填写和上传", "applications:appraisal"),
    Part(Section.PHOTO, "填写和上传", "applications:photo"),
    Part(Section.ID_CARD, "填写和上传", "applications:id-card"),
    Part(Section.PRIOR_DEGREE, "填写和上传", "applications:prior-degree"),
    Part(Section.MATERIALS, "准备", "applications:materials"),
)
