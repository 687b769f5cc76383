"""The lead of a school: speed needed and present, who did what, who holds what, and who gets it instead."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from applications.domain.refusals import Refused
from applications.models import Application
from applications.statuses import Status
from review.desk_counts import desk_counts
from review.domain.claims import hand_over, put_back
from review.forms.reassign import BACK, read_reassignment
from review.pace import pace
from review.pace_chart import chart
from review.views.choosing import chosen_batch
from review.workload import colleagues, holding, unheld, workload
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch


@require_safe
@for_roles(Role.SCHOOL_LEAD)
def desk_page(request: HttpRequest) -> HttpResponse:
    return _show(request)


def _show(request: HttpRequest, picked: frozenset[UUID] | None = None) -> HttpResponse:
    """`picked`: what was ticked before the answer was refused."""
    user, batch = signed_in(request), chosen_batch(request)
    mine = Application.objects.visible_to(user)
    applications = mine.filter(batch=batch)
    counts, people = desk_counts(applications), colleagues(user)
    speed = pace(user.school, batch, counts.by_state[Status.SUBMITTED]) if batch else None
    context = {
        "batch": batch,
        "batches": Batch.objects.published(),
        "counts": counts,
        "pace": speed,
        "chart": chart(speed) if speed else None,
        "rows": workload(batch, mine, people) if batch else [],
        "people": people,
        "holding": holding(applications),
        "unheld": unheld(applications),
        "back": BACK,
        "picked": picked or frozenset(),
    }
    return render(request, "review/desk.html", context, status=200 if picked is None else 422)


@require_POST
@for_roles(Role.SCHOOL_LEAD)
def reassign(request: HttpRequest) -> HttpResponse:
    """Every ticked one to the chosen colleague, or back into the queue; one refused does not stop the others."""
    user, batch = signed_in(request), chosen_batch(request)
    wanted = read_reassignment(request.POST, colleagues(user))
    page = f"{reverse('review:desk')}?batch={batch.code if batch else ''}"
    if not wanted.picked or not wanted.is_whole:
        messages.warning(request, "请先勾选申请" if wanted.is_whole else "请选择交给谁")
        return _show(request, frozenset(wanted.picked))
    done, mine = 0, Application.objects.visible_to(user).select_related("record")
    for application in mine.filter(uuid__in=wanted.picked).order_by("pk"):
        try:
            if wanted.to is None:
                put_back(application, by=user)
            else:
                hand_over(application, to=wanted.to, by=user)
            done += 1
        except Refused as refusal:
            messages.warning(request, refusal.sentence)
    if done:
        said = f"{done} 件已交给{wanted.to.name}" if wanted.to else f"{done} 件已放回待审"
        messages.success(request, said)
    return redirect(page)
