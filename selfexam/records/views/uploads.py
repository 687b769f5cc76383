"""The institute's pages of imports: upload a file, see the difference, import it or drop it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.jobs.models import Job
from selfexam.records.domain.uploads import compare_again, drop_upload, receive_upload, start_import
from selfexam.records.forms.uploads import UploadForm
from selfexam.records.models import RecordUpload
from selfexam.records.refusals import RecordRefused
from selfexam.records.views.acting import acted


@for_roles(*INSTITUTE_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            upload = receive_upload(form.cleaned_data["file"], by=user)
        except RecordRefused as refused:
            form.add_error("file", refused.sentence)
        else:
            return redirect("records:upload", upload.uuid)
    rows = RecordUpload.objects.visible_to(user).select_related("made_by")
    context = {"form": form, "page": Paginator(rows, 30).get_page(request.GET.get("page"))}
    return render(request, "records/uploads.html", context, status=422 if form.errors else 200)


@for_roles(*INSTITUTE_ROLES)
@require_safe
def upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """While a job works on it, the page asks for its own middle part every two seconds."""
    row = _of(request, uuid)
    job = Job.objects.filter(subject=str(row.uuid)).first() if row.is_busy else None
    context = {"upload": row, "job": job, "is_stuck": row.is_busy and (job is None or job.state == Job.State.FAILED)}
    # htmx asks for the part alone.
    partial = bool(request.headers.get("HX-Request"))
    return render(request, "records/_upload.html" if partial else "records/upload.html", context)


@for_roles(*INSTITUTE_ROLES)
@require_POST
def bring_in(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _of(request, uuid)
    acted(request, lambda: start_import(row, by=signed_in(request)), f"{row.name}：已开始导入。")
    return redirect("records:upload", row.uuid)


@for_roles(*INSTITUTE_ROLES)
@require_POST
def again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _of(request, uuid)
    acted(request, lambda: compare_again(row, by=signed_in(request)), f"{row.name}：正在重新核对。")
    return redirect("records:upload", row.uuid)


@for_roles(*INSTITUTE_ROLES)
@require_POST
def drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = _of(request, uuid)
    acted(request, lambda: drop_upload(row, by=signed_in(request)), f"{row.name}：已放弃，没有写入任何数据。")
    return redirect("records:uploads")


def _of(request: HttpRequest, uuid: UUID) -> RecordUpload:
    seen = RecordUpload.objects.visible_to(signed_in(request)).select_related("made_by", "imported_by")
    return get_object_or_404(seen, uuid=uuid)
