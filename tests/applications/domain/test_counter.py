"""On-site acceptance: who may open what, what stays the candidate's, the signature, four eyes, the same windows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.domain.edit import save_part
from applications.domain.history import remember
from applications.domain.lifecycle import advance
from applications.domain.open_at_counter import leave_counter, open_at_counter, take_over_at_counter
from applications.domain.refusals import AlreadyDone, NotAllowed
from applications.domain.send_back import send_back
from applications.domain.submit import submit
from applications.domain.submit_at_counter import submit_at_counter
from applications.domain.upload_signed_sheet import upload_signed_sheet
from applications.models import Application, Document
from applications.sections import Section
from applications.statuses import Status
from applications.workflow import Action
from review.domain.claims import claim_next
from selfexam.accounts.actors import SYSTEM
from selfexam.catalogue.models import Batch
from selfexam.records.domain.activate import activate
from selfexam.records.models import StudentRecord
from tests.applications.at_counter import REASON, filled, handed_in, opened, person, signed
from tests.applications.domain.counter_desk import cast, pass_it, refusal
from tests.cast import Cast
from tests.factories.applications import jpeg

__all__ = ["cast"]

pytestmark = pytest.mark.django_db


def test_the_school_opens_an_application_for_a_person_without_an_account(cast: Cast) -> None:
    application = opened(cast)
    assert (
        application.status,
        application.counter_opened_by,
        application.counter_reason,
        application.record.holder,
    ) == (
        Status.DRAFT,
        cast.reviewer,
        REASON,
        None,
    )
    event = application.events.get()
    assert (event.action, event.label, event.note, event.by) == ("begin", "现场受理", REASON, cast.reviewer)


def test_opening_twice_is_opening_once(cast: Cast) -> None:
    record = person(cast)
    first = opened(cast, record=record)
    again = opened(cast, by=cast.colleague, record=record)
    assert (again.pk, again.counter_opened_by, again.events.count()) == (first.pk, cast.reviewer, 1)


def test_a_draft_of_the_counter_is_seen_by_its_school_and_nobody_else(cast: Cast) -> None:
    online = cast.application(Status.DRAFT)
    case = opened(cast)
    seen = {
        name: set(Application.objects.visible_to(user).values_list("pk", flat=True))
        for name, user in cast.roles(online.record.holder).items()
        if user is not None
    }
    stranger = Application.objects.get(record__holder=cast.stranger).pk
    assert seen == {
        "candidate": {online.pk},
        "stranger": {stranger},
        "clerk": set(),
        "cashier": set(),
        "intake": set(),
        "teacher": set(),
        "reviewer": {case.pk},
        "lead": {case.pk},
        "outsider": set(),
        "institute": set(),
        "chief": set(),
    }


def test_another_schools_record_is_not_there(cast: Cast) -> None:
    foreign = person(cast, school=cast.other_school)
    with pytest.raises(StudentRecord.DoesNotExist):
        open_at_counter(foreign.uuid, reason=REASON, is_present=True, by=cast.reviewer)
    assert not Application.objects.filter(record=foreign).exists()


def test_what_another_school_accepted_is_not_opened_here(cast: Cast) -> None:
    """The record has moved since; the application stays with the school that began it."""
    case = opened(cast)
    StudentRecord.objects.filter(pk=case.record_id).update(school=cast.other_school)
    with pytest.raises(NotAllowed, match="已在另一所学校有申请"):
        open_at_counter(case.record.uuid, reason=REASON, is_present=True, by=cast.outsider)


@pytest.mark.parametrize("who", ["clerk", "cashier", "chen", "chief", "stranger"])
def test_only_a_school_accepts_on_site(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed, match="只有主考学校可以现场受理"):
        open_at_counter(person(cast).uuid, reason=REASON, is_present=True, by=getattr(cast, who))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"is_present": False, "reason": REASON}, "请先核对考生本人"),
        ({"is_present": True, "reason": "  "}, "请写明现场受理的原因"),
    ],
)
def test_person_and_reason_are_asked_for(cast: Cast, fields: dict[str, object], sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        open_at_counter(person(cast).uuid, by=cast.reviewer, **fields)  # type: ignore[arg-type]
    assert not Application.objects.filter(counter_opened_at__isnull=False).exists()


def test_the_same_window_holds_at_the_counter(cast: Cast) -> None:
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=timezone.now() - timedelta(minutes=1))
    with pytest.raises(NotAllowed, match="截止"):
        opened(cast)


def test_a_draft_begun_online_is_never_taken_by_opening(cast: Cast) -> None:
    online = cast.application(Status.DRAFT)
    with pytest.raises(NotAllowed, match="已在网上开始填写"):
        opened(cast, record=online.record)
    online.refresh_from_db()
    assert (online.is_at_counter, online.events.count()) == (False, 0)
    with pytest.raises(Application.DoesNotExist):
        save_part(online.uuid, Section.CONTACT, {"phone": "13900000000"}, by=cast.reviewer)


def test_taking_over_is_an_act_of_its_own_and_the_candidate_keeps_the_application(cast: Cast) -> None:
    online = cast.application(Status.DRAFT)
    taken = take_over_at_counter(online.record.uuid, reason=REASON, is_present=True, by=cast.reviewer)
    holder = online.record.holder
    assert (taken.pk, taken.counter_opened_by) == (online.pk, cast.reviewer)
    event = taken.events.get()
    assert (event.label, event.note, event.by) == ("现场接手", REASON, cast.reviewer)
    assert list(Application.objects.visible_to(holder)) == [taken]
    assert [e.label for e in taken.events.told_to_candidate()] == ["现场接手"]
    save_part(taken.uuid, Section.CONTACT, {"phone": "13900000000"}, by=holder)
    save_part(taken.uuid, Section.CONTACT, {"phone": "13900000001"}, by=cast.colleague)
    taken.refresh_from_db()
    assert taken.phone == "13900000001"
    with pytest.raises(AlreadyDone):
        take_over_at_counter(online.record.uuid, reason=REASON, is_present=True, by=cast.colleague)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.FIRST_PASSED, Status.PAID])
def test_what_is_under_way_is_neither_opened_nor_taken_over(cast: Cast, status: Status) -> None:
    online = cast.application(status)
    with pytest.raises(NotAllowed, match="已有毕业申请"):
        opened(cast, record=online.record)
    with pytest.raises(NotAllowed, match="不能接手"):
        take_over_at_counter(online.record.uuid, reason=REASON, is_present=True, by=cast.reviewer)


def test_a_school_fills_in_nothing_that_came_online(cast: Cast) -> None:
    """The returned application is visible to the reviewer; that alone does not let them write."""
    online = cast.application(Status.SUBMITTED)
    send_back(online.uuid, {Section.CONTACT: "请核对手机"}, by=cast.reviewer)
    with pytest.raises(NotAllowed, match="由考生在网上填写"):
        save_part(online.uuid, Section.CONTACT, {"phone": "13900000000"}, by=cast.reviewer)
    with pytest.raises(NotAllowed, match="现在登录的账号不能进行"):
        submit(online.uuid, declared=True, by=cast.reviewer)
    with pytest.raises(NotAllowed, match="只有现场受理"):
        upload_signed_sheet(online.uuid, jpeg(), "ABCDEF", by=cast.reviewer)
    online.refresh_from_db()
    assert (online.phone, online.status) == ("13800000073", Status.RETURNED)


def test_whoever_accepted_or_handed_in_does_not_pass_the_first_review(cast: Cast) -> None:
    case = signed(filled(opened(cast, by=cast.reviewer), cast.reviewer), cast.reviewer)
    case = submit_at_counter(case.uuid, is_checked=True, by=cast.colleague)
    sentence = "这份申请由本人现场受理，请由另一位老师初审"
    for own in (cast.reviewer, cast.colleague):
        assert refusal(case, Action.PASS_FIRST, own) == sentence
        with pytest.raises(NotAllowed, match=sentence):
            pass_it(case, own)
    assert refusal(case, Action.RETURN, cast.reviewer) is None
    assert refusal(case, Action.PASS_FIRST, cast.lead) is None
    assert pass_it(case, cast.lead).status == Status.FIRST_PASSED


def test_corrections_after_a_return_are_made_at_the_counter_too(cast: Cast) -> None:
    case = handed_in(cast)
    send_back(case.uuid, {Section.CONTACT: "地址不全"}, by=cast.colleague)
    with pytest.raises(NotAllowed, match="没有被退回"):
        save_part(case.uuid, Section.APPRAISAL, {"appraisal": "另写"}, by=cast.reviewer)
    save_part(case.uuid, Section.CONTACT, {"address": "示例市样本区无名街 12 号"}, by=cast.reviewer)
    with pytest.raises(NotAllowed, match="签字以后内容有改动"):
        submit_at_counter(case.uuid, is_checked=True, by=cast.reviewer)
    case = signed(case, cast.reviewer, (230, 230, 230))
    again = submit_at_counter(case.uuid, is_checked=True, by=cast.reviewer)
    last = again.events.last()
    assert (again.status, last and last.action) == (Status.SUBMITTED, "resubmit")


def test_a_returned_online_application_may_be_taken_over(cast: Cast) -> None:
    online = cast.application(Status.SUBMITTED)
    send_back(online.uuid, {Section.CONTACT: "地址不全"}, by=cast.colleague)
    take_over_at_counter(online.record.uuid, reason=REASON, is_present=True, by=cast.reviewer)
    saved = save_part(online.uuid, Section.CONTACT, {"address": "示例市样本区无名街 3 号"}, by=cast.reviewer)
    assert saved.address == "示例市样本区无名街 3 号"


def test_handing_in_twice_is_told_plainly(cast: Cast) -> None:
    case = handed_in(cast)
    with pytest.raises(AlreadyDone):
        submit_at_counter(case.uuid, is_checked=True, by=cast.reviewer)


def test_somebody_who_activates_later_has_the_application(cast: Cast) -> None:
    case = handed_in(cast)
    record = StudentRecord.objects.get(pk=case.record_id)
    user = activate(record, password=None)
    assert list(Application.objects.visible_to(user)) == [case]
    assert Document.objects.visible_to(user).filter(kind=Document.Kind.SIGNED_SHEET).count() == 1
    assert advance(case.uuid, Action.WITHDRAW, by=user).status == Status.WITHDRAWN


def test_leaving_off_withdraws_what_the_counter_began(cast: Cast) -> None:
    case = opened(cast)
    assert leave_counter(case.uuid, by=cast.colleague).status == Status.WITHDRAWN
    assert opened(cast, record=case.record).pk != case.pk


def test_leaving_off_gives_the_candidates_draft_back_to_them_alone(cast: Cast) -> None:
    online = cast.application(Status.DRAFT)
    remember(online, "开始填写", by=online.record.holder, action="begin")
    take_over_at_counter(online.record.uuid, reason=REASON, is_present=True, by=cast.reviewer)
    left = leave_counter(online.uuid, by=cast.reviewer)
    assert (left.status, left.is_at_counter, left.counter_opened_by, left.counter_reason) == (
        Status.DRAFT,
        False,
        None,
        "",
    )
    assert not Application.objects.visible_to(cast.reviewer).filter(pk=online.pk).exists()


def test_what_was_handed_in_is_not_left_off(cast: Cast) -> None:
    case = handed_in(cast)
    with pytest.raises(NotAllowed, match="还没有提交"):
        leave_counter(case.uuid, by=cast.reviewer)
    with pytest.raises(NotAllowed, match="只能由考生撤回"):
        advance(case.uuid, Action.WITHDRAW, by=cast.reviewer)


def test_a_draft_at_the_counter_lapses_like_any_other(cast: Cast) -> None:
    case = opened(cast)
    over = timezone.now() - timedelta(minutes=1)
    Batch.objects.filter(pk=cast.batch.pk).update(apply_until=over, review_until=over, pay_until=over)
    assert advance(case.uuid, Action.LAPSE, by=SYSTEM).status == Status.LAPSED


def test_the_queue_leads_nobody_to_what_they_accepted_themselves(cast: Cast) -> None:
    case = handed_in(cast)
    mine = Application.objects.visible_to(cast.reviewer)
    assert claim_next(mine, by=cast.reviewer) is None
    assert claim_next(mine, by=cast.colleague) == case
