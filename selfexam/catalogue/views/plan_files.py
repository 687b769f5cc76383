"""Plan tables as files: export, empty templates, upload with a look at the difference, import."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.catalogue.domain.plan_uploads import apply_plans, receive_plans
from selfexam.catalogue.exporting.plan_tables import all_tables, tables_of_plan, tables_of_programmes
from selfexam.catalogue.exporting.workbook import PLAN_STEMS, columns_of, templates, workbook
from selfexam.catalogue.forms.plan_upload import PlanUploadForm
from selfexam.catalogue.importing.importer import IMPORTERS
from selfexam.catalogue.models import PlanUpload
from selfexam.catalogue.views.plan_desk import for_the_lead, plan_at, pressed, programme_at, tried

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_UPLOADS = 10


@for_roles(*INSTITUTE_ROLES)
@require_safe
def export_all(request: HttpRequest) -> HttpResponse:
    return _file(workbook(all_tables()), "专业计划-全部.xlsx")


@for_roles(*INSTITUTE_ROLES)
@require_safe
def export_programme(request: HttpRequest, code: str, level: str) -> HttpResponse:
    programme = programme_at(code, level)
    return _file(workbook(tables_of_programmes([programme])), f"专业计划-{code}{programme.full_name}.xlsx")


@for_roles(*INSTITUTE_ROLES)
@require_safe
def export_plan(request: HttpRequest, code: str, level: str, version: str) -> HttpResponse:
    plan = plan_at(code, level, version)
    return _file(workbook(tables_of_plan(plan)), f"专业计划-{code}{plan.programme.full_name}-{version}.xlsx")


@for_roles(*INSTITUTE_ROLES)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    return _file(templates(), "专业计划-模板.xlsx")


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    form = PlanUploadForm(request.POST, request.FILES) if request.method == "POST" else PlanUploadForm()
    if request.method == "POST" and form.is_valid():
        given, kept = form.cleaned_data["file"], list[PlanUpload]()
        # No more than tells that it is too large.
        by_id, data = signed_in(request).pk, given.read(settings.UPLOAD_MAX_BYTES + 1)
        if tried(form, lambda: kept.append(receive_plans(data, given.name, by_id=by_id))):
            return redirect("catalogue:plan-upload", kept[0].uuid)
    sheets = [(stem, columns_of(stem), IMPORTERS[stem].optional) for stem in PLAN_STEMS]
    recent = PlanUpload.objects.select_related("by")[:MOST_UPLOADS]
    return render(request, "catalogue/plan_uploads.html", {"form": form, "sheets": sheets, "uploads": recent})


@for_the_lead
@require_safe
def upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was found when the file was uploaded; looking writes nothing."""
    shown = get_object_or_404(PlanUpload.objects.select_related("by", "applied_by"), uuid=uuid)
    tables = shown.preview.get("tables", [])
    context = {"upload": shown, "tables": tables, "problems": shown.preview.get("problems", [])}
    context |= {"doubts": shown.preview.get("doubts", []), "more": shown.preview.get("more", 0)}
    context["differs"] = sum(table["added"] + table["changed"] for table in tables)
    return render(request, "catalogue/plan_upload.html", context)


@for_the_lead
@require_POST
def apply(request: HttpRequest, uuid: UUID) -> HttpResponse:
    shown = get_object_or_404(PlanUpload, uuid=uuid)
    pressed(request, lambda: apply_plans(shown, by_id=signed_in(request).pk), f"{shown.name} 已导入。")
    return redirect("catalogue:plan-upload", uuid)


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
