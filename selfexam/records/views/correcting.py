"""The candidate's page of 考籍更正: how an open request stands, or the form for one; and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import Role
from selfexam.records.correctable import BadWish, shown
from selfexam.records.domain.ask_correction import ask_correction
from selfexam.records.domain.withdraw_correction import withdraw_correction
from selfexam.records.forms.corrections import CorrectionForm
from selfexam.records.models import Correction, StudentRecord
from selfexam.records.proof_images import UnusableImage
from selfexam.records.refusals import RecordRefused
from selfexam.records.views.acting import acted


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.CANDIDATE)
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    seen = StudentRecord.objects.visible_to(signed_in(request)).select_related("school", "programme")
    record = get_object_or_404(seen, uuid=uuid)
    form = CorrectionForm(record, request.POST, request.FILES) if request.method == "POST" else CorrectionForm(record)
    if request.method == "POST" and form.is_valid() and _asked(request, record, form):
        messages.success(request, f"更正申请已提交，{record.school}核对后转报考试院")
        return redirect("records:correct", record.uuid)
    past = list(record.corrections.select_related("school_by", "decided_by").prefetch_related("items", "proofs"))
    is_open = bool(past) and any(one.is_open for one in past)
    context = {
        "record": record,
        "form": form,
        "past": [(one, _items(one)) for one in past],
        "is_open": is_open,
        "may_ask": not (is_open or record.is_ended or record.graduated_on),
    }
    return render(request, "records/correct.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, record: StudentRecord, form: CorrectionForm) -> bool:
    """A refusal stands beside its field or on top; what was typed stays."""
    said = form.cleaned_data
    try:
        proofs = [file.read() for file in said["proofs"]]
        ask_correction(record.uuid, form.wishes, said["why"], proofs, by=signed_in(request))
    except UnusableImage as bad:
        form.add_error("proofs", bad.sentence)
    except BadWish as bad:
        form.add_error(bad.field or None, bad.sentence)
    except RecordRefused as refused:
        form.add_error(None, refused.sentence)
    return not form.errors


def _items(correction: Correction) -> list[tuple[str, str, str]]:
    return [(i.get_field_display(), shown(i.field, i.before), shown(i.field, i.after)) for i in correction.items.all()]


@require_POST
@for_roles(Role.CANDIDATE)
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    correction = get_object_or_404(Correction.objects.visible_to(user).select_related("record"), uuid=uuid)
    acted(request, lambda: withdraw_correction(correction.uuid, by=user), "更正申请已撤回，考籍没有改动")
    return redirect("records:correct", correction.record.uuid)
