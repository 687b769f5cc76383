"""课程免考: the list of a candidate's forms, and the page of one form, which a unit's clerk uses too."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from applications.domain.exemptions.correct import correct_request, hand_in_again
from applications.domain.exemptions.hand_in import hand_in
from applications.domain.exemptions.images import images_may_go
from applications.domain.exemptions.save_request import change_request, open_request
from applications.domain.refusals import Refused
from applications.exemptions.applicants import why_closed, why_not_correctable, why_not_payable
from applications.exemptions.courses import OpenCourse, certificates_of_table, open_courses
from applications.exemptions.limits import share_of
from applications.exemptions.missing import missing_of
from applications.exemptions.notes import notes_of
from applications.exemptions.sheet import NOT_PRINTED
from applications.forms.exemption import EvidenceForm, Lines, read_lines, stored_lines
from applications.models import Application, ExemptionRequest, ExemptionRow
from applications.views.answering import answered
from applications.views.fetching import own_application
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role

ASKERS = (Role.CANDIDATE, Role.UNIT_CLERK)
# What a draft's head holds, for the form's initial values.
HEAD = ("old_number", "school", "major", "level", "certificate", "number", "phone", "pages", "on_paper")
HANDED_IN = "免考申请已提交。缴费后学校才会给出意见"
AGAIN = "免考申请已重新提交，不用再缴费。学校会再看一次"


@require_safe
@for_roles(Role.CANDIDATE)
def exemption_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = own_application(request, uuid)
    forms = application.exemption_requests.prefetch_related("rows__course").order_by("-created_at")
    asked = {row.course_id for form in forms for row in form.rows.all() if row.state not in ExemptionRow.OVER}
    context = {
        "application": application,
        "batch": application.batch,
        "requests": forms,
        "closed": why_closed(application, timezone.now()),
        "uncorrectable": why_not_correctable(application, timezone.now()),
        "bases": ExemptionRequest.Basis.choices,
        "left": [c for c in open_courses(application.record) if c.code not in _codes(forms)],
        "share": share_of(application),
        "fee": application.batch.exemption_fee,
        "asked": len(asked),
    }
    return render(request, "applications/exemptions.html", context)


def _codes(forms: Any) -> set[str]:
    return {row.course.code for form in forms for row in form.rows.all() if row.state not in ExemptionRow.OVER}


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.CANDIDATE)
def exemption_new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new form of one basis; nothing is kept until it is saved."""
    application = own_application(request, uuid)
    basis = request.GET.get("basis", "")
    if basis not in ExemptionRequest.Basis.values or why_closed(application, timezone.now()):
        return redirect("applications:exemptions", application.uuid)
    draft = ExemptionRequest(application=application, basis=basis, phone=application.phone)
    return _filling(request, draft)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*ASKERS)
