"""One registration package, for the institute: its file, its people, the results that came."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from applications.domain.refusals import Refused
from certificates.domain.make_package import may_build_again
from certificates.domain.receive_reply import receive_reply
from certificates.domain.sandbox_reply import sandbox_reply
from certificates.forms.results import ResultsForm
from certificates.forms.sandbox import SandboxForm
from certificates.models import RegistrationEntry, RegistrationPackage
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.catalogue.models import Batch
from selfexam.private_files import respond

ROWS = 50


@require_safe
@for_roles(*INSTITUTE_ROLES)
def package(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _page(request, _package(request, uuid), ResultsForm())


@require_POST
@for_roles(*INSTITUTE_ROLES)
def upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep the file, then show what it would do."""
    found = _package(request, uuid)
    form = ResultsForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # No more than tells that it is too large.
            data = file.read(settings.UPLOAD_MAX_BYTES + 1)
            reply = receive_reply(found, data, file.name, by=signed_in(request))
        except Refused as refused:
            form.add_error("file", refused.sentence)
        else:
            return redirect("certificates:reply", uuid=reply.uuid)
    return _page(request, found, form, status=422)


@require_safe
@for_roles(*INSTITUTE_ROLES)
def download(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    found = _package(request, uuid)
    if found.state != RegistrationPackage.State.READY:
        raise Http404
    return respond(found.file, "application/zip", download_as=f"{found.file_stem}.zip")


@require_safe
@for_roles(*INSTITUTE_ROLES)
def sandbox(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """演示: the results file that the ministry might send for this package."""
    found = _package(request, uuid)
    if not settings.DEMO:
        raise Http404
    form = SandboxForm(request.GET)
    if not form.is_valid():
        messages.error(request, "失败人数要填 0 到 1000 的整数")
        return redirect("certificates:package", uuid=uuid)
    try:
        data = sandbox_reply(found, reject=form.cleaned_data["reject"], by=signed_in(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("certificates:package", uuid=uuid)
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{found.file_stem}-模拟回执.csv")
    response["Cache-Control"] = "private, no-store"
    return response


def _package(request: HttpRequest, uuid: UUID) -> RegistrationPackage:
    packages = RegistrationPackage.objects.visible_to(signed_in(request)).with_counts()
    return get_object_or_404(packages.select_related("batch", "made_by"), uuid=uuid)


def _page(request: HttpRequest, found: RegistrationPackage, form: ResultsForm, status: int = 200) -> HttpResponse:
    entries = found.entries.select_related(
        "application__record__programme", "application__school", "application__certificate"
    )
    chosen = request.GET.get("result", "")
    if chosen in RegistrationEntry.Result.values:
        entries = entries.filter(result=chosen)
    page = Paginator(entries, ROWS).get_page(request.GET.get("page"))
    context = {
        "package": found,
        "form": form,
        "again": may_build_again(found),
        "sandbox": SandboxForm() if settings.DEMO and found.batch.numbering == Batch.Numbering.DEMONSTRATION else None,
        "chosen": chosen,
        "page": page,
        "rows": [(entry, getattr(entry.application, "certificate", None)) for entry in page],
        "replies": found.replies.select_related("uploaded_by", "applied_by"),
    }
    return render(request, "certificates/registration/package.html", context, status=status)
