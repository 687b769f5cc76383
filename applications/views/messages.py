"""给学校留言: the candidate's side of the thread. Opening the page writes nothing; the open page says what was read."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from applications.domain.message import mark_seen, write_message
from applications.domain.refusals import AlreadyDone, Refused
from applications.messaging import thread
from applications.models import Application
from applications.views.answering import answered
from applications.views.fetching import own_application
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.CANDIDATE)
def message_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A text that is refused comes back in its field."""
    application = own_application(request, uuid)
    if request.method != "POST":
        return _shown(request, application)
    try:
        sent = sent_key(request)
        write_message(application.uuid, request.POST.get("text", ""), by=signed_in(request), key=sent)
    except AlreadyDone as done:
        messages.info(request, done.sentence)
    except Refused as refusal:
        return _shown(request, application, problem=refusal.sentence)
    else:
        messages.success(request, f"留言已发给 {application.school}")
    return redirect("applications:messages", application.uuid)


@require_POST
@for_roles(Role.CANDIDATE)
def messages_seen(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The open page says up to which message it was read (by HTMX); without JavaScript a button does."""
    application = own_application(request, uuid)
    with answered(request):
        mark_seen(application.uuid, shown_until(request), by=signed_in(request))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return redirect("applications:messages", application.uuid)


def sent_key(request: HttpRequest) -> UUID:
    """The key that the form brought; a form without one is a message of its own."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def shown_until(request: HttpRequest) -> int:
    """The newest message that the page had shown; 0 for anything that is no such number."""
    text = request.POST.get("last", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _shown(request: HttpRequest, application: Application, *, problem: str = "") -> HttpResponse:
    typed = request.POST.get("text", "") if problem else ""
    context = {"application": application, "problem": problem, **thread(application, signed_in(request), typed=typed)}
    return render(request, "applications/messages.html", context, status=422 if problem else 200)
