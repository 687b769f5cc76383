"""A lead at the pages of a plan: who, which plan, and what its forms send."""

from collections.abc import Callable

import pytest
from django.test import Client

from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.catalogue.domain.change import plan_subject
from selfexam.catalogue.models import (
    Plan,
    PlanEvent,
)
from tests.catalogue.files import demo, load, told
from tests.factories.accounts import UserFactory

SignedIn = Callable[[User], Client]


STEMS = ("学校", "课程", "专业", "考试计划", "选考组", "计划课程", "选考条件", "顶替")


HOME = "/programmes/050101/bachelor/"


PAGE = f"{HOME}plans/2024/"


@pytest.fixture
def lead(signed_in: SignedIn) -> Client:
    return signed_in(UserFactory(role=Role.INSTITUTE_LEAD, name="周主任"))


@pytest.fixture
def plan() -> Plan:
    """汉语言文学, the published plan with a group and a condition, used by nobody."""
    assert told(load(*demo(*STEMS))) == []
    return Plan.objects.get(programme__code="050101")


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def seen(plan: Plan) -> str:
    return plan_subject(plan).seen


def slot_form(plan: Plan, *courses: tuple[str, str, str], **fields: str) -> dict[str, str]:
    """What the page of a slot sends: rows of (code, credits, part)."""
    sent = {"number": "17", "kind": "compulsory", "group": "", "after": "", "seen": seen(plan), **fields}
    sent |= {"courses-TOTAL_FORMS": str(len(courses)), "courses-INITIAL_FORMS": "0"}
    for n, (code, credits, part) in enumerate(courses):
        sent |= {f"courses-{n}-course": code, f"courses-{n}-credits": credits, f"courses-{n}-part": part}
    return sent


def group_form(plan: Plan, **fields: str) -> dict[str, str]:
    whole = {"code": "G1", "name": "选考课程", "least_courses": "3", "least_credits": "14", "condition_slot": "03"}
    return {**whole, "otherwise_courses": "5", "otherwise_credits": "24", "seen": seen(plan), **fields}


def facts(plan: Plan, **fields: str) -> dict[str, str]:
    sums = {"least_courses": str(plan.least_courses), "least_credits": str(plan.least_credits)}
    return {"valid_from": f"{plan.valid_from}", **sums, "source_note": plan.source_note, "seen": seen(plan), **fields}


def numbers(plan: Plan) -> list[str]:
    return list(plan.slots.order_by("position").values_list("number", flat=True))


def labels() -> list[str]:
    return list(PlanEvent.objects.order_by("pk").values_list("label", flat=True))
