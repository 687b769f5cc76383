"""Fetches the candidate's own application: somebody else's address is a 404."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from applications.models import Application
from selfexam.accounts.access import signed_in


def own_application(request: HttpRequest, uuid: UUID) -> Application:
    return get_object_or_404(Application.objects.visible_to(signed_in(request)).with_record(), uuid=uuid)
