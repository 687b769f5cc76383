"""Substitutions (顶替) of a programme: add one or a bundle, change the use-by date, remove."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from selfexam.accounts.access import signed_in
from selfexam.catalogue.domain.change import programme_subject
from selfexam.catalogue.domain.edit_rules import add_substitution, remove_substitution, save_until
from selfexam.catalogue.domain.plan_words import substitutes_of
from selfexam.catalogue.forms.plan_rules import SubstitutionForm, UntilForm
from selfexam.catalogue.plan_shapes import substitution_findings
from selfexam.catalogue.views.plan_desk import for_the_lead, pressed, programme_at, tried


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def substitutions(request: HttpRequest, code: str, level: str) -> HttpResponse:
    """The list, and below it the form for one more."""
    programme = programme_at(code, level)
    seen = programme_subject(programme).seen
    form = SubstitutionForm(request.POST if request.method == "POST" else None, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        wanted, given, until, before = (form.cleaned_data[key] for key in ("wanted", "given", "until", "seen"))
        by_id = signed_in(request).pk
        if tried(form, lambda: add_substitution(programme, wanted, given, until, by_id=by_id, seen=before)):
            messages.success(request, f"已登记：{'＋'.join(map(str, given))} 顶替 {wanted}。")
            return redirect("catalogue:substitutions", code, level)
    context = {"programme": programme, "form": form, "swaps": substitutes_of(programme), "seen": seen}
    context["findings"] = substitution_findings(programme)
    return render(request, "catalogue/substitutions.html", context)


@for_the_lead
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code: str, level: str, pk: int) -> HttpResponse:
    programme = programme_at(code, level)
    row = get_object_or_404(programme.substitutions.select_related("wanted", "substitute"), pk=pk)
    start = {"until": row.usable_until, "seen": programme_subject(programme).seen}
    form = UntilForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        until, seen, by_id = form.cleaned_data["until"], form.cleaned_data["seen"], signed_in(request).pk
        if tried(form, lambda: save_until(row, until, by_id=by_id, seen=seen)):
            messages.success(request, "截止使用已保存。")
            return redirect("catalogue:substitutions", code, level)
    context = {"form": form, "heading": f"顶替 {row.wanted}", "act": "保存截止使用", "back_to": "课程顶替"}
    context["back"] = reverse("catalogue:substitutions", args=[code, level])
    context["note"] = "课程填错了的，删除这一行再新增。"
    return render(request, "catalogue/plan_form.html", context)


@for_the_lead
@require_POST
def remove(request: HttpRequest, code: str, level: str, pk: int) -> HttpResponse:
    programme = programme_at(code, level)
    row = programme.substitutions.select_related("wanted", "programme").filter(pk=pk).first()
    if row is None:
        messages.info(request, "这一行已经不在顶替表里。")
    else:
        seen, by_id = request.POST.get("seen", ""), signed_in(request).pk
        pressed(request, lambda: remove_substitution(row, by_id=by_id, seen=seen), f"已删除对 {row.wanted} 的顶替。")
    return redirect("catalogue:substitutions", code, level)
