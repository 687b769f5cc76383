"""Papers that are due back (待退还): whose application was withdrawn or became void while papers lay at this office."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.models import Paper
from applications.views.answering import answered
from review.domain.give_back_papers import due_back, give_back_papers
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import PAPER_ROLES


@require_safe
@for_roles(*PAPER_ROLES)
def back_list(request: HttpRequest) -> HttpResponse:
    """By 准考证号, of every batch: papers do not go home with the batch."""
    user = signed_in(request)
    here = Paper.objects.lying_with(user).of_ended().filter(copies__gt=0)
    people = due_back(user).filter(pk__in=here.values("application")).select_related("record__programme", "batch")
    shown = people.prefetch_related(Prefetch("papers", here, to_attr="here"))
    page = Paginator(shown.order_by("record__admission_number", "pk"), 50).get_page(request.GET.get("page"))
    return render(request, "review/papers/back.html", {"page": page})


@require_POST
@for_roles(*PAPER_ROLES)
def given_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    application = get_object_or_404(due_back(user).select_related("record"), uuid=uuid)
    with answered(request):
        said = give_back_papers(application.uuid, by=user)
        messages.success(request, f"已登记退还{application.record.name}的材料：{said}")
    return redirect("review:papers-back")
