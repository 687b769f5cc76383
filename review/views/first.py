"""First review at the school: one page with all evidence, the decision."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from applications.domain.at_counter import accepted
from applications.domain.lifecycle import last_step, steps_open_to
from applications.domain.refusals import Changed
from applications.models import Application
from applications.statuses import Status
from applications.views.answering import answered
from applications.workflow import Action
from review.contacting import contact
from review.domain.claims import claim, other_holder
from review.domain.first import pass_first, return_first
from review.evidence import evidence
from review.filters import Filters
from review.forms.collective import read_version
from review.forms.first import read_judgements
from review.items import first_items
from review.models import Claim
from review.views.choosing import written
from review.views.queue import to_next
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SCHOOL_ROLES)
def first_review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Evidence left, data in the middle, decision right; a POST passes or returns and goes on to the next."""
    user = signed_in(request)
    application = get_object_or_404(Application.objects.visible_to(user).with_record(), uuid=uuid)
    if request.method == "POST":
        return _decide(request, application)
    return _show(request, application)


def _show(request: HttpRequest, application: Application, typed: dict[str, str] | None = None) -> HttpResponse:
    user = signed_in(request)
    steps = {step.action: step for step in steps_open_to(user, application)}
    events = list(application.events.order_by("-at", "-id"))
    context = {
        **evidence(application, user),
        **contact(application, user),
        "holder": other_holder(application, user),
        "asked": False,
        "can_pass": steps.get(Action.PASS_FIRST),
        "can_return": steps.get(Action.RETURN),
        "typed": typed or {},
        "kept": Filters.read(request.GET).for_review().kept(application.batch.code),
        "events": events,
        "last_step": next((event for event in events if event.moved), None),
    }
    return render(request, "review/first.html", context, status=422 if typed else 200)


def _decide(request: HttpRequest, application: Application) -> HttpResponse:
    user, version = signed_in(request), read_version(request.POST)
    judgements = read_judgements(request.POST, first_items(application))
    passing = request.POST.get("decision") == "pass"
    with answered(request):
        if passing:
            reason = written(request, "photo_reason", 200)
            pass_first(application.uuid, judgements, by=user, seen_version=version, photo_reason=reason)
        else:
            return_first(application.uuid, judgements, by=user, seen_version=version)
        said = "初审通过" if passing else f"退回 {sum(j.is_return for j in judgements.values())} 项"
        messages.success(request, f"{application.record.name}：{said}")
        return to_next(request, application, application.batch)
    application.refresh_from_db()
    if application.status != Status.SUBMITTED:
        return redirect("review:first", application.uuid)
    # Refused: the page comes back with everything that was chosen and written.
    return _show(request, application, typed={key: str(value) for key, value in request.POST.items()})


@require_POST
@for_roles(*SCHOOL_ROLES)
def hold(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An open page takes its application for a while, and again as long as it stays open; names whoever else has it."""
    user = signed_in(request)
    application = get_object_or_404(Application.objects.visible_to(user), uuid=uuid)
    waiting = application.status == Status.SUBMITTED
    # Looking at what one has accepted at the counter oneself keeps nobody else from reviewing it.
    takes = waiting and not accepted(application, user)
    held = _held_now(application, user, takes=takes) if waiting else None
    context = {
        "application": application,
        "holder": held if held and held.by_id != user.pk else None,
        "asked": True,
        "last_step": None if waiting else last_step(application),
    }
    return render(request, "review/_holder.html", context)


def _held_now(application: Application, user: User, *, takes: bool) -> Claim | None:
    try:
        return claim(application, by=user) if takes else other_holder(application, user)
    except Changed:
        # Decided in this very moment: the page asks again and is told then.
        return None
