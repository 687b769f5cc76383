"""The institute's lead edits programmes and plans; a plan in use stays, and every change leaves its history."""

from typing import Any

import pytest
from django.test import Client

from selfexam.accounts.roles import Role
from selfexam.catalogue.domain.change import plan_subject, programme_subject
from selfexam.catalogue.models import (
    LevelMinimum,
    Plan,
    PlanEvent,
    PlanSlot,
    Programme,
)
from tests.catalogue.plan_desk import HOME, PAGE, SignedIn, facts, group_form, labels, lead, plan, seen, slot_form, text
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import ProgrammeFactory, SchoolFactory
from tests.factories.records import RecordFactory

__all__ = ["lead", "plan"]

pytestmark = pytest.mark.django_db


def test_every_desk_reads_the_version_and_only_the_lead_finds_the_way_to_change_it(
    plan: Plan, signed_in: SignedIn
) -> None:
    clerk = text(signed_in(UserFactory(role=Role.UNIT_CLERK)), PAGE)
    lead = text(signed_in(UserFactory(role=Role.INSTITUTE_LEAD)), PAGE)
    for said in ("中国古代文学史（一）", "至少 13 门、73 学分", "第 03 项未通过的，至少 5 门、24 学分"):
        assert said in clerk
        assert said in lead
    assert ("上移" in clerk, "修改记录" in clerk, "上移" in lead) == (False, False, True)
    assert "汉语言文学" in text(signed_in(UserFactory(role=Role.SCHOOL_LEAD)), "/programmes/050101/")


def test_a_reviewer_of_the_institute_is_told_who_edits_and_a_school_finds_no_such_page(
    plan: Plan, signed_in: SignedIn
) -> None:
    answer = signed_in(UserFactory(role=Role.INSTITUTE_REVIEWER)).get(f"{PAGE}edit/")
    assert (answer.status_code, "由考试院负责人修改" in answer.content.decode()) == (403, True)
    assert signed_in(UserFactory(role=Role.SCHOOL_LEAD)).get(f"{PAGE}edit/").status_code == 404
    assert signed_in(UserFactory(role=Role.SCHOOL_LEAD)).get(f"{HOME}plans/1999/").status_code == 404


def test_a_programme_is_opened_and_gets_its_schools(lead: Client) -> None:
    one, other = SchoolFactory(), SchoolFactory(name="范例师范学院")
    sent = {"code": "120203k", "level": "5", "name": "会计学", "schools": [one.pk]}
    assert lead.post("/programmes/new/", sent)["Location"] == "/programmes/120203K/"
    programme = Programme.objects.get()
    change = {"name": "会计学", "schools": [one.pk, other.pk], "seen": programme_subject(programme).seen}
    lead.post("/programmes/120203K/bachelor/edit/", change)
    lead.post("/programmes/120203K/bachelor/edit/", change)
    assert set(programme.schools.all()) == {one, other}
    event = PlanEvent.objects.get(label="修改专业")
    assert event.changes == [{"label": "主考学校", "from": one.name, "to": f"{one.name}、范例师范学院"}]
    assert "范例师范学院" in text(lead, "/programmes/120203K/")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "12020"}, "专业代码是 6 位数字，可带 K 或 T"),
        ({"code": "120203X"}, "专业代码是 6 位数字，可带 K 或 T"),
        ({"code": "050101"}, "同一层次已有这个专业代码"),
        ({"level": "9"}, "层次只能是专科或本科"),
        ({"name": ""}, "请填写专业名称"),
        ({"schools": []}, "请选择主考学校"),
        ({"schools": ["x"]}, "请重新选择学校"),
    ],
)
def test_a_programme_that_cannot_be_is_answered_at_its_field(
    lead: Client, changed: dict[str, Any], sentence: str
) -> None:
    ProgrammeFactory(code="050101")
    sent = {"code": "120203K", "level": "5", "name": "会计学", "schools": [SchoolFactory().pk], **changed}
    answer = lead.post("/programmes/new/", sent)
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    assert Programme.objects.count() == 1


def test_a_new_version_is_a_whole_copy_and_the_old_one_stays(lead: Client, plan: Plan) -> None:
    RecordFactory(plan=plan)
    sent = {"version": "2026", "valid_from": "2026-09-01", "base": "2024"}
    assert lead.post(f"{HOME}new-plan/", sent)["Location"] == f"{HOME}plans/2026/"
    new = plan.programme.plans.get(version="2026")
    old_words, words = plan_subject(plan).words(), plan_subject(new).words()
    assert words.pop("执行起始") == "2026-09-01"
    assert words.pop("来源说明") == ""
    assert words == {key: value for key, value in old_words.items() if key in words}
    assert new.groups.get().condition_slot.plan_id == new.pk  # type: ignore[union-attr]
    assert labels() == ["以 2024 版为基础新建"]
    again = lead.post(f"{HOME}new-plan/", sent)
    assert "这个专业已有同名版本，请换一个" in again.content.decode()
    assert plan.programme.plans.count() == 2


