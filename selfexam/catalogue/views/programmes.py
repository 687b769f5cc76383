"""Programmes and their plan versions, read by everybody who works at a desk; the lead finds the way to change them."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, PLAN_READERS, Role
from selfexam.catalogue.domain.change import IN_USE, plan_subject
from selfexam.catalogue.domain.plan_words import substitutes_of
from selfexam.catalogue.models import Plan, PlanEvent, Programme
from selfexam.catalogue.plan_shapes import findings_of, substitution_findings, whole_plan
from selfexam.catalogue.views.plan_desk import plan_at

MOST_EVENTS = 30


@for_roles(*PLAN_READERS)
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    found = Programme.objects.prefetch_related("plans", "schools")
    context = {"programmes": found, "may_edit": may_edit(request), "is_institute": is_institute(request)}
    return render(request, "catalogue/programmes.html", context)


@for_roles(*PLAN_READERS)
@require_safe
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """One code may exist at both levels; the page then shows both."""
    mine = Plan.objects.filter(pk=OuterRef("pk"), records__isnull=False)
    plans = Plan.objects.annotate(used=Exists(mine)).select_related("programme").prefetch_related(*whole_plan())
    found = Programme.objects.filter(code=code).order_by("level")
    parts = [_part(request, p) for p in found.prefetch_related(Prefetch("plans", plans), "schools")]
    if not parts:
        raise Http404
    context = {"code": code, "parts": parts, "may_edit": may_edit(request), "is_institute": is_institute(request)}
    return render(request, "catalogue/programme.html", context)


def _part(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    return {
        "programme": programme,
        "plans": [(plan, sum(f.is_wrong for f in findings_of(plan))) for plan in programme.plans.all()],
        "swaps": substitutes_of(programme),
        "findings": substitution_findings(programme) if is_institute(request) else [],
        "events": events_of(request, programme=programme, version=""),
    }


@for_roles(*PLAN_READERS)
@require_safe
def plan(request: HttpRequest, code: str, level: str, version: str) -> HttpResponse:
    """One version: slots in reading order, what the checks say, its history."""
    shown = plan_at(code, level, version)
    in_use, editor = shown.in_use, may_edit(request)
    context = {
        "plan": shown,
        "in_use": in_use,
        "why": IN_USE,
        "may_edit": editor,
        "is_institute": is_institute(request),
        "may_edit_slots": editor and not in_use,
        "seen": plan_subject(shown).seen if editor else "",
        "findings": findings_of(shown) if is_institute(request) else [],
        "events": events_of(request, programme=shown.programme, version=version),
    }
    return render(request, "catalogue/plan.html", context)


def may_edit(request: HttpRequest) -> bool:
    return signed_in(request).role == Role.INSTITUTE_LEAD


def is_institute(request: HttpRequest) -> bool:
    return signed_in(request).role in INSTITUTE_ROLES


def events_of(request: HttpRequest, **about: Any) -> Any:
    """History is for the institute: it names its people."""
    if not is_institute(request):
        return PlanEvent.objects.none()
    return PlanEvent.objects.filter(**about).select_related("by")[:MOST_EVENTS]
