"""The collective unit's own people and how far each is; read-only."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.models import Application
from review.queries import counts_by_status, matching
from review.views.choosing import chosen
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch
from selfexam.records.models import StudentRecord


@require_safe
@for_roles(Role.UNIT_CLERK)
def unit_page(request: HttpRequest) -> HttpResponse:
    """Sorted by 准考证号, the order in which the unit hands in its papers (notice, annex 2)."""
    user, batch = signed_in(request), Batch.objects.current()
    applications = Application.objects.visible_to(user).filter(batch=batch)
    text = chosen(request, "q")
    rows = matching(applications, text).with_record().order_by("record__admission_number")
    context = {
        "batch": batch,
        "text": text,
        "unit": user.unit,
        "people": StudentRecord.objects.visible_to(user).count(),
        "counts": counts_by_status(applications),
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
    }
    return render(request, "review/unit.html", context)
