"""Who asks for a merge, what stands against it, and who decides."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from applications.domain.begin import begin
from selfexam.accounts.models import User
from selfexam.records.domain.ask_merge import ask_merge, withdraw_merge
from selfexam.records.domain.decide_merge import approve_merge, refuse_merge
from selfexam.records.domain.move_credits import what_moves
from selfexam.records.models import Credit, RecordMerge, StudentRecord
from selfexam.records.refusals import RecordRefused
from tests.cast import Cast
from tests.factories.catalogue import CourseFactory
from tests.factories.records import CreditFactory
from tests.records.asking import asked, held_record, merge_of, refusal
from tests.records.merging import Pair, cast, merged, pair

__all__ = ["cast", "pair"]

pytestmark = pytest.mark.django_db


def test_what_stands_against_a_merge(cast: Cast, pair: Pair) -> None:
    source, target = pair
    graduate = held_record(cast, graduated_on="2022-06-30")
    held = cast.application("submitted").record
    correcting = held_record(cast)
    asked(correcting)

    def sentence(one: StudentRecord, other: StudentRecord) -> str:
        return refusal(lambda: merge_of(one, other, cast))

    assert sentence(source, source) == "请选择两个不同的准考证号"
    assert sentence(graduate, target) == f"准考证号 {graduate.admission_number} 已经毕业，不能合并"
    assert sentence(target, graduate) == f"准考证号 {graduate.admission_number} 已经毕业，不能合并"
    assert sentence(held, target) == f"准考证号 {held.admission_number} 有一份毕业申请还没有结束，不能合并"
    assert sentence(correcting, target) == f"准考证号 {correcting.admission_number} 的考籍更正正在办理，办结后才能合并"
    assert refusal(lambda: ask_merge(source.uuid, target.uuid, "", by=cast.chen)) == "请写明合并的原因"
    assert refusal(lambda: ask_merge(source.uuid, target.uuid, "x", by=cast.lead)) == "合并由考生本人或考试院提出"
    merge_of(source, target, cast)
    assert sentence(source, target) == "这个准考证号已经申请合并，等考试院决定"
    assert sentence(graduate, source) == f"准考证号 {graduate.admission_number} 已经毕业，不能合并"
    assert sentence(target, source) == f"准考证号 {source.admission_number} 自己也在申请合并，请先办结"
    assert RecordMerge.objects.count() == 1


def test_an_application_begun_since_it_was_asked_refuses_the_decision(cast: Cast) -> None:
    source, target = held_record(cast), held_record(cast)
    merge = merge_of(source, target, cast)
    begin(source, cast.batch, by=source.holder)
    assert "有一份毕业申请还没有结束" in refusal(lambda: approve_merge(merge.uuid, "已看原件", by=cast.chen))
    merge.refresh_from_db()
    source.refresh_from_db()
    assert (merge.state, source.merged_into) == ("asked", None)


def test_a_merge_is_decided_once(cast: Cast, pair: Pair) -> None:
    source, target = pair
    CreditFactory(record=source)
    merge = merged(cast, source, target)
    with pytest.raises(RecordRefused, match="已由 陈老师 决定：已合并") as again:
        approve_merge(merge.uuid, by=cast.luo)
    assert again.value.already
    assert refusal(lambda: refuse_merge(merge.uuid, "不是", by=cast.luo)) == "这项合并已由 陈老师 决定：已合并"
    assert "已合并到另一个准考证号" in refusal(lambda: merge_of(source, target, cast))
    assert (target.credits.count(), target.events.filter(label="合并考籍").count()) == (1, 1)


def test_a_refused_merge_changes_nothing_and_can_be_asked_for_again(cast: Cast, pair: Pair) -> None:
    source, target = pair
    merge = ask_merge(source.uuid, target.uuid, "重复报名", by=source.holder)
    assert refusal(lambda: refuse_merge(merge.uuid, "", by=cast.chen)) == "请写明不同意的原因"
    assert refusal(lambda: refuse_merge(merge.uuid, "不", by=source.holder)) == "合并考籍由考试院决定"
    refuse_merge(merge.uuid, "专业不同", by=cast.chen)
    source.refresh_from_db()
    assert (source.merged_into, source.events.all()[0].note) == (None, "专业不同")
    second = ask_merge(source.uuid, target.uuid, "重复报名", by=source.holder)
    assert refusal(lambda: withdraw_merge(second.uuid, by=cast.chen)) == "只有提出的人可以撤回"
    withdraw_merge(second.uuid, by=source.holder)
    assert refusal(lambda: approve_merge(second.uuid, by=cast.chen)) == "这项合并已由提出的人撤回"


def test_a_candidate_asks_for_own_records_only(cast: Cast, pair: Pair) -> None:
    source, _ = pair
    other = held_record(cast)
    for first, second in ((source, other), (other, source)):
        with pytest.raises(StudentRecord.DoesNotExist):
            ask_merge(first.uuid, second.uuid, "重复报名", by=source.holder)


def test_who_sees_a_merge(cast: Cast, pair: Pair) -> None:
    source, target = pair
    merge_of(source, target, cast)
    half = held_record(cast)
    merge_of(held_record(cast), half, cast)
    people = cast.roles(source.holder) | {"half": half.holder}
    seen = {name: RecordMerge.objects.visible_to(user).count() for name, user in people.items() if user}
    nobody = dict.fromkeys(
        ("stranger", "clerk", "cashier", "intake", "teacher", "reviewer", "lead", "outsider", "half"), 0
    )
    assert seen == nobody | {"candidate": 1, "institute": 2, "chief": 2}


def test_the_database_refuses_incoherent_merges(cast: Cast, pair: Pair) -> None:
    source, target = pair
    merge = merge_of(source, target, cast)
    for wrong in ({"target": source}, {"state": "merged"}, {"state": "refused"}, {"decided_by": cast.chen}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RecordMerge.objects.filter(pk=merge.pk).update(**wrong)
    for ended in ({"merged_into": target}, {"merged_into": source, "merged_on": date(2022, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StudentRecord.objects.filter(pk=source.pk).update(**ended)
    credit = CreditFactory(record=source)
    for origin in ({"merged_from": target}, {"origin": "exam"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Credit.objects.filter(pk=credit.pk).update(**origin)


def test_whoever_proposed_a_merge_does_not_approve_it(cast: Cast, pair: Pair) -> None:
    merge = ask_merge(pair[0].uuid, pair[1].uuid, "重复报名", by=cast.chen)
    sentence = "合并不能撤销，提出和同意须由两个人办理，请另一位老师决定"
    assert refusal(lambda: approve_merge(merge.uuid, by=cast.chen)) == sentence
    merge.refresh_from_db()
    assert merge.is_open
    assert approve_merge(merge.uuid, by=cast.luo).decided_by == cast.luo
    own = held_record(cast)
    other = held_record(cast, holder=own.holder, id_number=own.id_number)
    by_candidate = ask_merge(own.uuid, other.uuid, "重复报名", by=own.holder)
    assert approve_merge(by_candidate.uuid, by=cast.chen).decided_by == cast.chen


def test_the_page_says_beforehand_exactly_what_moves(cast: Cast, pair: Pair) -> None:
    source, target = pair
    essay, logic, law = CourseFactory(code="00037"), CourseFactory(code="00024"), CourseFactory(code="00040")
    better = CreditFactory(record=source, course=essay, mark=81, year=2022, month=10)
    CreditFactory(record=target, course=essay, mark=66, source="merged", year=2022, month=10)
    worse = CreditFactory(record=source, course=logic, mark=60, year=2021, month=4)
    CreditFactory(record=target, course=logic, mark=70, source="merged", year=2021, month=4)
    twice = CreditFactory(record=source, course=law, mark=75, year=2020, month=4)
    again = CreditFactory(record=source, course=law, mark=None, grade="合格", source="practice", year=2020, month=4)
    said = what_moves(source, target)
    assert said == {better.pk: True, worse.pk: False, twice.pk: True, again.pk: False}
    assert merged(cast, source, target).moved == sum(said.values())


def test_the_proposer_reads_that_another_person_decides(
    cast: Cast, pair: Pair, signed_in: Callable[[User], Client]
) -> None:
    CreditFactory(record=pair[0], course=CourseFactory(), mark=81)
    merge = ask_merge(pair[0].uuid, pair[1].uuid, "重复报名", by=cast.chen)
    url = reverse("records:merge", args=[merge.uuid])
    own, others = (signed_in(user).get(url).content.decode() for user in (cast.chen, cast.luo))
    assert ("请另一位老师决定" in own, "同意合并</button>" in own, "同意合并</button>" in others) == (True, False, True)
    assert '成绩转入 <b class="num">1</b> 门次' in others
    refused = signed_in(cast.chen).post(reverse("records:merge-decide", args=[merge.uuid]), {"decision": "approve"})
    merge.refresh_from_db()
    assert (refused.status_code, merge.is_open) == (302, True)
