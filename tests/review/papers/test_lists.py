"""Material lists: which holds, who changes which, what a change leaves alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from applications.checklists import Checklists
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.models import Application, MaterialList, MaterialListEvent, MaterialRule
from applications.papers import standing_of
from applications.statuses import Status
from review.domain.intake import take
from review.domain.paper_lists import ListKey, keep_own, remove_line, reset, save_due, save_line
from selfexam.accounts.models import User
from selfexam.catalogue.code_tables import Level, Route
from tests.cast import Cast
from tests.catalogue.files import demo, load, told
from tests.review.papers.lists import CARD, MARKS, entry, fresh, general_lists

pytestmark = pytest.mark.django_db
UNIT, BACHELOR = Route.COLLECTIVE_UNIT, Level.BACHELOR


@pytest.fixture
def cast() -> Cast:
    general_lists()
    return Cast()


def base() -> ListKey:
    return ListKey(None, None, UNIT, BACHELOR)


def of_school(cast: Cast, *, batch: bool = False) -> ListKey:
    return ListKey(cast.school, cast.batch if batch else None, UNIT, BACHELOR)


def values(name: str, **other: Any) -> dict[str, Any]:
    common = {"block": "graduation", "copies": 1, "form": "paper", "requirement": "", "place": ""}
    return {**common, "name": name, **other}


def due_names(application: Application) -> list[str]:
    return [line.name for line in standing_of(fresh(application)).lines if line.due]


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
    return client


def test_the_defaults_are_the_lists_of_the_notices_annexes() -> None:
    assert told(load(*demo("材料清单"))) == []
    cast = Cast()
    lists = Checklists.of_batch(cast.batch)
    card, marks, diploma, chsi = "准考证复印件", "专科成绩册", "专科毕业证书复印件", "学历电子注册备案表"
    wanted = {
        ("unit", "5"): [card, marks, diploma, chsi],
        ("unit", "6"): [],
        ("individual", "5"): [card, marks, diploma, chsi],
        ("individual", "6"): [],
        ("second", "5"): [card, diploma, chsi],
        ("second", "6"): [card, diploma, chsi],
    }
    exempt = {
        "unit": ["免考申请表", marks, diploma, chsi],
        "second": ["免考申请表", "本科成绩册，或英语、计算机证书", diploma, chsi],
    }
    for (route, level), names in wanted.items():
        lines = lists.of(cast.school.pk, route, level).lines
        assert [line.name for line in lines if line.block == "graduation"] == names
        asked = [line.name for line in lines if line.block == "exemption"]
        if route != "individual":
            assert asked == exempt[route]
        else:
            rest = [marks, diploma, chsi]
            assert asked == (["免考登记表", *rest] if level == "5" else ["免考申请表", "证书复印件（NCRE 等）"])
            assert {line.form for line in lines} == {"paper" if level == "5" else "electronic"}
        assert {line.copies for line in lines} == {1}


def test_a_schools_own_list_begins_as_a_copy_and_ends_with_a_reset(cast: Cast) -> None:
    mine, theirs = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED, school=cast.other_school)
    keep_own(of_school(cast), by=cast.lead)
    assert due_names(mine) == [CARD, MARKS]
    save_line(of_school(cast), None, values("本校核对表", copies=2), by=cast.lead)
    remove_line(of_school(cast), MaterialRule.objects.get(school=cast.school, name=MARKS).line, by=cast.lead)
    assert (due_names(mine), due_names(theirs)) == ([CARD, "本校核对表"], [CARD, MARKS])
    reset(of_school(cast), by=cast.lead)
    assert due_names(mine) == [CARD, MARKS]
    with pytest.raises(AlreadyDone):
        reset(of_school(cast), by=cast.lead)
    said = list(MaterialListEvent.objects.order_by("pk").values_list("sentence", "by__name"))
    assert said == [
        ("自定清单，从 3 行开始", "李主任"),
        ("增加“本校核对表”，2 份", "李主任"),
        (f"删除“{MARKS}”", "李主任"),
        ("恢复为通用清单", "李主任"),
    ]


def test_a_list_may_be_empty_and_then_nothing_is_due(cast: Cast) -> None:
    mine = cast.application(Status.SUBMITTED)
    keep_own(of_school(cast), by=cast.lead)
    for line in MaterialRule.objects.filter(school=cast.school).values_list("line", flat=True):
        remove_line(of_school(cast), line, by=cast.lead)
    assert standing_of(fresh(mine)).state == "nothing"


def test_what_was_ticked_stays_through_a_copy_a_new_name_and_a_reset(cast: Cast) -> None:
    mine = cast.application(Status.SUBMITTED)
    take(mine.uuid, [entry(mine, CARD)], by=cast.teacher)
    keep_own(of_school(cast), by=cast.lead)
    line = MaterialRule.objects.get(school=cast.school, name=CARD).line
    save_line(of_school(cast), line, values("准考证复印件（正反面）"), by=cast.lead)
    came = {each.name: each.came for each in standing_of(fresh(mine)).lines if each.due}
    assert came == {"准考证复印件（正反面）": 1, MARKS: 0}
    save_line(of_school(cast), line, values("准考证复印件（正反面）", copies=2), by=cast.lead)
    assert standing_of(fresh(mine)).missing[0].lacking == 1
    reset(of_school(cast), by=cast.lead)
    assert {each.name: each.came for each in standing_of(fresh(mine)).lines if each.due} == {CARD: 1, MARKS: 0}


def test_the_general_list_is_the_institutes_and_each_schools_its_own(cast: Cast) -> None:
    for key, by in (
        (base(), cast.lead),
        (base(), cast.chen),
        (of_school(cast), cast.chief),
        (of_school(cast), cast.reviewer),
        (ListKey(cast.other_school, None, UNIT, BACHELOR), cast.lead),
    ):
        with pytest.raises(NotAllowed, match="由考试院负责人维护"):
            save_line(key, None, values("多一份"), by=by)
    save_line(base(), None, values("多一份"), by=cast.chief)
    assert due_names(cast.application(Status.SUBMITTED)) == [CARD, MARKS, "多一份"]
    assert MaterialListEvent.objects.count() == 1


def test_a_list_has_its_own_deadline_inside_the_window_of_its_batch(cast: Cast) -> None:
    mine, key, batch = cast.application(Status.SUBMITTED), of_school(cast, batch=True), cast.batch
    assert standing_of(fresh(mine)).due_at == batch.review_until
    keep_own(key, by=cast.lead)
    for wrong in (batch.apply_from, batch.review_until + timedelta(minutes=1)):
        with pytest.raises(NotAllowed, match="截止时间要在"):
            save_due(key, wrong, by=cast.lead)
    early, earlier = batch.review_until - timedelta(days=2), batch.review_until - timedelta(days=3)
    save_due(key, early, by=cast.lead)
    line = MaterialRule.objects.get(school=cast.school, name=CARD).line
    save_line(key, line, values(CARD, due_at=earlier), by=cast.lead)
    standing = standing_of(fresh(mine))
    assert (standing.due_at, standing.next_due) == (early, earlier)
    with pytest.raises(NotAllowed, match="请选一个批次"):
        save_due(base(), early, by=cast.chief)


def test_the_database_takes_no_second_list_and_no_deadline_without_a_batch(cast: Cast) -> None:
    common = {"school": None, "batch": None, "route": UNIT, "level": BACHELOR}
    MaterialList.objects.create(**common)
    for bad in (common, {**common, "level": Level.JUNIOR_COLLEGE, "due_at": cast.batch.review_until}):
        with pytest.raises(IntegrityError), transaction.atomic():
            MaterialList.objects.create(**bad)


def test_the_same_paper_stands_in_a_list_once(cast: Cast) -> None:
    keep_own(of_school(cast), by=cast.lead)
    with pytest.raises(NotAllowed, match=f"清单里已有“{CARD}”"):
        save_line(of_school(cast), None, values(CARD), by=cast.lead)


def test_a_lead_keeps_a_list_on_the_pages(cast: Cast) -> None:
    client, where = as_user(cast.lead), ("all", "unit", "bachelor")
    page = client.get(reverse("review:paper-list", args=where)).content.decode()
    assert ("复制并自定清单" in page, "添加材料" in page) == (True, False)
    client.post(reverse("review:paper-list-own", args=where))
    form = {"block": "graduation", "name": "本校核对表", "copies": "2", "form": "paper"}
    assert client.post(reverse("review:paper-line-new", args=where), {**form, "copies": "很多"}).status_code == 422
    client.post(reverse("review:paper-line-new", args=where), form)
    page = client.get(reverse("review:paper-list", args=where)).content.decode()
    assert ("本校核对表" in page, "增加“本校核对表”，2 份" in page) == (True, True)
    line = MaterialRule.objects.get(name="本校核对表").line
    assert client.get(reverse("review:paper-line", args=(*where, line))).status_code == 200
    client.post(reverse("review:paper-line", args=(*where, line)), {**form, "copies": "1"})
    client.post(reverse("review:paper-line-remove", args=(*where, line)))
    client.post(reverse("review:paper-list-reset", args=where))
    assert MaterialRule.objects.filter(school=cast.school).count() == 0


def test_a_deadline_typed_wrongly_comes_back_with_its_sentence(cast: Cast) -> None:
    client, where = as_user(cast.lead), (cast.batch.code, "unit", "bachelor")
    client.post(reverse("review:paper-list-own", args=where))
    answer = client.post(reverse("review:paper-list-due", args=where), {"due_at": "2031-01-01T10:00"})
    assert (answer.status_code, "不晚于初审截止" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("bad", [("none", "unit", "bachelor"), ("all", "other", "bachelor"), ("all", "unit", "x")])
def test_an_address_of_no_list_is_a_404(cast: Cast, bad: tuple[str, str, str]) -> None:
    assert as_user(cast.chief).get(reverse("review:paper-list", args=bad)).status_code == 404
