"""Papers come in: whole and in part, with defects, put right, undone; two desks; what the candidate is told."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from applications.domain.exemptions.hand_in import hand_in
from applications.domain.refusals import AlreadyDone, Changed, NotAllowed
from applications.models import Application, Event, ExemptionRow, MaterialRule, Notice, Paper
from applications.paper_states import states_in_order
from applications.papers import standing_of
from applications.statuses import Status
from review.domain.intake import Entry, take, undo
from review.domain.look_up import look_up
from review.domain.transfers import hand_over
from selfexam.wording import when
from tests.cast import Cast
from tests.factories.exemptions import candidate_of, decided, lacking
from tests.factories.exemptions import draft as draft_exemption
from tests.review.papers.lists import CARD, MARKS, entry, fresh, general_lists, line_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    general_lists()
    return Cast()


@pytest.fixture
def person(cast: Cast) -> Application:
    return cast.application(Status.SUBMITTED)


def states(application: Application) -> dict[str, str]:
    return {line.name: line.state for line in standing_of(fresh(application)).lines}


def told(application: Application) -> list[str]:
    return list(Notice.objects.filter(application=application).order_by("pk").values_list("kind", flat=True))


def test_what_came_first_and_what_came_later_add_up_to_everything(cast: Cast, person: Application) -> None:
    assert standing_of(fresh(person)).lacks == f"还缺 {CARD}、{MARKS}"
    first = take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    assert (first.state, first.lacks) == ("missing", f"还缺 {MARKS}")
    second = take(person.uuid, [entry(person, MARKS)], by=cast.reviewer)
    assert (second.state, second.lacks) == ("there", "")
    assert states(person) == {CARD: "there", MARKS: "there", "免考申请表": "optional"}
    assert told(person) == ["papers_there"]
    desks = Paper.objects.order_by("pk").values_list("by__name", "unit__name", "school__name")
    assert list(desks) == [("方老师", cast.unit.name, None), ("王老师", None, cast.school.name)]


def test_a_defect_is_told_to_the_candidate_and_put_right_later(cast: Cast, person: Application) -> None:
    both = [entry(person, CARD), entry(person, MARKS, defect="没有盖章")]
    assert take(person.uuid, both, by=cast.teacher).lacks == f"{MARKS}：没有盖章"
    notice = Notice.objects.get(kind="papers_defect")
    assert f"{MARKS}：没有盖章" in notice.body
    assert take(person.uuid, [entry(person, MARKS)], by=cast.teacher).state == "there"
    assert told(person) == ["papers_defect", "papers_there"]
    notes = list(Event.objects.filter(action="papers").order_by("pk").values_list("by_name", "note"))
    assert notes == [
        ("方老师", f"{CARD} 1 份；{MARKS} 1 份，问题：没有盖章"),
        ("方老师", f"{MARKS} 1 份，已补正"),
    ]


def test_what_another_desk_wrote_meanwhile_is_told_and_nothing_is_written(cast: Cast, person: Application) -> None:
    stale = [entry(person, CARD, defect="缺页"), entry(person, MARKS)]
    take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    with pytest.raises(Changed, match=f"“{CARD}”刚刚由 方老师 登记过"):
        take(person.uuid, stale, by=cast.reviewer)
    assert list(Paper.objects.values_list("name", "defect", "by__name")) == [(CARD, "", "方老师")]


def test_what_another_office_holds_is_not_changed_here(cast: Cast, person: Application) -> None:
    take(person.uuid, [entry(person, CARD)], by=cast.reviewer)
    with pytest.raises(NotAllowed, match=f"由 {cast.school} 收取"):
        take(person.uuid, [entry(person, CARD, defect="缺页")], by=cast.teacher)
    assert list(Paper.objects.values_list("defect", flat=True)) == [""]


def test_the_same_tick_twice_is_done_once(cast: Cast, person: Application) -> None:
    sent = [entry(person, CARD)]
    take(person.uuid, sent, by=cast.teacher)
    with pytest.raises(AlreadyDone):
        take(person.uuid, sent, by=cast.teacher)
    assert (Paper.objects.count(), Event.objects.filter(action="papers").count()) == (1, 1)


def test_a_tick_is_taken_back_with_a_reason_only_and_the_reason_stays(cast: Cast, person: Application) -> None:
    take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    seen = line_of(person, CARD)
    with pytest.raises(NotAllowed, match="要减少请用“撤销登记”"):
        take(person.uuid, [entry(person, CARD, copies=0)], by=cast.teacher)
    with pytest.raises(NotAllowed, match="写明撤销的原因"):
        undo(person.uuid, seen.key, " ", 1, by=cast.teacher)
    with pytest.raises(Changed):
        undo(person.uuid, seen.key, "拿错了", 7, by=cast.teacher)
    undo(person.uuid, seen.key, "是同名同学的", 1, by=cast.teacher)
    assert states(person)[CARD] == "missing"
    last = Event.objects.filter(action="papers").latest("pk")
    assert (last.label, last.note) == ("撤销材料登记", f"{CARD}：是同名同学的")
    with pytest.raises(AlreadyDone):
        undo(person.uuid, seen.key, "再撤一次", 2, by=cast.teacher)


def test_a_line_that_is_not_on_the_list_is_refused(cast: Cast, person: Application) -> None:
    with pytest.raises(Changed, match="材料清单刚刚有了变化"):
        take(person.uuid, [Entry(uuid4(), 1, "", 0)], by=cast.teacher)


def test_a_line_taken_off_the_list_keeps_what_came_and_asks_for_no_more(cast: Cast, person: Application) -> None:
    take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    MaterialRule.objects.filter(name=CARD).delete()
    assert states(person) == {MARKS: "missing", "免考申请表": "optional", CARD: "off"}


def test_who_brings_an_exemption_paper_owes_the_whole_block(cast: Cast, person: Application) -> None:
    MaterialRule.objects.create(name="证书复印件", route="unit", level="5", block="exemption", position=2)
    assert (states(person)["免考申请表"], states(person)["证书复印件"]) == ("optional", "optional")
    take(person.uuid, [entry(person, "免考申请表")], by=cast.teacher)
    assert (states(person)["免考申请表"], states(person)["证书复印件"]) == ("there", "missing")


def test_a_paper_that_both_blocks_ask_for_says_which_of_them_is_meant(cast: Cast, person: Application) -> None:
    MaterialRule.objects.create(name=MARKS, route="unit", level="5", block="exemption", position=2)
    standing = take(person.uuid, [entry(person, "免考申请表")], by=cast.reviewer)
    assert standing.lacks == f"还缺 {CARD}、{MARKS}、{MARKS}（免考）"


def test_who_asks_for_exemptions_owes_the_second_block_from_handing_in_to_withdrawing(cast: Cast) -> None:
    asking = lacking(cast, status=Status.SUBMITTED)
    seen = []
    request = draft_exemption(cast, asking)
    seen.append(states(asking)["免考申请表"])
    hand_in(request.uuid, by=candidate_of(asking))
    seen.append(states(asking)["免考申请表"])
    applications = Application.objects.filter(pk=asking.pk)
    take(asking.uuid, [entry(asking, CARD), entry(asking, MARKS)], by=cast.teacher)
    assert states_in_order(applications, cast.batch) == [(asking.pk, "missing")]
    ExemptionRow.objects.update(state="withdrawn")
    seen.append(states(asking)["免考申请表"])
    assert seen == ["optional", "missing", "optional"]
    assert states_in_order(applications, cast.batch) == [(asking.pk, "there")]


def test_a_refused_exemption_asks_for_no_papers_any_more(cast: Cast) -> None:
    asking = lacking(cast, status=Status.SUBMITTED)
    decided(cast, asking, approves=False)
    assert states(asking)["免考申请表"] == "optional"
    approved = lacking(cast, status=Status.SUBMITTED)
    decided(cast, approved)
    assert states(approved)["免考申请表"] == "missing"


def test_papers_come_before_the_submission_by_code_only(cast: Cast) -> None:
    draft = cast.application(Status.DRAFT)
    with pytest.raises(Application.DoesNotExist):
        take(draft.uuid, [entry(draft, CARD)], by=cast.teacher)
    assert look_up(draft.record.admission_number, by=cast.teacher).application == draft
    assert take(draft.uuid, [entry(draft, CARD)], by=cast.teacher).lacks == f"还缺 {MARKS}"
    assert list(Application.objects.visible_to(cast.reviewer).filter(pk=draft.pk)) == []


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.LAPSED, Status.APPROVED, Status.ISSUED])
def test_an_application_that_is_over_takes_no_papers(cast: Cast, status: str) -> None:
    over = cast.application(status)
    assert look_up(over.record.admission_number, by=cast.teacher).application is None
    with pytest.raises(Application.DoesNotExist):
        take(over.uuid, [entry(over, CARD)], by=cast.reviewer)


def test_what_was_handed_over_is_the_schools_to_change(cast: Cast, person: Application) -> None:
    take(person.uuid, [entry(person, CARD, defect="缺页")], by=cast.teacher)
    hand_over(cast.school, by=cast.teacher)
    with pytest.raises(NotAllowed, match="已移交学校"):
        take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    assert take(person.uuid, [entry(person, CARD)], by=cast.reviewer).lacks == f"还缺 {MARKS}"


def test_electronic_papers_are_the_schools(cast: Cast, person: Application) -> None:
    MaterialRule.objects.filter(name=MARKS).update(form="electronic")
    with pytest.raises(NotAllowed, match="由学校登记"):
        take(person.uuid, [entry(person, MARKS)], by=cast.teacher)
    take(person.uuid, [entry(person, MARKS)], by=cast.reviewer)
    assert states(person)[MARKS] == "there"


def test_a_paper_that_comes_after_its_deadline_is_taken_and_said_to_be_late(cast: Cast, person: Application) -> None:
    take(person.uuid, [entry(person, CARD)], by=cast.teacher)
    assert line_of(person, CARD).is_late is False
    batch = cast.batch
    batch.review_until = batch.apply_until = timezone.now() - timedelta(days=900)
    batch.apply_from = batch.apply_until - timedelta(days=300)
    batch.save()
    assert line_of(person, CARD).is_late is True


def test_a_defect_found_after_the_deadline_does_not_make_the_paper_late(cast: Cast, person: Application) -> None:
    """It came in time; what is wrong with it was seen later."""
    take(person.uuid, [entry(person, CARD), entry(person, MARKS)], by=cast.teacher)
    early = timezone.now() - timedelta(days=2)
    Paper.objects.update(at=early)
    own_lists(cast, card=timezone.now() + timedelta(days=1), marks=early + timedelta(days=1))
    take(person.uuid, [entry(person, MARKS, defect="没有盖章")], by=cast.reviewer)
    found = line_of(person, MARKS)
    assert (found.state, found.is_late) == ("defect", False)
    take(person.uuid, [entry(person, MARKS)], by=cast.reviewer)
    assert line_of(person, MARKS).is_late is True


def test_a_defect_is_told_with_the_deadline_of_its_own_line(cast: Cast, person: Application) -> None:
    """Another line is overdue already; a day that has passed is no day by which anything can come."""
    soon, past = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=1)
    own_lists(cast, card=soon, marks=past)
    take(person.uuid, [entry(person, CARD, defect="缺页")], by=cast.teacher)
    take(person.uuid, [entry(person, MARKS, defect="没有盖章")], by=cast.teacher)
    first, second = Notice.objects.filter(kind="papers_defect").order_by("pk").values_list("body", flat=True)
    assert first.endswith(f"请在 {when(soon)} 前补交或更换。")
    assert second.endswith("请尽快补交或更换。")


def own_lists(cast: Cast, *, card: datetime, marks: datetime) -> None:
    """The batch's own list of units, with the same lines and a deadline each."""
    for rule in MaterialRule.objects.filter(route="unit", batch=None):
        rule.pk, rule.batch = None, cast.batch
        rule.due_at = {CARD: card, MARKS: marks}.get(rule.name)
        rule.save()
