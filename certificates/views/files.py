"""The printed files: a part as PDF for those who may have it, and the proof (校样) of one certificate."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from certificates.models import Certificate, PrintPart
from certificates.sheets import proof_of
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES
from selfexam.private_files import respond


@require_safe
@for_roles(*INSTITUTE_ROLES, *SCHOOL_ROLES)
def part(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The institute gets every part, a school its own rosters and sign-for sheets (visible_to)."""
    parts = PrintPart.objects.visible_to(signed_in(request)).select_related("school", "programme")
    found = get_object_or_404(parts, uuid=uuid)
    if found.state != PrintPart.State.DONE:
        raise Http404
    return respond(found.file, "application/pdf", download_as=found.download_name)


@require_safe
@for_roles(*INSTITUTE_ROLES, *SCHOOL_ROLES)
def proof(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One certificate as a picture with 校样 across it; nothing is kept."""
    certificates = Certificate.objects.visible_to(signed_in(request)).registered()
    found = get_object_or_404(certificates, uuid=uuid)
    picture = proof_of(found)
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
