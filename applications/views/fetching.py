"""Fetches the application that somebody fills in: the candidate's own, or one that their school accepted on site."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from applications.models import Application
from selfexam.accounts.access import signed_in
from selfexam.accounts.roles import SCHOOL_ROLES, Role

# Who may open the pages of the parts; a school for what it has accepted at its counter only.
FILLERS = (Role.CANDIDATE, *SCHOOL_ROLES)


def own_application(request: HttpRequest, uuid: UUID) -> Application:
    """Somebody else's address is a 404, for a school also that of an application which came online."""
    user = signed_in(request)
    seen = Application.objects.visible_to(user).with_record()
    if not user.is_candidate:
        seen = seen.filter(counter_opened_at__isnull=False)
    return get_object_or_404(seen, uuid=uuid)