def test_without_a_base_a_version_begins_with_the_national_minimum(lead: Client) -> None:
    programme = ProgrammeFactory(code="050101")
    LevelMinimum.objects.update_or_create(level="5", defaults={"least_courses": 13, "least_credits": 70})
    lead.post(f"{HOME}new-plan/", {"version": "2026", "valid_from": "2026-09-01", "base": ""})
    made = programme.plans.get()
    assert (made.least_courses, made.least_credits) == (13, 70)
    assert "2026 版里还没有课程" in text(lead, f"{HOME}plans/2026/")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"version": "20/26"}, "只能用汉字、字母、数字"),
        ({"version": "=1"}, "只能用汉字、字母、数字"),
        ({"version": ""}, "请填写版本"),
        ({"valid_from": "明年"}, "执行起始要写成日期，例如 2027-12-31"),
        ({"base": "1999"}, "没有这一版，请重新选择"),
    ],
)
def test_a_version_that_cannot_be_is_answered_at_its_field(
    lead: Client, plan: Plan, changed: dict[str, str], sentence: str
) -> None:
    sent = {"version": "2026", "valid_from": "2026-09-01", "base": "2024", **changed}
    assert sentence in lead.post(f"{HOME}new-plan/", sent).content.decode()
    assert Plan.objects.filter(programme=plan.programme).count() == 1


def test_a_plan_in_use_says_why_and_lets_only_dates_and_source_change(lead: Client, plan: Plan) -> None:
    RecordFactory(plan=plan)
    page = text(lead, PAGE)
    assert "这一版已有考籍在用，课程和要求不能再改" in page
    assert "上移" not in page
    sent = facts(plan, valid_until="2027-12-31", last_graduation="2028-12-30", least_courses="1")
    assert lead.post(f"{PAGE}edit/", sent)["Location"] == PAGE
    plan.refresh_from_db()
    assert (f"{plan.valid_until}", plan.least_courses) == ("2027-12-31", 13)
    event = PlanEvent.objects.get()
    assert (event.version, event.by.name) == ("2024", "周主任")
    assert event.changes == [
        {"label": "过渡期截止", "from": "无", "to": "2027-12-31"},
        {"label": "最后毕业日期", "from": "无", "to": "2028-12-30"},
    ]


@pytest.mark.parametrize("act", ["slot", "new slot", "move", "remove", "group", "new group", "plan"])
def test_no_page_changes_the_rules_of_a_plan_in_use(lead: Client, plan: Plan, act: str) -> None:
    RecordFactory(plan=plan)
    before = plan_subject(plan).words()
    address, sent = {
        "slot": ("slots/04/", slot_form(plan, ("00037", "5", "alternative"), number="04")),
        "new slot": ("new-slot/", slot_form(plan, ("00163", "5", "alternative"))),
        "move": ("slots/04/move/", {"to": "up", "seen": seen(plan)}),
        "remove": ("slots/04/remove/", {"seen": seen(plan)}),
        "group": ("groups/G1/", group_form(plan, least_courses="2")),
        "new group": ("new-group/", group_form(plan, code="G2")),
        "plan": ("remove/", {"seen": seen(plan)}),
    }[act]
    answer = lead.post(PAGE + address, sent, follow=True).content.decode()
    assert "这一版已有考籍在用，课程和要求不能再改" in answer
    assert not any(button in answer for button in ("保存这一项", "新增这一项", "保存选考组", ">新建选考组</button>"))
    assert plan_subject(plan).words() == before
    assert PlanEvent.objects.count() == 0


def test_a_version_that_nobody_uses_is_thrown_away_and_its_history_stays(lead: Client, plan: Plan) -> None:
    sent = {"seen": seen(plan)}
    assert lead.post(f"{PAGE}remove/", sent)["Location"] == "/programmes/050101/"
    assert lead.post(f"{PAGE}remove/", sent).status_code == 404
    assert (PlanSlot.objects.filter(plan=plan).count(), labels()) == (0, ["删除版本"])


def test_history_cannot_be_rewritten(lead: Client, plan: Plan) -> None:
    lead.post(f"{PAGE}slots/10/remove/", {"seen": seen(plan)})
    event = PlanEvent.objects.get()
    for act in (event.save, event.delete):
        with pytest.raises(TypeError, match="append-only"):
            act()
