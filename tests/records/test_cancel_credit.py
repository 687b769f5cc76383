"""A pass cancelled for misconduct counts no more and stays; every change of a record is in its history."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.audit.auditing import audit
from applications.audit.facts import facts_for
from selfexam.accounts.models import User
from selfexam.records import changed as changes
from selfexam.records.domain.cancel_credit import CancelRefused, cancel_credit, restore_credit
from selfexam.records.domain.decide_merge import approve_merge
from selfexam.records.domain.graduation import graduate
from selfexam.records.models import Credit, RecordEvent
from tests.cast import Cast
from tests.factories.records import CreditFactory, RecordFactory, graduating_record
from tests.records.asking import merge_of

pytestmark = pytest.mark.django_db
Sign = Callable[[User], Client]
DAY = date(2022, 6, 1)


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[frozenset[int]]:
    calls: list[frozenset[int]] = []
    monkeypatch.setattr(changes, "_LISTENERS", [calls.append])
    return calls


def address(credit: Credit) -> str:
    fields = (credit.record.uuid, credit.course.code, credit.source, credit.year, credit.month)
    return reverse("records:credit", args=fields)


def test_a_cancelled_pass_counts_no_more_and_can_come_back(cast: Cast, heard: list[frozenset[int]]) -> None:
    record = graduating_record(plan=cast.plan, school=cast.school)
    credit = record.credits.select_related("course", "record").order_by("pk")[0]
    verdicts = [audit(facts_for([record])[0]).verdict]
    cancel_credit(credit, on=DAY, why="替考，渝考处〔2022〕0 号", by=cast.chen)
    verdicts.append(audit(facts_for([record])[0]).verdict)
    restore_credit(credit, why="复核撤销", by=cast.chief)
    verdicts.append(audit(facts_for([record])[0]).verdict)
    assert verdicts == ["pass", "fail", "pass"]
    assert heard == [frozenset({record.pk})] * 2
    what = f"{credit.course.code} {credit.course.name}，统考 2021-10"
    assert [(e.label, e.by_name, e.changes, e.note) for e in record.events.all()] == [
        ("恢复成绩", "周主任", [[what, "违纪取消", "75"]], "复核撤销"),
        ("取消成绩", "陈老师", [[what, "75", "违纪取消（2022-06-01）"]], "替考，渝考处〔2022〕0 号"),
    ]


def test_cancelling_twice_or_without_reason_or_at_a_wrong_day_changes_nothing(cast: Cast) -> None:
    credit = CreditFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)
    told = []
    for on, why in ((DAY, "  "), (tomorrow, "违纪"), (date(2021, 9, 30), "违纪"), (DAY, "违纪"), (DAY, "违纪")):
        try:
            cancel_credit(credit, on=on, why=why, by=cast.chen)
        except CancelRefused as refused:
            told.append(refused.sentence)
    assert told == [
        "请写明取消的原因",
        "取消日期不能晚于今天",
        "取消日期不能早于考次",
        "这个成绩已经取消，不需要再取消",
    ]
    assert RecordEvent.objects.count() == 1
    with pytest.raises(CancelRefused, match="没有被取消"):
        restore_credit(CreditFactory(), why="复核", by=cast.chen)


def test_a_school_can_neither_cancel_nor_restore(cast: Cast) -> None:
    credit = CreditFactory(record__school=cast.school)
    for by in (cast.reviewer, cast.lead, credit.record.holder or cast.clerk):
        with pytest.raises(CancelRefused, match="只有考试院"):
            cancel_credit(credit, on=DAY, why="违纪", by=by)
    assert Credit.objects.counting().count() == Credit.objects.count()


def test_the_database_refuses_a_cancellation_without_reason_and_a_mark_over_100() -> None:
    credit = CreditFactory()
    for wrong in ({"cancelled_on": DAY}, {"cancelled_why": "违纪"}, {"mark": 101}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Credit.objects.filter(pk=credit.pk).update(**wrong)


def test_the_history_can_neither_be_changed_nor_deleted() -> None:
    record = RecordFactory()
    graduate(record, on=DAY)
    graduate(record, on=date(2022, 12, 30))
    event = record.events.get()
    assert event.changes == [["毕业日期", "", "2022-06-01"]]
    with pytest.raises(TypeError, match="append-only"):
        event.save()
    with pytest.raises(TypeError, match="append-only"):
        event.delete()


def test_the_institute_cancels_and_restores_on_the_page(cast: Cast, signed_in: Sign) -> None:
    credit = CreditFactory(record__school=cast.school)
    client = signed_in(cast.chen)
    assert "违纪取消成绩" in client.get(address(credit)).content.decode()
    empty = client.post(address(credit), {"on": "", "why": ""})
    assert (empty.status_code, "请填写取消原因" in empty.content.decode()) == (422, True)
    late = client.post(address(credit), {"on": "2999-01-01", "why": "违纪"})
    assert (late.status_code, "取消日期不能晚于今天。" in late.content.decode()) == (409, True)
    done = client.post(address(credit), {"on": "2022-06-01", "why": "考试违纪"}, follow=True)
    assert "成绩已取消，不再计入毕业条件" in done.content.decode()
    assert "75 →</span> 违纪取消（2022-06-01）" in done.content.decode()
    back = client.post(address(credit), {"why": "复核撤销"}, follow=True)
    assert "成绩已恢复" in back.content.decode()


@pytest.mark.parametrize("wrong", [{"code": "99999"}, {"source": "x"}, {"year": 10**30}, {"month": 13}])
def test_an_address_of_no_credit_is_not_found(cast: Cast, signed_in: Sign, wrong: dict[str, object]) -> None:
    credit = CreditFactory()
    fields = {"code": credit.course.code, "source": credit.source, "year": credit.year, "month": credit.month}
    path = reverse("records:credit", kwargs={"uuid": credit.record.uuid, **fields, **wrong})
    assert signed_in(cast.chen).get(path).status_code == 404


def test_a_school_finds_its_own_records_only(cast: Cast, signed_in: Sign) -> None:
    own, other = RecordFactory(school=cast.school), RecordFactory(school=cast.other_school)
    client = signed_in(cast.reviewer)
    page = client.get(reverse("records:records"), {"q": own.name}).context["page"]
    assert other.pk not in {record.pk for record in page.object_list}
    assert client.get(reverse("records:record", args=[own.uuid])).status_code == 200
    assert client.get(reverse("records:record", args=[other.uuid])).status_code == 404
    found = signed_in(cast.chen).get(reverse("records:records"), {"q": other.id_number}).context["page"].object_list
    assert list(found) == [other]
    assert signed_in(cast.chen).get(reverse("records:records"), {"q": "\x00", "page": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("status", "said"),
    [("paid", ""), ("approved", "这位考生的毕业申请已通过集中会审。"), ("issued", "2022 年 12 月 30 日 已经毕业。")],
)
def test_after_the_decision_the_page_says_what_a_cancelled_score_does_not_undo(
    cast: Cast, signed_in: Sign, status: str, said: str
) -> None:
    credit = CreditFactory(record=cast.application(status).record)
    if status == "issued":
        graduate(credit.record, on=date(2022, 12, 30))
    page = signed_in(cast.chen).get(address(credit)).content.decode()
    warned = "取消成绩不会改变会审结果、电子注册和毕业证书，需要撤销的另行办理。"
    assert (warned in page, said in page) == (bool(said), True)


def test_a_pass_that_a_merge_has_moved_meanwhile_is_not_cancelled_under_the_old_number(cast: Cast) -> None:
    source, target = RecordFactory(school=cast.school), RecordFactory(school=cast.school)
    credit = CreditFactory(record=source)
    approve_merge(merge_of(source, target, cast).uuid, "已看原件", by=cast.chen)
    for act in (
        lambda: cancel_credit(credit, on=DAY, why="替考", by=cast.chen),
        lambda: restore_credit(credit, why="复核撤销", by=cast.chen),
    ):
        with pytest.raises(CancelRefused, match="已转到保留的准考证号"):
            act()
    assert target.credits.get().cancelled_on is None
    assert not source.events.filter(label__in=("取消成绩", "恢复成绩")).exists()
