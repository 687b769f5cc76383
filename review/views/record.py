"""One application as staff read it: all data, the whole history, full numbers masked."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from applications.models import Application
from review.contacting import contact
from review.evidence import evidence
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES

BOTH = (*SCHOOL_ROLES, *INSTITUTE_ROLES)


@require_safe
@for_roles(*BOTH)
def record_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    seen = Application.objects.visible_to(signed_in(request)).with_record()
    application = get_object_or_404(seen, uuid=uuid)
    user = signed_in(request)
    context = evidence(application, user) | contact(application, user)
    context["events"] = application.events.order_by("-at", "-id")
    return render(request, "review/record.html", context)
