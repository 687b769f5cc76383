"""毕业预测: any time of the year, before any batch, what a record still lacks, slot by slot."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from applications.audit import audit_record
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import Role
from selfexam.records.models import StudentRecord

# What blocks without a course or credit being short.
NO_COURSES = frozenset({"programme_stopped", "prior_same_batch"})


@require_safe
@for_roles(Role.CANDIDATE)
def forecast(request: HttpRequest, record: UUID) -> HttpResponse:
    records = StudentRecord.objects.visible_to(signed_in(request)).select_related("programme", "plan", "school")
    own = get_object_or_404(records, uuid=record)
    audit = audit_record(own)
    missing = [finding for finding in audit.findings if finding.severity == "blocks"]
    # 加考 that is not due adds nothing to the plan's sums.
    open_choices = [row for row in audit.rows if row.state == "unused" and row.kind != "additional"]
    context = {
        "record": own,
        "audit": audit,
        "missing": missing,
        "lacks_courses": any(finding.code not in NO_COURSES for finding in missing),
        "kept": own.survivor() if own.is_ended else None,
        "is_over": own.is_ended or own.graduated_on is not None,
        "open_choices": open_choices,
    }
    return render(request, "applications/forecast.html", context)
