"""The institute's lead sets up batches: list, new, edit with its history."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from selfexam.accounts.access import for_roles, only, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.catalogue.domain.refusals import BatchRefused
from selfexam.catalogue.domain.save_batch import save_batch
from selfexam.catalogue.forms.batch import BatchForm
from selfexam.catalogue.models import Batch
from selfexam.catalogue.photo_rule import PhotoRule
from selfexam.catalogue.way import phase_of

LEAD_ONLY = "批次由考试院负责人设置，需要改动请联系负责人"


@for_roles(*INSTITUTE_ROLES)
@only(Role.INSTITUTE_LEAD, sentence=LEAD_ONLY)
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    begun = dict(Batch.objects.order_by().values_list("pk").annotate(Count("applications")))
    rows = [{"batch": b, "phase": phase_of(b, now), "begun": begun.get(b.pk, 0)} for b in Batch.objects.all()]
    return render(request, "catalogue/batches.html", {"rows": rows})


@for_roles(*INSTITUTE_ROLES)
@only(Role.INSTITUTE_LEAD, sentence=LEAD_ONLY)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, Batch())


@for_roles(*INSTITUTE_ROLES)
@only(Role.INSTITUTE_LEAD, sentence=LEAD_ONLY)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    return _edit(request, get_object_or_404(Batch, code=code))


def _edit(request: HttpRequest, batch: Batch) -> HttpResponse:
    # The form writes into its instance while it checks; page and history must show what is stored.
    stored = Batch.objects.filter(pk=batch.pk).first()
    form = BatchForm(request.POST if request.method == "POST" else None, instance=batch)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_batch(form.instance, by_id=signed_in(request).pk, seen=form.cleaned_data["seen"])
        except BatchRefused as refused:
            form.add_error(refused.field, refused.sentence)
        else:
            messages.success(request, f"{saved.name}已保存。")
            return redirect("catalogue:batch-edit", saved.code)
    events = stored.events.select_related("by") if stored else ()
    context = {"form": form, "batch": stored, "events": events, "rule": PhotoRule()}
    return render(request, "catalogue/batch_edit.html", context)
