"""Slots of a plan version that is not in use: add, change, move, remove."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from selfexam.accounts.access import signed_in
from selfexam.catalogue.domain.change import IN_USE, plan_subject
from selfexam.catalogue.domain.edit_slots import add_slot, move_slot, remove_slot, save_slot
from selfexam.catalogue.forms.slot import CourseRowSet, NewSlotForm, SlotForm, course_rows
from selfexam.catalogue.models import Plan, PlanSlot
from selfexam.catalogue.views.plan_desk import for_the_lead, plan_address, plan_at, pressed, tried


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str, level: str, version: str) -> HttpResponse:
    plan = plan_at(code, level, version)
    data = request.POST if request.method == "POST" else None
    form, rows = NewSlotForm(plan, data, initial=_beginning(request, plan)), course_rows(data)
    if data is not None and form.is_valid() & rows.is_valid():
        wanted, seen = form.wanted(rows.wanted()), form.cleaned_data["seen"]
        if tried(form, lambda: add_slot(plan, wanted, by_id=signed_in(request).pk, seen=seen)):
            messages.success(request, f"第 {wanted.number} 项已新增。")
            return redirect(*plan_address(plan))
    return _page(request, plan, form, rows, heading="新增一项", act="新增这一项")


def _beginning(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """Behind the slot that the link names, else at the end; the next number is proposed."""
    slots = list(plan.slots.all())
    after = next((s for s in slots if s.number == request.GET.get("after")), slots[-1] if slots else None)
    numbers = [int(slot.number) for slot in slots if slot.number.isdigit()]
    return {"after": after, "number": f"{max(numbers, default=0) + 1:02d}", "seen": plan_subject(plan).seen}


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, level: str, version: str, number: str) -> HttpResponse:
    plan = plan_at(code, level, version)
    slot = get_object_or_404(plan.slots, number=number)
    data = request.POST if request.method == "POST" else None
    start = {"number": slot.number, "kind": slot.kind, "group": slot.group, "seen": plan_subject(plan).seen}
    kept = [{"course": row.course, "part": row.part, "credits": row.credits} for row in slot.courses.all()]
    form, rows = SlotForm(plan, data, initial=start), course_rows(data, initial=kept)
    if data is not None and form.is_valid() & rows.is_valid():
        wanted, seen = form.wanted(rows.wanted()), form.cleaned_data["seen"]
        if tried(form, lambda: save_slot(slot, wanted, by_id=signed_in(request).pk, seen=seen)):
            messages.success(request, f"第 {wanted.number} 项已保存。")
            return redirect(*plan_address(plan))
    return _page(request, plan, form, rows, slot=slot, heading=f"第 {number} 项", act="保存这一项")


@for_the_lead
@require_POST
def move(request: HttpRequest, code: str, level: str, version: str, number: str) -> HttpResponse:
    plan = plan_at(code, level, version)
    slot = plan.slots.filter(number=number).first()
    if slot is not None:
        up, seen, by_id = request.POST.get("to") == "up", request.POST.get("seen", ""), signed_in(request).pk
        said = f"第 {number} 项已{'上移' if up else '下移'}。"
        pressed(request, lambda: move_slot(slot, up=up, by_id=by_id, seen=seen), said)
    return redirect(*plan_address(plan))


@for_the_lead
@require_POST
def remove(request: HttpRequest, code: str, level: str, version: str, number: str) -> HttpResponse:
    """Pressed twice, the second time there is nothing left to remove."""
    plan = plan_at(code, level, version)
    slot = plan.slots.filter(number=number).first()
    if slot is None:
        messages.info(request, f"第 {number} 项已经不在这一版里。")
    else:
        seen, by_id = request.POST.get("seen", ""), signed_in(request).pk
        pressed(request, lambda: remove_slot(slot, by_id=by_id, seen=seen), f"第 {number} 项已删除。")
    return redirect(*plan_address(plan))


def _page(
    request: HttpRequest,
    plan: Plan,
    form: SlotForm,
    rows: CourseRowSet,
    *,
    heading: str,
    act: str,
    slot: PlanSlot | None = None,
) -> HttpResponse:
    locked = IN_USE if plan.in_use else ""
    context = {"plan": plan, "form": form, "rows": rows, "heading": heading, "act": act, "slot": slot}
    return render(request, "catalogue/slot.html", {**context, "locked": locked})
