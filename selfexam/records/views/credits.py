"""The institute cancels a pass for misconduct, or takes a mistaken cancellation back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.records.domain.cancel_credit import CancelRefused, cancel_credit, restore_credit
from selfexam.records.forms.credits import CancelForm, RestoreForm
from selfexam.records.models import Credit, StudentRecord
from selfexam.records.objections import Act, objection


@for_roles(*INSTITUTE_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def credit_page(request: HttpRequest, uuid: UUID, code: str, source: str, year: int, month: int) -> HttpResponse:
    """One page for both directions: what the credit is decides which form it shows."""
    user = signed_in(request)
    record = get_object_or_404(StudentRecord.objects.visible_to(user), uuid=uuid)
    credit = get_object_or_404(
        record.credits.select_related("course", "record"), course__code=code, source=source, year=year, month=month
    )
    form_class = RestoreForm if credit.cancelled_on else CancelForm
    form = form_class(request.POST if request.method == "POST" else None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            _act(form, credit, request)
        except CancelRefused as refused:
            refusal = refused.sentence
        else:
            return redirect("records:record", record.uuid)
    # A misconduct may come to light after graduation: it is recorded, and what it does not undo is said.
    is_decided = record.graduated_on is not None or objection(Act.CORRECT, record) is not None
    context = {"record": record, "credit": credit, "form": form, "refusal": refusal, "is_decided": is_decided}
    return render(request, "records/credit.html", context, status=422 if form.errors else 409 if refusal else 200)


def _act(form: CancelForm | RestoreForm, credit: Credit, request: HttpRequest) -> None:
    said, user = form.cleaned_data, signed_in(request)
    if isinstance(form, CancelForm):
        cancel_credit(credit, on=said["on"], why=said["why"], by=user)
        messages.success(request, f"{credit.course}：成绩已取消，不再计入毕业条件。")
    else:
        restore_credit(credit, why=said["why"], by=user)
        messages.success(request, f"{credit.course}：成绩已恢复。")
