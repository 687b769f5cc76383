"""Exemptions at school and institute: worklist, the page of one form, opinion, decision, fee of a refused one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.domain.refusals import AlreadyDone, NotAllowed, Refused
from applications.exemptions.applicants import why_not_correctable
from applications.exemptions.limits import share_of
from applications.exemptions.notes import notes_of
from applications.exemptions.sheet import NOT_PRINTED
from applications.models import ExemptionLimits, ExemptionRequest, ExemptionRow
from applications.views.answering import answered
from review.domain.exemptions.decide import Ruling, decide
from review.domain.exemptions.limits import change_limits
from review.domain.exemptions.opinion import Advice, give_opinion, returns_of
from review.domain.exemptions.refund import refund_fee, was_paid_at_counter
from review.domain.exemptions.send_back import send_back_form
from review.exemption_queries import ExemptionFilters, exemption_rows, exemption_tabs, schools_to_choose, waiting_rows
from review.forms.exemption_limits import LimitsForm
from review.views.choosing import chosen_batch, written
from selfexam.accounts.access import for_roles, only, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES, Role
from selfexam.accounts.tab_counts import counts
from selfexam.catalogue.models import Batch
from selfexam.payments.domain import PaymentRefused

PAGE = 50


@counts("review:exemptions")
@counts("review:unit-exemptions")
def waiting(user: User) -> int:
    return waiting_rows(user, timezone.now())


@require_safe
@for_roles(*SCHOOL_ROLES, *INSTITUTE_ROLES)
def exemption_list(request: HttpRequest) -> HttpResponse:
    user, batch = signed_in(request), chosen_batch(request)
    filters = ExemptionFilters.read(request.GET, user)
    kept = request.GET.copy()
    for name in ("state", "page"):
        kept.pop(name, None)
    context = {
        "batch": batch,
        "batches": Batch.objects.published(),
        "filters": filters,
        "kept": kept.urlencode(),
        "asked": _with_list(request, ""),
        "tabs_of_desk": exemption_tabs(user, batch, filters),
        "bases": ExemptionRequest.Basis.choices,
        "opinions": ExemptionRow.Opinion.choices,
        "schools": schools_to_choose(user),
        "limits": ExemptionLimits.of(batch) if batch else None,
        "page": Paginator(exemption_rows(user, batch, filters), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "review/exemptions.html", context)


@require_safe
@for_roles(*SCHOOL_ROLES, *INSTITUTE_ROLES)
def exemption_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _show(request, _found(request, uuid))


def _with_list(request: HttpRequest, address: str) -> str:
    """`address` with what the list had asked for that the form was opened from."""
    asked = request.GET.urlencode()
    return f"{address}?{asked}" if asked else address


def _found(request: HttpRequest, uuid: UUID) -> ExemptionRequest:
    forms = ExemptionRequest.objects.visible_to(signed_in(request)).with_record()
    return get_object_or_404(forms.select_related("application__record__unit"), uuid=uuid)


def _show(request: HttpRequest, found: ExemptionRequest, typed: Mapping[str, str] | None = None) -> HttpResponse:
    """`typed` is a form that was refused and comes back as it was."""
    user = signed_in(request)
    rows = list(found.rows.select_related("course", "opinion_by", "decided_by", "returned_by", "paid_bill"))
    mine = ExemptionRow.State.ADVISED if user.is_institute else ExemptionRow.State.PAID
    notes = notes_of(found, rows, found.application.record)
    context = {
        "exemption": found,
        "application": found.application,
        "record": found.application.record,
        "lines": [_line(row, notes[row.pk], typed or {}) for row in rows],
        "to_judge": any(row.state == mine for row in rows),
        "mine": mine,
        "seen": returns_of(rows),
        "asked": _with_list(request, ""),
        "not_returnable": why_not_correctable(found.application, timezone.now()),
        "return_note": (typed or {}).get("return_note", ""),
        "images": list(found.images.all()),
        "printable": any(row.state not in NOT_PRINTED for row in rows),
        "share": share_of(found.application),
        "on_the_desk": bool(found.application.first_submitted_at),
        "by_certificate": found.basis == ExemptionRequest.Basis.CERTIFICATE,
    }
    return render(request, "review/exemption.html", context, status=200 if typed is None else 422)


def _line(row: ExemptionRow, notes: list[str], typed: Mapping[str, str]) -> dict[str, Any]:
    mark = typed.get(f"mark-{row.uuid}", "" if row.mark is None else str(row.mark))
    given = {"verdict": typed.get(f"verdict-{row.uuid}", ""), "note": typed.get(f"note-{row.uuid}", ""), "mark": mark}
    at_counter = row.state == ExemptionRow.State.REFUSED and was_paid_at_counter(row)
    return {"row": row, "notes": notes, "at_counter": at_counter, **given}


@require_POST
@for_roles(*SCHOOL_ROLES)
def opinion(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, user = _found(request, uuid), signed_in(request)
    try:
        advice = {key: Advice(verdict == "agree", note) for key, verdict, note in _judged(request, found)}
        number = give_opinion(found.uuid, advice, by=user, seen_returns=_seen(request))
        messages.success(request, f"{found.application.record.name}：{number} 门课程的意见已保存")
        return redirect(_with_list(request, reverse("review:exemptions")))
    except Refused as refusal:
        return _refused(request, found, refusal)


@require_POST
@for_roles(*INSTITUTE_ROLES)
def decision(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, user = _found(request, uuid), signed_in(request)
    try:
        rulings = {
            key: Ruling(verdict == "agree", note, _mark(request, key)) for key, verdict, note in _judged(request, found)
        }
        number = decide(found.uuid, rulings, by=user, seen_returns=_seen(request))
        messages.success(request, f"{found.application.record.name}：已决定 {number} 门课程")
        return redirect(_with_list(request, reverse("review:exemptions")))
    except Refused as refusal:
        return _refused(request, found, refusal)


def _seen(request: HttpRequest) -> str | None:
    """What the page had shown of returns for correction."""
    return request.POST.get("seen")


def _judged(request: HttpRequest, found: ExemptionRequest) -> list[tuple[str, str, str]]:
    """(row, agree or disagree, words) of every course that was judged; others wait."""
    judged = []
    for row in found.rows.all():
        verdict = request.POST.get(f"verdict-{row.uuid}", "")
        if verdict in ExemptionRow.Opinion.values:
            judged.append((str(row.uuid), verdict, written(request, f"note-{row.uuid}", 200)))
    return judged


def _mark(request: HttpRequest, key: str) -> int | None:
    typed = written(request, f"mark-{key}", 10)
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 3):
        raise NotAllowed("按多少分计是 60 到 100 的整数")
    return int(typed)


def _refused(request: HttpRequest, found: ExemptionRequest, refusal: Refused) -> HttpResponse:
    """What was chosen and written comes back; a double click leads to the form as it is now."""
    if isinstance(refusal, AlreadyDone):
        messages.info(request, refusal.sentence)
        return redirect(_with_list(request, reverse("review:exemption", args=[found.uuid])))
    messages.warning(request, refusal.sentence)
    return _show(request, found, typed={key: str(value) for key, value in request.POST.items()})


@require_POST
@for_roles(*SCHOOL_ROLES, *INSTITUTE_ROLES)
def send_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """退回补正 of the whole form; what was typed comes back with a refusal."""
    found, user = _found(request, uuid), signed_in(request)
    try:
        send_back_form(found.uuid, written(request, "return_note", 200), by=user)
        messages.success(request, f"{found.application.record.name}的免考申请已退回补正")
        return redirect(_with_list(request, reverse("review:exemptions")))
    except Refused as refusal:
        return _refused(request, found, refusal)


@require_POST
@for_roles(*INSTITUTE_ROLES)
def refund(request: HttpRequest, uuid: UUID) -> HttpResponse:
    rows = ExemptionRow.objects.visible_to(signed_in(request)).select_related("request", "course")
    row = get_object_or_404(rows, uuid=uuid)
    with answered(request):
        try:
            refund_fee(row.uuid, written(request, "note", 120), by=signed_in(request))
            messages.success(request, f"{row.course} 的免考费已申请退回")
        except PaymentRefused as refusal:
            raise Refused(refusal.sentence) from refusal
    return redirect(_with_list(request, reverse("review:exemption", args=[row.request.uuid])))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*INSTITUTE_ROLES)
@only(Role.INSTITUTE_LEAD, sentence="免考限制由考试院负责人维护")
def limits(request: HttpRequest, code: str) -> HttpResponse:
    batch = get_object_or_404(Batch, code=code)
    form = LimitsForm(request.POST or None, instance=ExemptionLimits.of(batch))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields}
        change_limits(batch, **values, by=signed_in(request))
        messages.success(request, "免考限制已保存")
        return redirect("review:exemptions")
    context = {"form": form, "batch": batch}
    return render(request, "review/exemption_limits.html", context, status=422 if form.errors else 200)
