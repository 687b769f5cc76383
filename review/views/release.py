"""The release of a batch's decisions: what it would do, how far it is, what is left."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from applications.models import Application
from applications.statuses import UNPAID, Status
from applications.views.answering import answered
from review.background import release_job
from review.domain.release import release_state
from review.domain.release_soon import release_soon
from selfexam.accounts.access import for_roles, only, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.catalogue.models import Batch
from selfexam.jobs.models import Job


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*INSTITUTE_ROLES)
@only(Role.INSTITUTE_LEAD, sentence="会审结果由考试院负责人公布")
def release_page(request: HttpRequest, code: str) -> HttpResponse:
    """A preview with counts; the POST starts the release, whose progress the page then shows."""
    batch = get_object_or_404(Batch, code=code)
    if request.method == "POST":
        with answered(request):
            release_soon(batch, by=signed_in(request))
            messages.success(request, "开始公布会审结果")
        return redirect("review:release", batch.code)
    job = release_job(batch)
    context = {
        "batch": batch,
        "state": release_state(batch),
        "job": job,
        "underway": Application.objects.filter(batch=batch, status__in=UNPAID - {Status.DRAFT}).count(),
        "busy": job is not None and job.state in (Job.State.QUEUED, Job.State.RUNNING),
    }
    page = "review/_release.html" if getattr(request, "htmx", False) else "review/release.html"
    return render(request, page, context)
