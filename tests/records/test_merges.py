"""合并考籍: the source ends, its credits are with the target, and every number of either opens one account."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from selfexam.accounts.models import LoginName
from selfexam.records import changed as changes
from selfexam.records.domain.activate import ActivationRefused, account_of, activate
from selfexam.records.domain.decide_merge import approve_merge
from tests.cast import Cast
from tests.factories.accounts import PASSWORD
from tests.factories.catalogue import CourseFactory
from tests.factories.records import CreditFactory, RecordFactory
from tests.records.asking import held_record, merge_of, refusal
from tests.records.merging import Pair, cast, facts, merged, pair

__all__ = ["cast", "pair"]

pytestmark = pytest.mark.django_db


def test_credits_move_with_their_origin_and_both_histories_tell_it(
    cast: Cast, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = pair
    heard: list[frozenset[int]] = []
    monkeypatch.setattr(changes, "_LISTENERS", [heard.append])
    essay, logic = CourseFactory(code="00037", name="美学"), CourseFactory(code="00024", name="逻辑")
    CreditFactory(record=source, course=essay, mark=81)
    CreditFactory(record=source, course=logic, mark=None, grade="良好", source="practice")
    # Passed twice, in two sittings: both are kept, the audit counts the best once.
    CreditFactory(record=target, course=essay, mark=66, year=2022)
    merge = merged(cast, source, target)
    source.refresh_from_db()
    assert (source.merged_into, source.merged_on is None, merge.state, merge.moved) == (target, False, "merged", 2)
    assert facts(source) == []
    assert facts(target) == [
        ("00024", "良好", "merged", "practice"),
        ("00037", "81", "merged", "exam"),
        ("00037", "66", "exam", ""),
    ]
    assert set(target.credits.filter(source="merged").values_list("merged_from", flat=True)) == {source.pk}
    assert heard == [frozenset({source.pk, target.pk})]
    numbers = f"{source.admission_number} 并入 {target.admission_number}"
    ended = [(e.label, e.changes, e.note) for e in source.events.all()]
    assert ended[0] == ("合并考籍", [["考籍", "在用", f"已合并到 {target.admission_number}"]], numbers)
    going = target.events.all()[0]
    assert (going.label, going.by_name, going.note) == ("合并考籍", "陈老师", numbers)
    assert sorted(going.changes) == [
        ["00024 逻辑，实践考核 2021-10", "", "良好"],
        ["00037 美学，统考 2021-10", "", "81"],
    ]


def test_of_one_course_and_sitting_the_better_moves_and_the_other_stays(cast: Cast, pair: Pair) -> None:
    source, target = pair
    course = CourseFactory(code="00037", name="美学")
    CreditFactory(record=source, course=course, mark=70)
    CreditFactory(record=source, course=course, mark=88, source="transfer")
    merge = merged(cast, source, target)
    assert merge.moved == 1
    assert (facts(target), facts(source)) == (
        [("00037", "88", "merged", "transfer")],
        [("00037", "70", "exam", "")],
    )
    assert "同一考次重复、没有转入：00037 美学，统考 2021-10" in target.events.all()[0].note


def test_a_better_pass_of_a_later_merge_takes_the_place_of_the_earlier(cast: Cast, pair: Pair) -> None:
    source, target = pair
    third = held_record(cast, holder=source.holder, id_number=source.id_number)
    course = CourseFactory(code="00037")
    CreditFactory(record=source, course=course, mark=70)
    CreditFactory(record=third, course=course, mark=90)
    merged(cast, source, target)
    merged(cast, third, target)
    assert (facts(target), facts(third)) == (
        [("00037", "90", "merged", "exam")],
        [("00037", "70", "merged", "exam")],
    )
    assert third.credits.get().merged_from == source
    assert target.credits.get().merged_from == third


def test_a_cancelled_pass_moves_with_its_reason_and_goes_on_not_counting(cast: Cast, pair: Pair) -> None:
    source, target = pair
    CreditFactory(record=source, mark=95, cancelled_on=date(2022, 6, 1), cancelled_why="替考")
    merged(cast, source, target)
    credit = target.credits.get()
    assert (credit.cancelled_on, credit.cancelled_why) == (date(2022, 6, 1), "替考")
    assert target.credits.counting().count() == 0
    assert target.events.all()[0].changes[0][2] == "95（违纪取消 2022-06-01）"


def test_a_chain_of_merges_keeps_the_first_origin_and_leads_to_the_last(cast: Cast, pair: Pair) -> None:
    source, target = pair
    last = held_record(cast, holder=source.holder, id_number=source.id_number)
    CreditFactory(record=source, source="transfer")
    merged(cast, source, target)
    target.refresh_from_db()
    merged(cast, target, last)
    credit = last.credits.get()
    assert (credit.source, credit.origin, credit.merged_from) == ("merged", "transfer", source)
    source.refresh_from_db()
    assert source.survivor() == last


def test_different_id_numbers_need_the_institute_s_word(cast: Cast) -> None:
    source, target = held_record(cast), held_record(cast)
    merge = merge_of(source, target, cast)
    sentence = "两份考籍的证件号码不同，请写明怎样确认是同一个人"
    assert refusal(lambda: approve_merge(merge.uuid, " ", by=cast.chen)) == sentence
    approve_merge(merge.uuid, "护照与身份证为同一人，已看原件", by=cast.chen)
    merge.refresh_from_db()
    assert (merge.same_id, merge.decision_word) == (False, "护照与身份证为同一人，已看原件")
    assert "已看原件" in target.events.all()[0].note


def test_of_two_accounts_one_is_left_and_every_number_opens_it(cast: Cast) -> None:
    source, target = held_record(cast), held_record(cast)
    former, holder = source.holder, target.holder
    for record in (source, target):
        for name in (record.admission_number, record.id_number):
            LoginName.add(record.holder, name)
    merged(cast, source, target, "已看原件")
    names = (source.admission_number, source.id_number, target.admission_number, target.id_number)
    assert {LoginName.objects.owner_of(name) for name in names} == {holder}
    source.refresh_from_db()
    former.refresh_from_db()
    assert (source.holder, former.is_active) == (holder, False)
    assert former.account_events.get().note == f"考籍已合并，账号并入准考证号末四位 {target.admission_number[-4:]}"


def test_an_account_with_another_record_goes_on(cast: Cast) -> None:
    source, target = held_record(cast), held_record(cast)
    other = held_record(cast, holder=source.holder)
    merged(cast, source, target, "已看原件")
    other.holder.refresh_from_db()
    assert other.holder.is_active


def test_a_target_that_nobody_activated_comes_to_the_holder_of_the_source(cast: Cast) -> None:
    source, target = held_record(cast), RecordFactory(school=cast.school)
    merged(cast, source, target, "已看原件")
    target.refresh_from_db()
    assert (target.holder, LoginName.objects.owner_of(target.admission_number)) == (source.holder, source.holder)


def test_an_ended_number_cannot_be_activated(cast: Cast) -> None:
    source, target = RecordFactory(), RecordFactory()
    merged(cast, source, target, "已看原件")
    source.refresh_from_db()
    for act in (lambda: activate(source, password=PASSWORD), lambda: account_of(source)):
        with pytest.raises(ActivationRefused, match="已合并"):
            act()
    assert activate(target, password=PASSWORD).role == "candidate"


def test_what_had_ended_before_opens_the_same_account_too(cast: Cast) -> None:
    """Three numbers, two accounts: nobody is left behind in an account that shows an ended record only."""
    first, second, last = held_record(cast), held_record(cast), held_record(cast)
    former = second.holder
    for record in (first, second, last):
        LoginName.add(record.holder, record.admission_number)
    merged(cast, first, second, "已看原件")
    second.refresh_from_db()
    merged(cast, second, last, "已看原件")
    for record in (first, second):
        record.refresh_from_db()
        assert (record.holder, LoginName.objects.owner_of(record.admission_number)) == (last.holder, last.holder)
    former.refresh_from_db()
    assert former.is_active is False


def test_a_school_is_led_only_to_records_that_it_may_open(cast: Cast, client: Client) -> None:
    source, target = held_record(cast), RecordFactory(school=cast.other_school)
    merged(cast, source, target, "已看原件")
    for user, leads in ((cast.reviewer, False), (cast.chen, True)):
        client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
        page = client.get(reverse("records:record", args=[source.uuid])).content.decode()
        assert (
            target.admission_number in page.replace(" ", ""),
            reverse("records:record", args=[target.uuid]) in page,
        ) == (True, leads)
