"""What all plan pages share: who may edit, how a version is found, how an act is tried."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from selfexam.accounts.access import View, for_roles, only
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.catalogue.domain.change import PlanRefused
from selfexam.catalogue.models import Plan, Programme
from selfexam.catalogue.plan_shapes import whole_plan

LEAD_ONLY = "专业计划由考试院负责人修改，需要改动请联系负责人"


def for_the_lead(view: View[Any]) -> View[Any]:
    """The institute's lead edits; colleagues of the institute are told so, for everybody else there is no such page."""
    return for_roles(*INSTITUTE_ROLES)(only(Role.INSTITUTE_LEAD, sentence=LEAD_ONLY)(view))


def programme_at(code: str, level: str) -> Programme:
    return get_object_or_404(Programme, code=code, level=level)


def plan_at(code: str, level: str, version: str) -> Plan:
    """With slots, groups and courses, in reading order."""
    plans = Plan.objects.select_related("programme").prefetch_related(*whole_plan())
    return get_object_or_404(plans, programme__code=code, programme__level=level, version=version)


def plan_address(plan: Plan) -> tuple[str, str, str, str]:
    """For redirect()."""
    return "catalogue:plan", plan.programme.code, plan.programme.level, plan.version


def tried(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether the act went through; a refusal becomes an error of the form, at its field if it has one."""
    try:
        act()
    except PlanRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return False
    return True


def pressed(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """An act behind a bare button: what came of it is said on the page that follows."""
    try:
        act()
    except PlanRefused as refused:
        messages.error(request, f"{refused.sentence}。")
    else:
        messages.success(request, done)
