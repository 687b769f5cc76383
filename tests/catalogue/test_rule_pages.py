"""The lead edits what may stand for a course: substitutions, exemption rules, the national minimum."""

import pytest
from django.test import Client

from selfexam.catalogue.domain.change import exemptions_subject, minima_subject, programme_subject
from selfexam.catalogue.models import (
    ExemptionRule,
    LevelMinimum,
    Plan,
    PlanEvent,
    Substitution,
)
from tests.catalogue.plan_desk import HOME, labels, lead, plan, text

__all__ = ["lead", "plan"]

pytestmark = pytest.mark.django_db


SWAPS = f"{HOME}substitutions/"


def swap_form(plan: Plan, **fields: str) -> dict[str, str]:
    return {"wanted": "00037", "given": "00163", "until": "", "seen": programme_subject(plan.programme).seen, **fields}


def test_one_course_or_several_together_stand_for_another(lead: Client, plan: Plan) -> None:
    before = Substitution.objects.filter(programme=plan.programme).count()
    lead.post(SWAPS, swap_form(plan, until="2027-06-30"))
    lead.post(SWAPS, swap_form(plan, given="00277 00292"))
    rows = plan.programme.substitutions.filter(wanted__code="00037").order_by("pk")
    assert [(r.substitute.code, r.bundle, str(r.usable_until)) for r in rows] == [
        ("00163", "", "2027-06-30"),
        ("00277", "H1", "None"),
        ("00292", "H1", "None"),
    ]
    assert "已经有了" in lead.post(SWAPS, swap_form(plan)).content.decode()
    assert "已经有了" in lead.post(SWAPS, swap_form(plan, given="00292，00277")).content.decode()
    page = text(lead, SWAPS)
    assert "都要通过" in page
    lead.post(f"{SWAPS}{rows[1].pk}/", {"until": "2028-06-30", "seen": programme_subject(plan.programme).seen})
    assert {str(r.usable_until) for r in rows.filter(bundle="H1")} == {"2028-06-30"}
    sent = {"seen": programme_subject(plan.programme).seen}
    key = rows[1].pk
    lead.post(f"{SWAPS}{key}/remove/", sent)
    assert "这一行已经不在顶替表里" in lead.post(f"{SWAPS}{key}/remove/", sent, follow=True).content.decode()
    assert plan.programme.substitutions.count() == before + 1
    assert labels() == ["新增顶替", "新增顶替", "修改顶替的截止使用", "删除顶替"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"given": "00037"}, "课程不能顶替自己"),
        ({"given": "99999"}, "没有课程 99999"),
        ({"given": "00163 00163"}, "同一门课程写了两次"),
        ({"wanted": ""}, "请填写计划课程代码"),
        ({"given": ""}, "请填写顶替课程代码"),
        ({"until": "以后"}, "截止使用要写成日期"),
        ({"seen": "old"}, "这里刚刚改过"),
    ],
)
def test_a_substitution_that_cannot_be_is_answered_at_its_field(
    lead: Client, plan: Plan, fields: dict[str, str], sentence: str
) -> None:
    assert sentence in lead.post(SWAPS, swap_form(plan, **fields)).content.decode()
    assert PlanEvent.objects.count() == 0


def test_a_substitution_that_closes_a_circle_is_refused_as_a_file_with_it_would_be(lead: Client, plan: Plan) -> None:
    before = Substitution.objects.count()
    answer = lead.post(SWAPS, swap_form(plan, wanted="15043", given="03708")).content.decode()
    assert "没有登记，会互相矛盾：" in answer
    assert "15043 中国近现代史纲要 不在任何一版计划里，请删去方向填反的一行" in answer
    assert (Substitution.objects.count(), PlanEvent.objects.count()) == (before, 0)


def test_a_circle_that_stands_in_the_table_is_told_on_the_pages(lead: Client, plan: Plan) -> None:
    row = Substitution.objects.get(programme=plan.programme, wanted__code="03708", substitute__code="15043")
    Substitution.objects.create(programme=plan.programme, wanted=row.substitute, substitute=row.wanted)
    assert "互相顶替" in text(lead, SWAPS)
    assert "互相顶替" in text(lead, "/programmes/050101/")


RULES = "/programmes/rules/"


def rule_form(**fields: str) -> dict[str, str]:
    whole = {"kind": "certificate", "evidence": "CET-4", "course_code": "13000", "mark": "60", "programme": ""}
    return {**whole, "seen": exemptions_subject().seen, **fields}


def test_exemption_rules_are_kept_on_a_page(lead: Client, plan: Plan) -> None:
    lead.post(f"{RULES}new/", rule_form())
    assert "这条免考规则已经有了" in lead.post(f"{RULES}new/", rule_form()).content.decode()
    rule = ExemptionRule.objects.get()
    lead.post(f"{RULES}{rule.pk}/", rule_form(mark="65"))
    lead.post(f"{RULES}new/", rule_form(kind="qualification", evidence="大学语文", course_code="04729", mark=""))
    page = text(lead, RULES)
    for shown in ("CET-4", "65", "大学语文", "没有分数", "各专业"):
        assert shown in page
    lead.post(f"{RULES}{rule.pk}/remove/", {"seen": exemptions_subject().seen})
    assert list(ExemptionRule.objects.values_list("evidence", flat=True)) == ["大学语文"]
    assert labels() == ["新增免考规则", "修改免考规则", "新增免考规则", "删除免考规则"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"mark": ""}, "请填写按多少分计，一般是 60"),
        ({"mark": "59"}, "按多少分计是 60 到 100 之间的整数"),
        ({"kind": "qualification"}, "学历课程免考没有分数，这里不填"),
        ({"course_code": "99999"}, "没有课程 99999"),
        ({"evidence": ""}, "请填写证书或课程"),
    ],
)
def test_an_exemption_rule_that_cannot_be_is_answered_at_its_field(
    lead: Client, plan: Plan, fields: dict[str, str], sentence: str
) -> None:
    assert sentence in lead.post(f"{RULES}new/", rule_form(**fields)).content.decode()
    assert ExemptionRule.objects.count() == 0


def test_the_national_minimum_is_data(lead: Client) -> None:
    LevelMinimum.objects.update_or_create(level="5", defaults={"least_courses": 13, "least_credits": 70})
    address = f"{RULES}minimum/bachelor/"
    sent = {"least_courses": "14", "least_credits": "72", "source_note": "", "seen": minima_subject().seen}
    lead.post(address, sent)
    lead.post(address, sent)
    assert LevelMinimum.objects.get(level="5").least_courses == 14
    assert labels() == ["修改国家基本规范"]
    stale = lead.post(address, {**sent, "least_courses": "15", "seen": "old"}).content.decode()
    assert "这里刚刚改过" in stale
    assert "最少门数是 1 到 99 之间的整数" in lead.post(address, {**sent, "least_courses": "0"}).content.decode()
