"""One application as staff read it: all data, the whole history; a number is shown in full only by an act that is
logged.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from applications.models import Application
from applications.views.answering import answered
from review.domain.duties import reveal
from review.evidence import evidence
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES

BOTH = (*SCHOOL_ROLES, *INSTITUTE_ROLES)


@require_safe
@for_roles(*BOTH)
def record_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    seen = Application.objects.visible_to(signed_in(request)).with_record()
    application = get_object_or_404(seen, uuid=uuid)
    context = evidence(application) | {"events": application.events.order_by("-at", "-id")}
    return render(request, "review/record.html", context)


@require_POST
@for_roles(*BOTH)
def reveal_number(request: HttpRequest, uuid: UUID, what: str) -> HttpResponse:
    """Says the full phone or ID number once, on the page it was asked from."""
    user = signed_in(request)
    application = get_object_or_404(Application.objects.visible_to(user).select_related("record"), uuid=uuid)
    with answered(request):
        number = reveal(application.uuid, what, by=user)
        label = "手机号" if what == "phone" else "证件号码"
        messages.info(request, f"{application.record.name}的{label}：{number}（已留记录）")
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "review:record", *([] if safe else [application.uuid]))
