"""The candidate's paper materials: the list with what has come, and the cover sheet to print."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from applications.cover_sheet import cover_sheet
from applications.statuses import CLOSED
from applications.views.fetching import own_application
from selfexam.accounts.access import for_roles
from selfexam.accounts.roles import Role


@require_safe
@for_roles(Role.CANDIDATE)
def cover(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = own_application(request, uuid)
    sheet = None if application.status in CLOSED else cover_sheet(application)
    if sheet is None:
        over = application.status in CLOSED
        messages.info(request, "申请已结束，不用再交材料" if over else "按材料清单，您不需要交纸质材料")
        return redirect("applications:detail" if over else "applications:materials", application.uuid)
    response = HttpResponse(sheet, content_type="application/pdf")
    name = f"材料封面-{application.record.admission_number}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
