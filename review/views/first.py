"""First review at the school: the queue, one page with all evidence, the decision."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applications.domain.lifecycle import steps_open_to
from applications.models import Application
from applications.statuses import Status
from applications.views.answering import answered
from applications.workflow import Action
from review.domain.first import pass_first, return_first
from review.evidence import evidence
from review.forms.collective import read_version
from review.forms.first import read_judgements
from review.items import first_items
from review.queries import DESK_TABS, Filters, counts_by_status, next_in_queue, queue
from review.views.choosing import chosen_batch
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import SCHOOL_ROLES
from selfexam.catalogue.models import Batch, Programme

PAGE = 25


@require_safe
@for_roles(*SCHOOL_ROLES)
def queue_page(request: HttpRequest) -> HttpResponse:
    """The school's worklist; filters stay in the address."""
    batch = chosen_batch(request)
    user = signed_in(request)
    applications = Application.objects.visible_to(user).filter(batch=batch)
    filters, code = Filters.read(request.GET), batch.code if batch else ""
    counts = counts_by_status(applications)
    rows = queue(applications, filters)
    context = {
        "batch": batch,
        "batches": Batch.objects.published(),
        "filters": filters,
        "kept": urlencode({"programme": filters.programme, "q": filters.text, "batch": code}),
        "of_batch": urlencode({"batch": code}),
        "tabs_of_desk": [(state, label, counts[state]) for state, label in DESK_TABS],
        "programmes": Programme.objects.filter(schools=user.school_id),
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "next": next_in_queue(applications),
        "counts": counts,
        "again": applications.filter(status=Status.SUBMITTED, returned_at__isnull=False).count(),
    }
    return render(request, "review/queue.html", context)


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
    context = evidence(application) | {
        "next": next_in_queue(Application.objects.visible_to(user).filter(batch=application.batch), application),
        "can_pass": steps.get(Action.PASS_FIRST),
        "can_return": steps.get(Action.RETURN),
        "typed": typed or {},
        "events": application.events.order_by("-at", "-id"),
    }
    return render(request, "review/first.html", context, status=422 if typed else 200)


def _decide(request: HttpRequest, application: Application) -> HttpResponse:
    user, version = signed_in(request), read_version(request.POST)
    judgements = read_judgements(request.POST, first_items(application))
    passing = request.POST.get("decision") == "pass"
    following = next_in_queue(Application.objects.visible_to(user).filter(batch=application.batch), application)
    with answered(request):
        act = pass_first if passing else return_first
        act(application.uuid, judgements, by=user, seen_version=version)
        said = "初审通过" if passing else f"退回 {sum(j.is_return for j in judgements.values())} 项"
        messages.success(request, f"{application.record.name}：{said}")
        if following is None:
            return redirect("review:queue")
        return redirect("review:first", following.uuid)
    application.refresh_from_db()
    if application.status != Status.SUBMITTED:
        return redirect("review:first", application.uuid)
    # Refused: the page comes back with everything that was chosen and written.
    return _show(request, application, typed={key: str(value) for key, value in request.POST.items()})
