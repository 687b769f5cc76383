"""The desk's contact with candidates: note a call, answer a message, and the list of messages that wait."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from applications.domain.message import mark_seen, write_message
from applications.domain.refusals import AlreadyDone, Refused
from applications.models import Application
from applications.views.answering import answered
from applications.views.messages import sent_key, shown_until
from review.contacting import contact
from review.domain.calls import log_call
from review.message_list import latest_threads, waiting_threads
from review.views.choosing import written
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import SCHOOL_ROLES

PAGE = 25


@require_safe
@for_roles(*SCHOOL_ROLES)
def message_list(request: HttpRequest) -> HttpResponse:
    """Threads that wait for an answer, the longest first; below `?list=all` every thread, the newest first."""
    user, every = signed_in(request), request.GET.get("list") == "all"
    waiting = waiting_threads(user)
    rows = latest_threads(user) if every else waiting
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "every": every,
        "waiting": waiting.count(),
    }
    return render(request, "review/messages.html", context)


@require_POST
@for_roles(*SCHOOL_ROLES)
def call(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = _mine(request, uuid)
    result, note = request.POST.get("result", ""), written(request, "note", 200)
    try:
        log_call(application.uuid, result, note, by=signed_in(request), key=sent_key(request))
    except AlreadyDone as done:
        return _back(request, application, info=done.sentence)
    except Refused as refusal:
        return _back(request, application, problem=refusal.sentence, call_typed={"result": result, "note": note})
    return _back(request, application, done=f"{application.record.name}：电话已记下")


@require_POST
@for_roles(*SCHOOL_ROLES)
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Writes to the candidate; the text of a refused answer comes back in its field."""
    application = _mine(request, uuid)
    text, last = request.POST.get("text", ""), shown_until(request) if "last" in request.POST else None
    try:
        write_message(application.uuid, text, by=signed_in(request), key=sent_key(request), last=last)
    except AlreadyDone as done:
        return _back(request, application, info=done.sentence)
    except Refused as refusal:
        return _back(request, application, problem=refusal.sentence, message_typed=text)
    return _back(request, application, done=f"{application.record.name}：留言已发出")


@require_POST
@for_roles(*SCHOOL_ROLES)
def laid_aside(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """不用答复: the messages that the page had shown are dealt with."""
    application = _mine(request, uuid)
    with answered(request):
        mark_seen(application.uuid, shown_until(request), by=signed_in(request))
    return _back(request, application, done=f"{application.record.name}：留言已处理")


@require_safe
@for_roles(*SCHOOL_ROLES)
def contact_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Calls and messages of one application on a page of their own, in any state of the application."""
    application = _mine(request, uuid)
    return render(request, "review/contact.html", _context(request, application))


def _mine(request: HttpRequest, uuid: UUID) -> Application:
    return get_object_or_404(Application.objects.visible_to(signed_in(request)).with_record(), uuid=uuid)


def _context(request: HttpRequest, application: Application) -> dict[str, object]:
    """`alone`: on the page of its own, not beside the evidence; with HTMX the browser names its page."""
    here = request.headers.get("HX-Current-URL", request.path)
    alone = "HX-Request" not in request.headers or reverse("review:contact", args=[application.uuid]) in here
    seen = contact(application, signed_in(request))
    return {"application": application, "record": application.record} | seen | {"alone": alone}


def _back(
    request: HttpRequest, application: Application, *, done: str = "", info: str = "", **typed: object
) -> HttpResponse:
    """With HTMX the sheet alone, so that nothing typed beside it is lost; without, the page of its own."""
    refused = "problem" in typed
    if request.headers.get("HX-Request"):
        context = _context(request, application) | {"said": done or info} | typed
        return render(request, "review/_contact.html", context, status=200)
    if refused:
        return render(request, "review/contact.html", _context(request, application) | typed, status=422)
    (messages.success if done else messages.info)(request, done or info)
    return redirect("review:contact", application.uuid)
