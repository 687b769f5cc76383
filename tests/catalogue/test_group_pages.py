"""The lead edits the elective groups of a plan and their conditions."""

import pytest
from django.test import Client

from selfexam.catalogue.models import (
    Plan,
    PlanEvent,
    SlotGroup,
)
from tests.catalogue.plan_desk import PAGE, group_form, labels, lead, plan, seen, text

__all__ = ["lead", "plan"]

pytestmark = pytest.mark.django_db


def test_a_group_and_its_condition_are_changed(lead: Client, plan: Plan) -> None:
    lead.post(f"{PAGE}groups/G1/", group_form(plan, least_courses="2", otherwise_courses="4", otherwise_credits="19"))
    group = SlotGroup.objects.get()
    assert (group.least_courses, group.otherwise_courses, group.otherwise_credits) == (2, 4, 19)
    assert labels() == ["修改选考组 G1"]
    bare = group_form(plan, condition_slot="", otherwise_courses="", otherwise_credits="")
    lead.post(f"{PAGE}groups/G1/", bare)
    group.refresh_from_db()
    assert (group.condition_slot, group.otherwise_courses) == (None, None)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"condition_slot": "11"}, "没有这一项，请重新选择"),
        ({"condition_slot": ""}, "没有条件时这里不填"),
        ({"otherwise_courses": ""}, "请填写那一项没有通过时最少门数"),
        ({"least_courses": "100"}, "最少门数是 0 到 99 之间的整数"),
        ({"name": ""}, "请填写名称"),
        ({"code": "G/1"}, "只能用汉字、字母、数字"),
    ],
)
def test_a_group_that_cannot_be_is_answered_at_its_field(
    lead: Client, plan: Plan, fields: dict[str, str], sentence: str
) -> None:
    assert sentence in lead.post(f"{PAGE}groups/G1/", group_form(plan, **fields)).content.decode()
    assert PlanEvent.objects.count() == 0


def test_a_group_that_nobody_can_satisfy_is_told_on_the_page(lead: Client, plan: Plan) -> None:
    lead.post(f"{PAGE}groups/G1/", group_form(plan, least_courses="6", otherwise_courses="6"))
    page = text(lead, PAGE)
    assert "这一版有要改正的地方" in page
    assert "选考课程要求 6 门、14 学分，组内只有 5 门、24 学分，没有人能满足" in page
    assert "处要改正" in text(lead, "/programmes/050101/")


def test_a_group_is_removed_only_when_it_is_empty(lead: Client, plan: Plan) -> None:
    answer = lead.post(f"{PAGE}groups/G1/remove/", {"seen": seen(plan)}, follow=True).content.decode()
    assert "“选考课程”里还有 5 项课程" in answer
    lead.post(f"{PAGE}new-group/", group_form(plan, code="G2", name="方向课"))
    assert "方向课里没有课程" in text(lead, PAGE)
    lead.post(f"{PAGE}groups/G2/remove/", {"seen": seen(plan)})
    assert list(plan.groups.values_list("code", flat=True)) == ["G1"]
