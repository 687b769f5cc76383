"""Bulk pass: the preview that is read, the confirmation, and what became of everybody on the list."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.card_report import CardReport
from applications.completeness import appraisal_length
from applications.models import Application, Photo
from applications.papers import Standing, standings_of
from applications.views.answering import answered
from review.background import bulk_job, bulk_soon
from review.clean import MOST, NAMED, Sorted, sort_out
from review.domain.bulk_pass import start_bulk_pass
from review.domain.first import CONDUCT
from review.filters import Filters
from review.forms.bulk import read_picks
from review.models import BulkPass, BulkPassItem
from review.queries import queue
from review.views.choosing import chosen_batch
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import SCHOOL_ROLES
from selfexam.catalogue.models import Programme
from selfexam.jobs.models import Job


@dataclass(frozen=True)
class Shown:
    """One person of the preview with what has to be looked at."""

    application: Application
    photo: Photo | None
    card: CardReport
    papers: Standing
    appraisal_length: int


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SCHOOL_ROLES)
def bulk_page(request: HttpRequest) -> HttpResponse:
    """The list with everybody's pictures and data; a POST confirms it."""
    user, batch = signed_in(request), chosen_batch(request)
    if request.method == "POST" and batch is not None:
        with answered(request):
            confirmed = request.POST.get("conduct") == "yes"
            bulk = start_bulk_pass(batch, read_picks(request.POST), confirmed=confirmed, by=user)
            return redirect("review:bulk-result", bulk.uuid)
    filters = Filters.read(request.GET).for_review()
    waiting = Application.objects.visible_to(user).filter(batch=batch)
    found = sort_out(filters.held_by(queue(waiting, filters), user), user)
    code = batch.code if batch else ""
    picked, people = read_picks(request.POST), _shown(found)
    # Missing papers keep nobody back, but nobody is passed with them unseen: such a person is ticked by hand.
    lacking = {one.application.uuid for one in people if one.papers.lacks}
    context = {
        "batch": batch,
        "filters": filters,
        "kept": filters.kept(code),
        "programmes": Programme.objects.filter(schools=user.school_id),
        "found": found,
        "people": people,
        "lacking": len(lacking),
        "unpicked": {a.uuid for a in found.clean if a.uuid not in picked} if picked else lacking,
        "conduct": CONDUCT,
        "most": MOST,
        "named": NAMED,
        "is_open": batch is not None and batch.review_is_open(),
    }
    return render(request, "review/bulk.html", context, status=422 if request.method == "POST" else 200)


def _shown(found: Sorted) -> list[Shown]:
    photos = {photo.application_id: photo for photo in Photo.objects.current().filter(application__in=found.clean)}
    # What is missing on paper keeps nobody back, but whoever passes the item has seen it.
    papers = standings_of(found.clean, with_desk=False)
    return [
        Shown(a, photos.get(a.pk), found.cards[a.pk], papers[a.pk], appraisal_length(a.appraisal)) for a in found.clean
    ]


@require_safe
@for_roles(*SCHOOL_ROLES)
def bulk_result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far it is, and afterwards who was passed and who was not, with the sentence."""
    mine = BulkPass.objects.visible_to(signed_in(request))
    bulk = get_object_or_404(mine.select_related("by", "batch"), uuid=uuid)
    items = list(bulk.items.select_related("application__record__programme"))
    outcomes = BulkPassItem.Outcome
    numbers = {outcome: sum(item.outcome == outcome for item in items) for outcome in outcomes}
    job = bulk_job(bulk)
    context = {
        "bulk": bulk,
        "items": sorted(items, key=lambda item: item.outcome != outcomes.LEFT_OUT),
        "passed": numbers[outcomes.PASSED],
        "left_out": numbers[outcomes.LEFT_OUT],
        "waiting": numbers[outcomes.WAITING],
        "percent": 100 * (len(items) - numbers[outcomes.WAITING]) // (len(items) or 1),
        "busy": job is not None and job.state in (Job.State.QUEUED, Job.State.RUNNING),
    }
    page = "review/_bulk_result.html" if getattr(request, "htmx", False) else "review/bulk_result.html"
    return render(request, page, context)


@require_POST
@for_roles(*SCHOOL_ROLES)
def bulk_again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Goes on with a list whose job ended before its end."""
    bulk = get_object_or_404(BulkPass.objects.visible_to(signed_in(request)), uuid=uuid)
    if bulk.items.filter(outcome=BulkPassItem.Outcome.WAITING).exists():
        bulk_soon(bulk)
    else:
        messages.info(request, "名单已经处理完，不需要再做一次")
    return redirect("review:bulk-result", bulk.uuid)
