"""The institute's page for the list of return reasons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from review.forms.reasons import ReasonForm
from review.models import ReturnReason
from selfexam.accounts.access import for_roles, only
from selfexam.accounts.roles import INSTITUTE_ROLES, Role


@require_safe
@for_roles(*INSTITUTE_ROLES)
def reason_list(request: HttpRequest) -> HttpResponse:
    return render(request, "review/reasons.html", {"reasons": ReturnReason.objects.all()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*INSTITUTE_ROLES)
@only(Role.INSTITUTE_LEAD, sentence="退回原因由考试院负责人维护")
def edit_reason(request: HttpRequest, number: int | None = None) -> HttpResponse:
    reason = get_object_or_404(ReturnReason, pk=number) if number else None
    form = ReasonForm(request.POST or None, instance=reason)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "退回原因已保存")
        return redirect("review:reasons")
    return render(request, "review/reason.html", {"form": form, "reason": reason}, status=422 if form.is_bound else 200)