def exemption(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A form that is being filled in, or what has become of it."""
    user = signed_in(request)
    found = get_object_or_404(ExemptionRequest.objects.visible_to(user).with_record(), uuid=uuid)
    mine = found.by_unit == (user.role == Role.UNIT_CLERK)
    closed = why_closed(found.application, timezone.now())
    if found.handed_in_at is None and mine and closed is None:
        return _filling(request, found)
    if mine and _may_be_corrected(found):
        return _filling(request, found)
    if request.method == "POST" and mine and found.handed_in_at and request.POST.get("then") == "hand_in":
        messages.info(request, "这份免考申请已经提交，不需要再提交")
        return redirect("applications:exemption", found.uuid)
    if request.method == "POST":
        messages.warning(request, closed or "这份免考申请现在不能修改")
        return redirect("applications:exemption", found.uuid)
    return _handed_in(request, found, mine)


def _may_be_corrected(found: ExemptionRequest) -> bool:
    returned = found.rows.filter(state=ExemptionRow.State.RETURNED).exists()
    return returned and why_not_correctable(found.application, timezone.now()) is None


def _filling(request: HttpRequest, draft: ExemptionRequest) -> HttpResponse:
    user, application = signed_in(request), draft.application
    returned = draft.handed_in_at is not None
    rows = list(draft.rows.select_related("course", "returned_by")) if draft.pk else []
    if returned:
        rows = [row for row in rows if row.state == ExemptionRow.State.RETURNED]
    offered = _returned(rows) if returned else _offered(application, draft)
    by_unit = user.role == Role.UNIT_CLERK
    posted = request.method == "POST"
    initial = {name: getattr(draft, name) for name in HEAD} | {"pages": draft.pages or None}
    form = EvidenceForm(draft.basis, request.POST if posted else None, initial=initial, by_unit=by_unit)
    lines = read_lines(request.POST, request.POST.getlist("course"), offered) if posted else stored_lines(offered, rows)
    if posted and form.is_valid() and not lines.errors and (saved := _saved(form, lines, draft, user)):
        return _on_from(request, saved, returned=returned)
    for error in lines.errors:
        form.add_error(None, error)
    images = list(draft.images.all()) if draft.pk else []
    fee, notes = application.batch.exemption_fee, notes_of(draft, rows, application.record)
    context = _common(request, draft) | {
        "form": form,
        "lines": lines.rows,
        "images": images,
        "rows": rows,
        "missing": missing_of(draft, rows, len(images)) if draft.pk else [],
        "notes": [(row, said) for row in rows for said in notes[row.pk]],
        "share": share_of(application, draft if draft.pk else None),
        "certificates": certificates_of_table(),
        "fee": fee,
        "sum": fee * len(rows),
        "returned": returned,
        "others": draft.rows.exclude(state=ExemptionRow.State.RETURNED).select_related("course") if returned else [],
        "images_may_go": not returned or images_may_go(draft),
    }
    return render(request, "applications/exemption_filling.html", context, status=422 if form.errors else 200)


def _on_from(request: HttpRequest, saved: ExemptionRequest, *, returned: bool) -> HttpResponse:
    """Handing in saves first, so that nothing typed is lost; refused it is saved all the same."""
    kept = "补正的内容已保存，核对后请重新提交" if returned else "免考申请已保存"
    said, hand = (AGAIN, hand_in_again) if returned else (HANDED_IN, hand_in)
    if request.POST.get("then") == "hand_in":
        with answered(request):
            hand(saved.uuid, by=signed_in(request))
            kept = said
    messages.success(request, kept)
    return redirect("applications:exemption", saved.uuid)


def _offered(application: Application, draft: ExemptionRequest) -> list[Any]:
    """Open courses that no other form asks for."""
    others = ExemptionRow.objects.filter(application=application).live().exclude(request=draft.pk)
    taken = set(others.values_list("course__code", flat=True))
    return [course for course in open_courses(application.record) if course.code not in taken]


def _returned(rows: list[ExemptionRow]) -> list[Any]:
    """The courses of a form that came back: neither more nor fewer."""
    return [OpenCourse(r.course.code, r.course.name, r.credits, "", "待补正", needed=True) for r in rows]


def _saved(form: EvidenceForm, lines: Lines, draft: ExemptionRequest, user: User) -> ExemptionRequest | None:
    try:
        if draft.handed_in_at is not None:
            return correct_request(draft.uuid, form.evidence(), lines.wishes(), by=user)
        if draft.pk:
            return change_request(draft.uuid, form.evidence(), lines.wishes(), by=user)
        return open_request(draft.application.uuid, form.evidence(), lines.wishes(), by=user)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return None


def _handed_in(request: HttpRequest, found: ExemptionRequest, mine: bool) -> HttpResponse:
    rows = list(found.rows.select_related("course", "opinion_by", "decided_by"))
    unpaid = [row for row in rows if row.state == ExemptionRow.State.UNPAID]
    fee = found.application.batch.exemption_fee
    context = _common(request, found) | {
        "rows": rows,
        "images": list(found.images.all()),
        "unpaid": unpaid,
        "fee": fee,
        "sum": fee * len(unpaid),
        "not_payable": why_not_payable(found.application, timezone.now()),
        "may_add": mine and any(row.state in ExemptionRow.UNDECIDED for row in rows),
        "returned": [row for row in rows if row.state == ExemptionRow.State.RETURNED],
        "not_correctable": why_not_correctable(found.application, timezone.now()),
        "mine": mine,
        "printable": any(row.state not in NOT_PRINTED for row in rows),
    }
    return render(request, "applications/exemption.html", context)


def _common(request: HttpRequest, found: ExemptionRequest) -> dict[str, Any]:
    clerk = signed_in(request).role == Role.UNIT_CLERK
    return {
        "exemption": found,
        "application": found.application,
        "record": found.application.record,
        "batch": found.application.batch,
        "clerk": clerk,
        "layout": "layout/staff.html" if clerk else "layout/candidate.html",
    }
