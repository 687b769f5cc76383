"""Whom an intake desk may open: who belongs to it, and of those only whom it may list or has found by code.

Called by every page and act of paper intake, never by review: `Application.visible_to` stays as it is, and an intake
page shows name, 准考证号, programme and list, nothing else (docs/decisions/0012).
"""

from typing import Any

from django.db.models import Q

from applications.models import Application, Paper, PaperLookup
from applications.models.application import ApplicationQuerySet
from applications.statuses import Status
from selfexam.accounts.models import User
from selfexam.accounts.roles import PAPER_ROLES, SCHOOL_ROLES, Role
from selfexam.catalogue.code_tables import Route

# From the first word on, for papers may come before the submission, until collective review has spoken.
OPEN_FOR_PAPERS = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.FIRST_PASSED, Status.PAID)


def within_reach(by: User) -> ApplicationQuerySet:
    """Whose papers this desk takes at all: a scan finds nobody beyond (notice, annexes 2–4)."""
    live = Application.objects.filter(status__in=OPEN_FOR_PAPERS)
    if not by.is_active or by.role not in PAPER_ROLES:
        return live.none()
    if by.role in SCHOOL_ROLES and by.school_id:
        return live.filter(school_id=by.school_id)
    if by.unit_id:
        return live.filter(record__unit_id=by.unit_id)
    # Annex 3: individual candidates go to any district office.
    return live.filter(record__route=Route.INDIVIDUAL) if by.district_id else live.none()


def open_for_intake(by: User) -> ApplicationQuerySet:
    """What `by` may open by address: found by this person today, or taken in by this desk; a school and a unit also
    everybody of theirs who has handed in. A district office lists nobody.
    """
    found = Q(pk__in=PaperLookup.objects.open_to(by).values("application"))
    taken = Q(pk__in=Paper.objects.at_desk_of(by).values("application"))
    handed_in = Q(pk__in=[]) if is_district(by) else Q(first_submitted_at__isnull=False)
    return within_reach(by).filter(found | taken | handed_in)


def is_district(by: User) -> bool:
    return by.role == Role.INTAKE_CLERK and by.district_id is not None


def desk_of(by: User) -> dict[str, Any]:
    """The office under which `by` registers, as the fields of a Paper."""
    return {"school_id": by.school_id, "unit_id": by.unit_id, "district_id": by.district_id}
