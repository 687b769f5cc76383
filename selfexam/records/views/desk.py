"""The staff's pages of records: find one, read it with its credits and its history."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from selfexam import typed
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES
from selfexam.digests import keyed_digest
from selfexam.records.models import StudentRecord

DESKS = (*SCHOOL_ROLES, *INSTITUTE_ROLES)


@for_roles(*DESKS)
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """By name, part of the 准考证号, or the complete ID number."""
    wanted = typed.plain(request.GET.get("q", ""))[:40]
    rows = StudentRecord.objects.visible_to(signed_in(request)).select_related("programme", "school")
    if wanted:
        number = typed.number(wanted)
        rows = rows.filter(
            Q(admission_number__contains=number)
            | Q(name__icontains=typed.part_of_name(wanted))
            | Q(id_digest=keyed_digest(number))
        )
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return render(request, "records/records.html", {"page": page, "wanted": wanted})


@for_roles(*DESKS)
@require_safe
def record_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    seen = StudentRecord.objects.visible_to(signed_in(request))
    record = get_object_or_404(seen.select_related("programme", "plan", "school", "unit", "merged_into"), uuid=uuid)
    context = {
        "record": record,
        "correction": record.corrections.open().prefetch_related("items").first(),
        # Both of one person, though perhaps of two schools: a link leads only where this desk may look.
        "sources": seen.filter(merged_into=record),
        "may_open_target": seen.filter(merged_from=record).exists(),
        "credits": record.credits.select_related("course", "merged_from").order_by("course__code", "year", "month"),
        "events": record.events.all()[:100],
    }
    return render(request, "records/record.html", context)
