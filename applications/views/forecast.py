"""毕业预测: any time of the year, before any batch, what a record still lacks, slot by slot."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from applications.audit import audit_record
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import Role
from selfexam.records.models import StudentRecord


@require_safe
@for_roles(Role.CANDIDATE)
def forecast(request: HttpRequest, record: UUID) -> HttpResponse:
    records = StudentRecord.objects.visible_to(signed_in(request)).select_related("programme", "plan", "school")
    own = get_object_or_404(records, uuid=record)
    audit = audit_record(own)
    open_choices = [row for row in audit.rows if row.state == "unused"]
    context = {
        "record": own,
        "audit": audit,
        "missing": [finding for finding in audit.findings if finding.severity == "blocks"],
        "open_choices": open_choices,
    }
    return render(request, "applications/forecast.html", context)
