"""The roles of the portal. An unknown role sees nothing anywhere (every `visible_to` ends in `none()`)."""

from django.db import models


class Role(models.TextChoices):
    CANDIDATE = "candidate", "考生"
    UNIT_CLERK = "unit_clerk", "集体单位经办"
    INTAKE_CLERK = "intake_clerk", "材料收取"
    SCHOOL_REVIEWER = "school_reviewer", "主考学校初审"
    SCHOOL_LEAD = "school_lead", "主考学校负责人"
    SCHOOL_CASHIER = "school_cashier", "主考学校收费"
    INSTITUTE_REVIEWER = "institute_reviewer", "考试院会审"
    INSTITUTE_LEAD = "institute_lead", "考试院负责人"
    SYSTEM = "system", "系统"


SCHOOL_ROLES = frozenset({Role.SCHOOL_REVIEWER, Role.SCHOOL_LEAD})
# Everybody who works for a school; the cashier sees orders, never an application.
SCHOOL_STAFF = SCHOOL_ROLES | {Role.SCHOOL_CASHIER}
INSTITUTE_ROLES = frozenset({Role.INSTITUTE_REVIEWER, Role.INSTITUTE_LEAD})
# Who reads the plans: every desk that looks at credits.
PLAN_READERS = SCHOOL_ROLES | INSTITUTE_ROLES | {Role.UNIT_CLERK}
# Who takes papers (notice, annexes 2–4): the school, the unit and its class teachers, the district offices.
PAPER_ROLES = SCHOOL_ROLES | {Role.UNIT_CLERK, Role.INTAKE_CLERK}
STAFF_ROLES = SCHOOL_STAFF | INSTITUTE_ROLES | {Role.UNIT_CLERK, Role.INTAKE_CLERK}
