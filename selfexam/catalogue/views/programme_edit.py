"""The institute's lead opens programmes, changes their name and schools, and begins new plan versions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from selfexam.accounts.access import signed_in
from selfexam.catalogue.domain.change import IN_USE, plan_subject, programme_subject
from selfexam.catalogue.domain.plan_versions import (
    NewVersion,
    new_programme,
    new_version,
    remove_version,
    save_facts,
    save_programme,
)
from selfexam.catalogue.forms.programme import NewProgrammeForm, NewVersionForm, PlanForm, ProgrammeForm
from selfexam.catalogue.models import Plan, Programme
from selfexam.catalogue.views.plan_desk import for_the_lead, plan_address, plan_at, pressed, programme_at, tried


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NewProgrammeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = Programme(code=data["code"], name=data["name"], level=data["level"])
        if tried(form, lambda: new_programme(made, list(data["schools"]), by_id=signed_in(request).pk)):
            messages.success(request, f"{made.full_name}已新建。")
            return redirect("catalogue:programme", made.code)
    context = {"form": form, "heading": "新建专业", "act": "新建专业", "back": reverse("catalogue:programmes")}
    return render(request, "catalogue/plan_form.html", {**context, "back_to": "专业计划"})


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, level: str) -> HttpResponse:
    programme = programme_at(code, level)
    start = {"name": programme.name, "schools": programme.schools.all(), "seen": programme_subject(programme).seen}
    form = ProgrammeForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        name, schools, seen = (form.cleaned_data[key] for key in ("name", "schools", "seen"))
        by_id = signed_in(request).pk
        if tried(form, lambda: save_programme(programme, name, list(schools), by_id=by_id, seen=seen)):
            messages.success(request, "名称和主考学校已保存。")
            return redirect("catalogue:programme", code)
    context = {"form": form, "heading": f"修改 {programme.full_name}", "act": "保存专业"}
    note = "专业代码和层次不能修改：考籍、计划和证书都按它们登记。"
    return render(request, "catalogue/plan_form.html", {**context, **_back(programme), "note": note})


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def new_plan(request: HttpRequest, code: str, level: str) -> HttpResponse:
    programme = programme_at(code, level)
    start = {"base": request.GET.get("base") or programme.plans.values_list("version", flat=True).first()}
    form = NewVersionForm(programme, request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        wanted = NewVersion(**form.cleaned_data)
        if tried(form, lambda: new_version(programme, wanted, by_id=signed_in(request).pk)):
            messages.success(request, f"{wanted.version} 版已新建，可以逐项修改。")
            return redirect("catalogue:plan", code, level, wanted.version)
    context = {"form": form, "heading": f"新建版本：{programme.full_name}", "act": "新建版本", **_back(programme)}
    return render(request, "catalogue/plan_form.html", context)


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, code: str, level: str, version: str) -> HttpResponse:
    """Dates and sums; the form writes into its instance while it checks, so the saving reads its values only."""
    plan = plan_at(code, level, version)
    in_use = plan.in_use
    start = {"seen": plan_subject(plan).seen}
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        instance=Plan.objects.get(pk=plan.pk),
        initial=start,
        in_use=in_use,
    )
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in PlanForm.Meta.fields}
        seen, by_id = form.cleaned_data["seen"], signed_in(request).pk
        if tried(form, lambda: save_facts(plan, facts, by_id=by_id, seen=seen)):
            messages.success(request, f"{version} 版的要求和日期已保存。")
            return redirect(*plan_address(plan))
    context = {"form": form, "heading": f"{plan.programme.full_name}{version} 版：要求和日期", "act": "保存要求和日期"}
    back = {"back": reverse(plan_address(plan)[0], args=plan_address(plan)[1:]), "back_to": f"{version} 版"}
    return render(request, "catalogue/plan_form.html", {**context, **back, "note": f"{IN_USE}。" if in_use else ""})


@for_the_lead
@require_POST
def plan_remove(request: HttpRequest, code: str, level: str, version: str) -> HttpResponse:
    plan = plan_at(code, level, version)
    seen, by_id = request.POST.get("seen", ""), signed_in(request).pk
    pressed(request, lambda: remove_version(plan, by_id=by_id, seen=seen), f"{version} 版已删除。")
    return (
        redirect("catalogue:programme", code) if not Plan.objects.filter(pk=plan.pk) else redirect(*plan_address(plan))
    )


def _back(programme: Programme) -> dict[str, str]:
    return {"back": reverse("catalogue:programme", args=[programme.code]), "back_to": programme.full_name}
