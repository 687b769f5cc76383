"""Rules beside the plans: which certificate or prior course exempts what, and the national minimum of each level."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import PLAN_READERS
from selfexam.catalogue.domain.change import exemptions_subject, minima_subject
from selfexam.catalogue.domain.edit_rules import remove_exemption, save_exemption, save_minimum
from selfexam.catalogue.forms.plan_rules import ExemptionForm, MinimumForm
from selfexam.catalogue.models import ExemptionRule, LevelMinimum
from selfexam.catalogue.views.plan_desk import for_the_lead, pressed, tried
from selfexam.catalogue.views.programmes import events_of, may_edit


@for_roles(*PLAN_READERS)
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Both tables on one page, for everybody at a desk."""
    context = {
        "rules": ExemptionRule.objects.select_related("course", "programme"),
        "minima": LevelMinimum.objects.all(),
        "may_edit": may_edit(request),
        "seen": exemptions_subject().seen,
        "events": events_of(request, programme=None),
    }
    return render(request, "catalogue/plan_rules.html", context)


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, ExemptionRule(), "新增免考规则")


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(ExemptionRule, pk=pk), "修改免考规则")


def _edit(request: HttpRequest, rule: ExemptionRule, heading: str) -> HttpResponse:
    start = {"seen": exemptions_subject().seen}
    form = ExemptionForm(request.POST if request.method == "POST" else None, instance=rule, initial=start)
    if request.method == "POST" and form.is_valid():
        seen, by_id = form.cleaned_data["seen"], signed_in(request).pk
        if tried(form, lambda: save_exemption(form.instance, by_id=by_id, seen=seen)):
            messages.success(request, "免考规则已保存。")
            return redirect("catalogue:plan-rules")
    context = {"form": form, "heading": heading, "act": "保存免考规则", "back": reverse("catalogue:plan-rules")}
    return render(request, "catalogue/plan_form.html", {**context, "back_to": "免考规则和基本规范"})


@for_the_lead
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    rule = ExemptionRule.objects.filter(pk=pk).first()
    if rule is None:
        messages.info(request, "这条规则已经不在表里。")
    else:
        seen, by_id = request.POST.get("seen", ""), signed_in(request).pk
        pressed(request, lambda: remove_exemption(rule, by_id=by_id, seen=seen), f"已删除“{rule.evidence}”的规则。")
    return redirect("catalogue:plan-rules")


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def minimum(request: HttpRequest, level: str) -> HttpResponse:
    least = LevelMinimum.objects.filter(level=level).first() or LevelMinimum(level=level)
    start = {"seen": minima_subject().seen}
    form = MinimumForm(request.POST if request.method == "POST" else None, instance=least, initial=start)
    if request.method == "POST" and form.is_valid():
        seen, by_id = form.cleaned_data["seen"], signed_in(request).pk
        if tried(form, lambda: save_minimum(form.instance, by_id=by_id, seen=seen)):
            messages.success(request, "国家基本规范已保存。")
            return redirect("catalogue:plan-rules")
    heading = f"国家基本规范：{least.get_level_display()}"
    context = {"form": form, "heading": heading, "act": "保存基本规范", "back": reverse("catalogue:plan-rules")}
    return render(request, "catalogue/plan_form.html", {**context, "back_to": "免考规则和基本规范"})
