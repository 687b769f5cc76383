"""The lead edits the slots of a plan: added, changed, moved, removed; a stale page changes nothing."""

import pytest
from django.test import Client

from selfexam.catalogue.models import (
    Plan,
    PlanEvent,
)
from tests.catalogue.plan_desk import PAGE, labels, lead, numbers, plan, seen, slot_form, text
from tests.factories.catalogue import CourseFactory

__all__ = ["lead", "plan"]

pytestmark = pytest.mark.django_db


def test_a_pair_is_added_at_its_place(lead: Client, plan: Plan) -> None:
    CourseFactory(code="99001"), CourseFactory(code="99002", name="上机")
    sent = slot_form(plan, ("99001", "3", "theory"), ("99002", "2", "practice"), ("", "", "alternative"), after="02")
    assert lead.post(f"{PAGE}new-slot/", sent)["Location"] == PAGE
    assert numbers(plan)[:4] == ["01", "02", "17", "03"]
    assert list(plan.slots.order_by("position").values_list("position", flat=True)) == list(range(1, 18))
    rows = [(r.course.code, r.part, r.credits) for r in plan.slots.get(number="17").courses.order_by("pk")]
    assert rows == [("99001", "theory", 3), ("99002", "practice", 2)]
    assert labels() == ["新增第 17 项"]
    twice = lead.post(f"{PAGE}new-slot/", sent).content.decode()
    assert "这一版已有第 17 项，请换一个序号" in twice
    assert plan.slots.count() == 17


@pytest.mark.parametrize(
    ("rows", "fields", "sentence"),
    [
        ([("99999", "5", "alternative")], {}, "没有课程 99999，请先在课程表中登记"),
        ([("9", "5", "alternative")], {}, "“9”不是 5 位课程代码"),
        ([("00163", "", "alternative")], {}, "请填写学分，毕业论文填 0"),
        ([("00163", "31", "alternative")], {}, "学分是 0 到 30 之间的整数"),
        ([("00163", "多", "alternative")], {}, "学分是 0 到 30 之间的整数"),
        ([("", "5", "alternative")], {}, "请填写课程代码"),
        ([("", "", "alternative")], {}, "每一项至少一门课程"),
        ([("00163", "5", "half")], {}, "请选择组成"),
        ([("00163", "5", "alternative"), ("00163", "5", "alternative")], {}, "00163 写了两次"),
        ([("00163", "5", "alternative")], {"number": "1/7"}, "只能用汉字、字母、数字"),
        ([("00163", "5", "alternative")], {"kind": "elective"}, "选考课程要选一个选考组"),
        ([("00163", "5", "alternative")], {"group": "G1"}, "只有选考课程属于选考组"),
        ([("00163", "5", "alternative")], {"kind": "elective", "group": "G9"}, "没有这个选考组，请重新选择"),
        ([("00163", "5", "alternative")], {"kind": "fun"}, "请选择类型"),
        ([("00163", "5", "alternative")], {"after": "99"}, "没有这一项，请重新选择"),
    ],
)
def test_a_slot_that_cannot_be_is_answered_at_its_field(
    lead: Client, plan: Plan, rows: list[tuple[str, str, str]], fields: dict[str, str], sentence: str
) -> None:
    answer = lead.post(f"{PAGE}new-slot/", slot_form(plan, *rows, **fields))
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    assert (plan.slots.count(), PlanEvent.objects.count()) == (16, 0)


def test_a_form_without_its_rows_is_refused_and_not_an_error(lead: Client, plan: Plan) -> None:
    bare = lead.post(f"{PAGE}new-slot/", {"number": "17", "kind": "compulsory"})
    assert (bare.status_code, "没有收到课程" in bare.content.decode()) == (200, True)
    many = slot_form(plan, ("00163", "5", "alternative")) | {"courses-TOTAL_FORMS": "100000"}
    assert lead.post(f"{PAGE}new-slot/", many).status_code == 200
    assert plan.slots.count() == 16


def test_a_slot_is_changed_with_its_words_from_and_to_and_saving_again_leaves_no_trace(
    lead: Client, plan: Plan
) -> None:
    sent = slot_form(plan, ("00037", "7", "alternative"), number="04")
    assert lead.post(f"{PAGE}slots/04/", sent)["Location"] == PAGE
    assert lead.post(f"{PAGE}slots/04/", sent)["Location"] == PAGE
    event = PlanEvent.objects.get()
    assert (event.label, event.changes) == (
        "修改第 04 项",
        [{"label": "第 04 项", "from": "必考：00037 美学 6 学分", "to": "必考：00037 美学 7 学分"}],
    )
    assert "必考：00037 美学 6 学分 → 必考：00037 美学 7 学分" in text(lead, PAGE)


def test_the_page_of_a_slot_shows_what_is_stored(lead: Client, plan: Plan) -> None:
    page = text(lead, f"{PAGE}slots/11/")
    for shown in (
        'value="03954"',
        '<option value="elective" selected>',
        '<option value="G1" selected>',
        "现代公文写作",
    ):
        assert shown in page
    assert lead.get(f"{PAGE}slots/99/").status_code == 404


def test_a_stale_page_changes_nothing(lead: Client, plan: Plan) -> None:
    old = seen(plan)
    lead.post(f"{PAGE}slots/04/", slot_form(plan, ("00037", "7", "alternative"), number="04"))
    sent = slot_form(plan, ("00536", "9", "alternative"), number="05", seen=old)
    assert "这里刚刚改过，请重新打开页面，核对后再保存" in lead.post(f"{PAGE}slots/05/", sent).content.decode()
    moved = lead.post(f"{PAGE}slots/05/move/", {"to": "up", "seen": old}, follow=True).content.decode()
    assert "这里刚刚改过" in moved
    assert labels() == ["修改第 04 项"]


def test_slots_move_by_one_and_not_over_the_ends(lead: Client, plan: Plan) -> None:
    lead.post(f"{PAGE}slots/03/move/", {"to": "up", "seen": seen(plan)})
    assert numbers(plan)[:3] == ["01", "03", "02"]
    lead.post(f"{PAGE}slots/03/move/", {"to": "down", "seen": seen(plan)})
    lead.post(f"{PAGE}slots/01/move/", {"to": "up", "seen": seen(plan)})
    assert numbers(plan)[:3] == ["01", "02", "03"]
    assert labels() == ["第 03 项上移", "第 03 项下移"]


def test_a_slot_is_removed_once_and_the_second_press_is_told(lead: Client, plan: Plan) -> None:
    sent = {"seen": seen(plan)}
    lead.post(f"{PAGE}slots/10/remove/", sent)
    assert "第 10 项已经不在这一版里" in lead.post(f"{PAGE}slots/10/remove/", sent, follow=True).content.decode()
    assert (plan.slots.count(), labels()) == (15, ["删除第 10 项"])


def test_the_condition_of_a_group_is_not_removed_from_under_it(lead: Client, plan: Plan) -> None:
    answer = lead.post(f"{PAGE}slots/03/remove/", {"seen": seen(plan)}, follow=True).content.decode()
    assert "第 03 项是“选考课程”的条件，请先修改这个选考组的条件" in answer
    assert plan.slots.count() == 16
