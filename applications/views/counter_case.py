"""One application at the counter: its parts, the sheet to print and sign, the signed sheet, handing in, leaving off."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.completeness import part_states
from applications.domain.at_counter import why_not_signed
from applications.domain.edit import latest_returns
from applications.domain.lifecycle import steps_open_to
from applications.domain.open_at_counter import begun_by_candidate, leave_counter
from applications.domain.print_sheet import print_sheet
from applications.domain.refusals import Refused
from applications.domain.submit_at_counter import submit_at_counter
from applications.domain.upload_signed_sheet import upload_signed_sheet
from applications.forms.counter import SignedSheetForm
from applications.models import Application, Document
from applications.photos.opening import Refused as PictureRefused
from applications.statuses import Status
from applications.views.answering import answered
from applications.views.check import read_version
from applications.workflow import Action
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import SCHOOL_ROLES


def _case(request: HttpRequest, uuid: UUID) -> Application:
    """Only what was accepted on site: anything else of the school belongs to the review pages."""
    seen = Application.objects.visible_to(signed_in(request)).filter(counter_opened_at__isnull=False)
    related = seen.with_record().select_related("counter_opened_by", "counter_submitted_by", "record__holder")
    return get_object_or_404(related, uuid=uuid)


@require_safe
@for_roles(*SCHOOL_ROLES)
def case(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _show(request, _case(request, uuid), SignedSheetForm())


@require_POST
@for_roles(*SCHOOL_ROLES)
def sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The filled sheet as PDF, always of the content as it is now. A POST: printing is written down."""
    application, document = print_sheet(_case(request, uuid).uuid, by=signed_in(request))
    response = HttpResponse(document, content_type="application/pdf")
    name = f"application-{application.record.admission_number}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@for_roles(*SCHOOL_ROLES)
def signed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = _case(request, uuid)
    form = SignedSheetForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data["signed_sheet"].read()
        try:
            upload_signed_sheet(application.uuid, data, form.cleaned_data["code"], by=signed_in(request))
            messages.success(request, "签字的申请表已保存")
            return redirect("applications:counter-case", application.uuid)
        except PictureRefused as refusal:
            form.add_error("signed_sheet", refusal.sentence)
        except Refused as refusal:
            form.add_error("code", refusal.sentence)
    return _show(request, application, form)


@require_POST
@for_roles(*SCHOOL_ROLES)
def hand_in(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = _case(request, uuid)
    with answered(request):
        submit_at_counter(
            application.uuid,
            is_checked=request.POST.get("is_checked") == "on",
            by=signed_in(request),
            seen_version=read_version(request.POST.get("version", "")),
        )
        messages.success(request, f"已为 {application.record.name} 提交毕业申请，请另一位老师初审")
    return redirect("applications:counter-case", application.uuid)


@require_POST
@for_roles(*SCHOOL_ROLES)
def leave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = _case(request, uuid)
    with answered(request):
        leave_counter(application.uuid, by=signed_in(request))
        messages.success(request, f"已取消 {application.record.name} 的现场受理")
        return redirect("applications:counter")
    return redirect("applications:counter-case", application.uuid)


def _show(request: HttpRequest, application: Application, form: SignedSheetForm) -> HttpResponse:
    states = part_states(application)
    steps = {step.action: step for step in steps_open_to(signed_in(request), application)}
    left = [state for state in states if not state.finished]
    signed_sheet = application.documents.current().filter(kind=Document.Kind.SIGNED_SHEET).first()
    context = {
        "application": application,
        "record": application.record,
        "states": states,
        "left": left,
        "returned": list(latest_returns(application)) if application.status == Status.RETURNED else [],
        "hand_in": steps.get(Action.SUBMIT) or steps.get(Action.RESUBMIT),
        "signed_sheet": signed_sheet,
        "not_signed": why_not_signed(application) if signed_sheet else None,
        "form": form,
        "may_leave": application.status == Status.DRAFT and application.first_submitted_at is None,
        "is_candidates": begun_by_candidate(application),
        "events": application.events.order_by("-at", "-id")[:30],
    }
    return render(request, "applications/counter/case.html", context, status=422 if form.errors else 200)
