"""The roles of the portal. An unknown role sees nothing anywhere (every `visible_to` ends in `none()`)."""

from django.db import models


class Role(models.TextChoices):
    CANDIDATE = "candidate", "考生"
    UNIT_CLERK = "unit_clerk", "集体单位经办"
    SCHOOL_REVIEWER = "school_reviewer", "主考学校初审"
    SCHOOL_LEAD = "school_lead", "主考学校负责人"
    INSTITUTE_REVIEWER = "institute_reviewer", "考试院会审"
    INSTITUTE_LEAD = "institute_lead", "考试院负责人"
    SYSTEM = "system", "系统"


SCHOOL_ROLES = frozenset({Role.SCHOOL_REVIEWER, Role.SCHOOL_LEAD})
INSTITUTE_ROLES = frozenset({Role.INSTITUTE_REVIEWER, Role.INSTITUTE_LEAD})
STAFF_ROLES = SCHOOL_ROLES | INSTITUTE_ROLES | {Role.UNIT_CLERK}
