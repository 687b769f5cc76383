"""Programmes and their plans, read-only, for everybody who works at a desk."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from selfexam.accounts.access import for_roles
from selfexam.accounts.roles import STAFF_ROLES
from selfexam.catalogue.models import Plan, PlanSlot, Programme, SlotCourse, Substitution


@for_roles(*STAFF_ROLES)
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    found = Programme.objects.prefetch_related("plans", "schools")
    return render(request, "catalogue/programmes.html", {"programmes": found})


@for_roles(*STAFF_ROLES)
@require_safe
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """One code may exist at both levels; the page then shows both."""
    courses = Prefetch("courses", SlotCourse.objects.select_related("course"))
    slots = Prefetch("slots", PlanSlot.objects.select_related("group").prefetch_related(courses))
    plans = Prefetch("plans", Plan.objects.prefetch_related(slots, "groups__condition_slot"))
    swaps = Prefetch("substitutions", Substitution.objects.select_related("wanted", "substitute"))
    found = Programme.objects.filter(code=code).prefetch_related(plans, swaps, "schools")
    if not found:
        raise Http404
    return render(request, "catalogue/programme.html", {"code": code, "programmes": found})
