"""The staff's page on background work: what waits, runs and failed, and running a failed job again."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from selfexam.accounts.access import for_roles
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.jobs.kinds import word
from selfexam.jobs.models import Job
from selfexam.jobs.queue import run_again

TAGS = {Job.State.QUEUED: "", Job.State.RUNNING: "now", Job.State.FAILED: "no", Job.State.DONE: "done"}


@for_roles(*INSTITUTE_ROLES)
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Failed jobs first: they alone wait for somebody."""
    wanted = request.GET.get("state", "")
    state = wanted if wanted in Job.State.values else Job.State.FAILED
    counts = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    order = (Job.State.FAILED, Job.State.RUNNING, Job.State.QUEUED, Job.State.DONE)
    tabs = [{"state": s.value, "label": s.label, "count": counts.get(s.value, 0)} for s in order]
    page = Paginator(Job.objects.filter(state=state), 50).get_page(request.GET.get("page"))
    rows = [{"job": job, "word": word(job.kind), "tag": TAGS[Job.State(job.state)]} for job in page.object_list]
    return render(request, "jobs/list.html", {"page": page, "rows": rows, "states": tabs, "state": state})


@for_roles(*INSTITUTE_ROLES)
@require_POST
def again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    job = get_object_or_404(Job, uuid=uuid)
    if run_again(job):
        messages.success(request, f"{word(job.kind)}已重新排队。")
    else:
        messages.info(request, f"{word(job.kind)}已经在排队或已完成，不需要再次运行。")
    return redirect(f"{reverse('jobs:list')}?state={Job.State.FAILED}")
