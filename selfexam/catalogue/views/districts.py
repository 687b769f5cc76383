"""District offices (区县考办, notice annex 3): where candidates read the address, and whose staff take papers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from selfexam.accounts.access import for_roles, only, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.catalogue.forms.district import DistrictForm
from selfexam.catalogue.models import District

LEAD_ONLY = "区县考办由考试院负责人维护，需要改动请联系负责人"


@require_safe
@for_roles(*INSTITUTE_ROLES)
def districts(request: HttpRequest) -> HttpResponse:
    may_edit = signed_in(request).role == Role.INSTITUTE_LEAD
    return render(request, "catalogue/districts.html", {"districts": District.objects.all(), "may_edit": may_edit})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*INSTITUTE_ROLES)
@only(Role.INSTITUTE_LEAD, sentence=LEAD_ONLY)
def edit(request: HttpRequest, code: str | None = None) -> HttpResponse:
    """A new office, or the name, address and phone of one that is there."""
    district = get_object_or_404(District, code=code) if code else None
    form = DistrictForm(request.POST if request.method == "POST" else None, instance=district)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        messages.success(request, f"{saved.name}已保存")
        return redirect("catalogue:districts")
    context = {
        "form": form,
        "heading": f"修改区县考办 {district.code}" if district else "添加区县考办",
        "back": reverse("catalogue:districts"),
        "back_to": "区县考办",
        "act": "保存",
        "note": "",
        "remove": "",
    }
    return render(request, "catalogue/plan_form.html", context, status=422 if form.errors else 200)
