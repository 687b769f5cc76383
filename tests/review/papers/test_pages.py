"""The pages of intake: the form of one person, the list by 准考证号 with its workbook, the reviewer's page."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from applications.models import Application, MaterialRule, Notice, Paper
from applications.paper_code import code_of
from applications.paper_states import states_in_order
from applications.papers import standings_of
from applications.statuses import Status
from review.domain.intake import take
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from tests.cast import Cast
from tests.review.papers.lists import CARD, MARKS, entry, general_lists, line_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    general_lists()
    return Cast()


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
    return client


def form(person: Application, **fields: str) -> dict[str, str]:
    """What the page would send: every line's version, and `all_1="on"` for the first line and so on."""
    lines = [line_of(person, CARD), line_of(person, MARKS)]
    sent = {f"seen-{line.key}": str(line.seen) for line in lines}
    for name, value in fields.items():
        what, number = name.rsplit("_", 1)
        sent[f"{what}-{lines[int(number) - 1].key}"] = value
    return sent


def test_a_person_is_ticked_off_and_the_desk_is_ready_for_the_next(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    where = reverse("review:papers-sheet", args=[person.uuid])
    answer = as_user(cast.teacher).post(where, form(person, all_1="on", defect_2="没有盖章"), follow=True)
    assert f"{MARKS}：没有盖章" in answer.content.decode()
    assert answer.redirect_chain == [(reverse("review:papers"), 302)]
    kept = Paper.objects.order_by("pk").values_list("name", "copies", "defect")
    assert list(kept.all()) == [(CARD, 1, ""), (MARKS, 0, "没有盖章")]
    as_user(cast.teacher).post(where, form(person, all_2="on", cured_2="on", defect_2="没有盖章"))
    assert list(kept.all()) == [(CARD, 1, ""), (MARKS, 1, "")]


def test_a_stale_page_comes_back_with_what_was_typed_beside_what_holds_now(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    stale = form(person, all_1="on", defect_1="缺第三页", all_2="on")
    take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    answer = as_user(cast.reviewer).post(reverse("review:papers-sheet", args=[person.uuid]), stale)
    page = answer.content.decode()
    assert (answer.status_code, "缺第三页" in page, "刚刚由 方老师 登记过" in page) == (422, True, True)
    assert list(Paper.objects.values_list("name", "defect")) == [(CARD, "")]


def test_what_the_other_desk_ticked_just_the_same_is_no_conflict(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    stale = form(person, all_1="on", all_2="on")
    take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    as_user(cast.reviewer).post(reverse("review:papers-sheet", args=[person.uuid]), stale)
    assert list(Paper.objects.order_by("pk").values_list("name", "by__name")) == [(CARD, "方老师"), (MARKS, "王老师")]


def test_what_is_not_asked_for_any_more_cannot_be_ticked_as_received(cast: Cast) -> None:
    """With something wrong about it, so that it still stands on the page: there are no copies to receive."""
    person = cast.application(Status.SUBMITTED)
    take(person.uuid, [entry(person, CARD, 0, "缺页")], by=cast.teacher)
    MaterialRule.objects.filter(name=CARD).delete()
    html = as_user(cast.teacher).get(reverse("review:papers-sheet", args=[person.uuid])).content.decode()
    assert ("缺页" in html, "收到 0 份" in html, "已补正" in html, "不再要求" in html) == (True, False, True, True)


def test_a_deadline_that_has_passed_is_not_asked_to_be_kept(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    person = cast.application(Status.SUBMITTED)
    pages = (
        (cast.teacher, reverse("review:papers-sheet", args=[person.uuid])),
        (cast.reviewer, reverse("review:first", args=[person.uuid])),
        (person.record.holder, reverse("applications:materials", args=[person.uuid])),
        (person.record.holder, reverse("applications:detail", args=[person.uuid])),
    )
    past = timezone.now() - timedelta(hours=1)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=past, review_until=past)
    for user, page in pages:
        html = signed_in(user).get(page).content.decode()
        assert ("已过" in html, "前交齐" in html, "前交到" in html) == (True, False, False), page


@pytest.mark.parametrize("bad", ["x", "-1", "99", "１０"])
def test_a_number_of_copies_that_is_none_is_told_and_nothing_is_written(cast: Cast, bad: str) -> None:
    person = cast.application(Status.SUBMITTED)
    sent = form(person, copies_1=bad, all_2="on")
    answer = as_user(cast.teacher).post(reverse("review:papers-sheet", args=[person.uuid]), sent)
    assert (answer.status_code, f"“{CARD}”的份数请填 0–9" in answer.content.decode()) == (422, True)
    assert Paper.objects.count() == 0


def test_a_form_with_nonsense_is_no_fault_of_the_server(cast: Cast) -> None:
    person, client = cast.application(Status.SUBMITTED), as_user(cast.teacher)
    sheet, undo = (reverse(f"review:papers-{name}", args=[person.uuid]) for name in ("sheet", "undo"))
    assert client.post(sheet, {"seen-x": "1", "all-y": "on"}).status_code == 302
    assert client.post(undo, {"line": "x", "seen": "²", "reason": "r"}).status_code == 302
    assert client.post(undo, {}).status_code == 302


def test_the_units_list_stands_in_the_order_of_the_admission_number_on_page_and_in_the_workbook(cast: Cast) -> None:
    people = [cast.application(Status.SUBMITTED) for _ in range(3)]
    Application.objects.filter(pk=people[0].pk).update(submitted_at=None, first_submitted_at=None, status="draft")
    for number, person in zip(("000000009003", "000000009001", "000000009002"), people, strict=True):
        person.record.admission_number = number
        person.record.save()
    take(people[1].uuid, [entry(people[1], CARD), entry(people[1], MARKS, defect="没有盖章")], by=cast.teacher)
    client = as_user(cast.teacher)
    data = client.get(reverse("review:papers-list-file")).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [(row[0], row[5], row[6], row[7], row[8]) for row in rows[1:]] == [
        ("000000009001", "有问题", f"{CARD} 1 份、{MARKS} 1 份", "", f"{MARKS}：没有盖章"),
        ("000000009002", "还缺", "", f"{CARD} 1 份、{MARKS} 1 份", ""),
    ]
    page = client.get(reverse("review:papers-list"), {"state": "missing"}).content.decode()
    assert ("0000 0000 9002" in page, "0000 0000 9001" in page, "0000 0000 9003" in page) == (True, False, False)


def test_the_reviewers_page_says_what_is_missing_and_lets_the_reviewer_decide(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    take(person.uuid, [entry(person, CARD), entry(person, MARKS, copies=0, defect="没有盖章")], by=cast.teacher)
    page = as_user(cast.reviewer).get(reverse("review:first", args=[person.uuid])).content.decode()
    assert f"材料没有齐：{MARKS}：没有盖章" in page
    take(person.uuid, [entry(person, MARKS)], by=cast.teacher)
    page = as_user(cast.reviewer).get(reverse("review:first", args=[person.uuid])).content.decode()
    assert ("材料没有齐" in page, "已收齐" in page) == (False, True)


def test_the_candidate_sees_what_came_and_what_is_wrong(cast: Cast) -> None:
    person = cast.application(Status.SUBMITTED)
    take(person.uuid, [entry(person, MARKS, defect="没有盖章")], by=cast.teacher)
    client = as_user(person.record.holder)  # type: ignore[arg-type]
    progress = client.get(reverse("applications:detail", args=[person.uuid])).content.decode()
    materials = client.get(reverse("applications:materials", args=[person.uuid])).content.decode()
    assert ("需要补正" in progress, "没有盖章" in progress, f"还没有收到：{CARD}。" in progress) == (True, True, True)
    assert ("没有盖章" in materials, "打印材料封面" in materials) == (True, True)


def test_the_number_of_queries_does_not_grow_with_the_people(cast: Cast) -> None:
    def queries(people: list[Application]) -> int:
        found = list(Application.objects.filter(pk__in=[one.pk for one in people]).with_record())
        with CaptureQueriesContext(
            connection,
        ) as caught:
            standings_of(found)
        return len(caught)

    people = [cast.application(Status.SUBMITTED) for _ in range(4)]
    for person in people:
        take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    assert queries(people[:1]) == queries(people)


def test_the_quick_states_of_a_list_are_those_of_the_lines(cast: Cast) -> None:
    """Every mixture: nothing, part, whole, faulty, exemption papers, a line taken off, a list of nothing."""
    MaterialRule.objects.create(name="证书复印件", route="unit", level="5", block="exemption", position=2)
    gone = MaterialRule.objects.create(name="旧表", route="unit", level="5", block="graduation", position=9)
    brought = [
        (),
        (CARD,),
        (CARD, MARKS),
        (CARD, MARKS, "旧表"),
        (CARD, MARKS, "免考申请表"),
        ("免考申请表", "证书复印件"),
    ]
    people = [cast.application(Status.SUBMITTED) for _ in range(len(brought) + 2)]
    for person, names in zip(people, brought, strict=False):
        if names:
            take(person.uuid, [entry(person, name) for name in names], by=cast.reviewer)
    take(people[-2].uuid, [entry(people[-2], "旧表", copies=0, defect="缺页")], by=cast.reviewer)
    people[-1].record.route = "second"
    people[-1].record.save()
    gone.delete()
    applications = Application.objects.filter(pk__in=[person.pk for person in people])
    quick = dict(states_in_order(applications, cast.batch))
    slow = {pk: standing.state for pk, standing in standings_of(list(applications.with_record())).items()}
    assert quick == slow
    assert set(quick.values()) == {"missing", "there", "defect", "nothing"}


@pytest.mark.parametrize("written", ["{}", "没有盖章{}"])
def test_a_code_scanned_into_a_defect_is_told_to_the_clerk_and_not_to_the_candidate(cast: Cast, written: str) -> None:
    person, following = cast.application(Status.SUBMITTED), cast.application(Status.SUBMITTED)
    code = code_of(following.uuid)
    sent = form(person, all_1="on", defect_2=written.format(code.lower()))
    answer = as_user(cast.teacher).post(reverse("review:papers-sheet", args=[person.uuid]), sent)
    told = f"“{MARKS}”的问题里扫进了条码 {code}，没有保存"
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert (Paper.objects.count(), Notice.objects.filter(application=person).count()) == (0, 0)
