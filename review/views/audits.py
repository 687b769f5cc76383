"""The batch report of the degree audit, as a page and as a table to take away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from applications.models import Application, AuditStanding
from applications.models.application import ApplicationQuerySet
from review.audit_report import NOT_PLAIN, by_programme, not_plain, with_people
from review.paging import Listed, page_of
from review.views.choosing import chosen, chosen_batch
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES
from selfexam.catalogue.models import Batch
from selfexam.spreadsheets import XLSX, xlsx_table

HEADER = ("主考学校", "专业", "准考证号", "姓名", "状态", "毕业条件", "门数", "学分", "原因")


def _applications(request: HttpRequest, batch: Batch | None) -> ApplicationQuerySet:
    return Application.objects.visible_to(signed_in(request)).filter(batch=batch)


@require_safe
@for_roles(*SCHOOL_ROLES, *INSTITUTE_ROLES)
def audit_report(request: HttpRequest) -> HttpResponse:
    batch, verdict = chosen_batch(request), chosen(request, "verdict")
    applications = _applications(request, batch)
    rows = by_programme(applications)
    totals = {name: sum(row.counts[name] for row in rows) for name in AuditStanding.Verdict.values}
    # What is listed was just counted.
    known = sum(totals[name] for name in NOT_PLAIN if verdict not in NOT_PLAIN or verdict == name)
    listed = Listed(not_plain(applications, verdict), with_people, known)
    context = {
        "batch": batch,
        "batches": Batch.objects.published(),
        "rows": rows,
        "totals": totals,
        "total": sum(row.total for row in rows),
        "verdict": verdict,
        "page": page_of(listed, 30, request.GET.get("page")),
    }
    return render(request, "review/audits.html", context)


@require_safe
@for_roles(*SCHOOL_ROLES, *INSTITUTE_ROLES)
def audit_report_file(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook: numbers stay text, so that no leading zero is lost."""
    batch = chosen_batch(request)
    rows = not_plain(_applications(request, batch), chosen(request, "verdict"))
    lines = (_line(row) for row in with_people(rows).iterator(chunk_size=500))
    response = HttpResponse(xlsx_table([("毕业条件", HEADER, lines)]), content_type=XLSX)
    name = f"毕业条件-{batch.code if batch else ''}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def _line(row: Application) -> tuple[str, ...]:
    record, standing = row.record, row.standing
    return (
        str(row.school),
        str(record.programme),
        record.admission_number,
        record.name,
        row.get_status_display(),
        standing.get_verdict_display(),
        str(standing.courses),
        str(standing.credits),
        "；".join(standing.reasons),
    )
