"""Shows a full phone or ID number to the person who asked, in the answer itself and nowhere else; the act is logged."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.domain.refusals import Refused
from applications.models import Application
from review.domain.duties import reveal
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES


@require_POST
@never_cache
@for_roles(*SCHOOL_ROLES, *INSTITUTE_ROLES)
def reveal_number(request: HttpRequest, uuid: UUID, what: str) -> HttpResponse:
    """With HTMX the number takes the place of the button; without, a page says it and leads back.

    Not a message after a redirect: messages lie in a cookie or a session, where such a number has no business.
    """
    user = signed_in(request)
    application = get_object_or_404(Application.objects.visible_to(user).select_related("record"), uuid=uuid)
    try:
        number = reveal(application.uuid, what, by=user)
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
        return redirect("review:record", application.uuid)
    context = {"number": number, "record": application.record, "application": application, "what": what}
    if request.headers.get("HX-Request"):
        return render(request, "review/_revealed.html", context)
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return render(request, "review/revealed.html", context | {"back": back if safe else ""})
