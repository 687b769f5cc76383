"""The unit's table of exemptions: template, upload, a look at good and bad rows, taking the good, the bad as a file."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.domain.exemptions.uploads import receive_table, take_table
from applications.domain.refusals import Refused
from applications.exemptions.table import BASES, COLUMNS, FORMS, LEVELS, NEEDED
from applications.models import ExemptionUpload
from applications.views.answering import answered
from review.forms.exemption_upload import ExemptionTableForm
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch
from selfexam.spreadsheets import XLSX, xlsx_table

MOST_SHOWN = 200
# What the second sheet of the template says about each column.
WORDS = (
    ("依据", "、".join(BASES)),
    ("毕业院校", "市外转入的写转出地考试机构"),
    ("学历层次", "、".join(LEVELS)),
    ("材料形式", f"{'、'.join(FORMS)}；不填就是纸质"),
    ("每一行", "一位考生的一门课程；同一考生同一依据的证明材料写成一样"),
    ("必填", "、".join(NEEDED)),
)


@require_safe
@for_roles(Role.UNIT_CLERK)
def template(request: HttpRequest) -> HttpResponse:
    return _file(xlsx_table([("免考", COLUMNS, []), ("填写说明", ("列", "怎么填"), WORDS)]), "免考录入-模板.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.UNIT_CLERK)
def uploads(request: HttpRequest) -> HttpResponse:
    user, batch = signed_in(request), Batch.objects.current()
    form = ExemptionTableForm(request.POST, request.FILES) if request.method == "POST" else ExemptionTableForm()
    if request.method == "POST" and batch is not None and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            # No more than tells that it is too large.
            kept = receive_table(given.read(settings.UPLOAD_MAX_BYTES + 1), given.name, batch, by=user)
            return redirect("review:exemption-upload", kept.uuid)
        except Refused as refusal:
            form.add_error("file", refusal.sentence)
    recent = ExemptionUpload.objects.visible_to(user).select_related("by")[:10]
    context = {
        "form": form,
        "batch": batch,
        "uploads": recent,
        "columns": COLUMNS,
        "needed": NEEDED,
        "bases": list(BASES),
    }
    return render(request, "review/exemption_uploads.html", context, status=422 if form.errors else 200)


@require_safe
@for_roles(Role.UNIT_CLERK)
def upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    kept = _kept(request, uuid)
    people = len({row["准考证号"] for row in kept.good})
    context = {"upload": kept, "good": kept.good[:MOST_SHOWN], "bad": kept.bad[:MOST_SHOWN], "people": people}
    return render(request, "review/exemption_upload.html", context)


@require_POST
@for_roles(Role.UNIT_CLERK)
def take(request: HttpRequest, uuid: UUID) -> HttpResponse:
    kept = _kept(request, uuid)
    with answered(request):
        came = take_table(kept, by=signed_in(request))
        messages.success(request, f"已录入 {came.done} 行")
        for sentence in came.refused[:8]:
            messages.warning(request, sentence)
    return redirect("review:exemption-upload", kept.uuid)


@require_safe
@for_roles(Role.UNIT_CLERK)
def bad_rows(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The rows to correct, with what is wrong beside them; it can be uploaded again as it is once corrected."""
    kept = _kept(request, uuid)
    header = (*COLUMNS, "原行号", "问题")
    rows = [[*(row.get(column, "") for column in COLUMNS), row["行"], row["问题"]] for row in kept.bad]
    return _file(xlsx_table([("免考", header, rows)]), f"免考-待改正-{kept.at:%m%d%H%M}.xlsx")


def _kept(request: HttpRequest, uuid: UUID) -> ExemptionUpload:
    return get_object_or_404(ExemptionUpload.objects.visible_to(signed_in(request)).select_related("by"), uuid=uuid)


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
