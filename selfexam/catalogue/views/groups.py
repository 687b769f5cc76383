"""Elective groups of a plan version that is not in use: add, change, remove."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from selfexam.accounts.access import signed_in
from selfexam.catalogue.domain.change import IN_USE, plan_subject
from selfexam.catalogue.domain.edit_groups import add_group, remove_group, save_group
from selfexam.catalogue.forms.slot import GroupForm
from selfexam.catalogue.models import Plan, SlotGroup
from selfexam.catalogue.views.plan_desk import for_the_lead, plan_address, plan_at, pressed, tried


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, code: str, level: str, version: str) -> HttpResponse:
    plan = plan_at(code, level, version)
    data, start = request.POST if request.method == "POST" else None, {"seen": plan_subject(plan).seen}
    form = GroupForm(plan, data, initial=start)
    if data is not None and form.is_valid():
        wanted, seen = form.wanted(), form.cleaned_data["seen"]
        if tried(form, lambda: add_group(plan, wanted, by_id=signed_in(request).pk, seen=seen)):
            messages.success(request, f"选考组 {wanted.code} 已新建。")
            return redirect(*plan_address(plan))
    return _page(request, plan, form, "新建选考组", "新建选考组")


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, level: str, version: str, group: str) -> HttpResponse:
    plan = plan_at(code, level, version)
    own = get_object_or_404(plan.groups, code=group)
    data = request.POST if request.method == "POST" else None
    names = ("code", "name", "least_courses", "least_credits", "condition_slot", "otherwise_courses")
    start = {name: getattr(own, name) for name in (*names, "otherwise_credits")}
    form = GroupForm(plan, data, but=own, initial={**start, "seen": plan_subject(plan).seen})
    if data is not None and form.is_valid():
        wanted, seen = form.wanted(), form.cleaned_data["seen"]
        if tried(form, lambda: save_group(own, wanted, by_id=signed_in(request).pk, seen=seen)):
            messages.success(request, f"选考组 {wanted.code} 已保存。")
            return redirect(*plan_address(plan))
    return _page(request, plan, form, f"选考组 {group}", "保存选考组", own)


@for_the_lead
@require_POST
def remove(request: HttpRequest, code: str, level: str, version: str, group: str) -> HttpResponse:
    plan = plan_at(code, level, version)
    own = plan.groups.filter(code=group).first()
    if own is None:
        messages.info(request, f"选考组 {group} 已经不在这一版里。")
    else:
        seen, by_id = request.POST.get("seen", ""), signed_in(request).pk
        pressed(request, lambda: remove_group(own, by_id=by_id, seen=seen), f"选考组 {group} 已删除。")
    return redirect(*plan_address(plan))


def _page(
    request: HttpRequest, plan: Plan, form: GroupForm, heading: str, act: str, group: SlotGroup | None = None
) -> HttpResponse:
    name, *args = plan_address(plan)
    context = {"form": form, "heading": heading, "act": act, "back": reverse(name, args=args)}
    context |= {
        "back_to": f"{plan.programme.full_name}{plan.version} 版",
        "note": f"{IN_USE}。" if plan.in_use else "",
        "locked": plan.in_use,
    }
    if group is not None and not plan.in_use:
        context |= {
            "remove": reverse("catalogue:group-remove", args=[*args, group.code]),
            "remove_act": "删除选考组",
            "seen": form["seen"].value(),
        }
    return render(request, "catalogue/plan_form.html", context)
