from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from selfexam.catalogue.deadline import deadline_of
from selfexam.catalogue.models import Batch
from selfexam.catalogue.way import phase_of, way_of
from tests.factories.catalogue import BatchFactory

END = datetime(2022, 12, 9, 15, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def batch() -> Batch:
    return BatchFactory.build(now=END - timedelta(days=8))


@pytest.mark.parametrize(
    ("before", "lead", "left", "urgency"),
    [
        (timedelta(days=7), "12 月 9 日 15:00 前", "还有 7 天", ""),
        (timedelta(days=3, hours=4), "12 月 9 日 15:00 前", "还有 3 天 4 小时", "soon"),
        (timedelta(hours=24), "12 月 9 日 15:00 前", "还有 1 天", "last"),
        (timedelta(hours=2, minutes=10), "12 月 9 日 15:00 前", "还有 2 小时 10 分", "last"),
        (timedelta(0), "本次申请已于 12 月 9 日 15:00 截止。", "下次时间另行通知", "shut"),
    ],
)
def test_the_bar_says_the_words_first_and_grows_urgent(
    batch: Batch, before: timedelta, lead: str, left: str, urgency: str
) -> None:
    bar = deadline_of(batch, now=END - before)
    assert (bar.lead, bar.left, bar.urgency) == (lead, left, urgency)


def test_a_batch_with_a_margin_names_both_ends(batch: Batch) -> None:
    batch.pay_until = END + timedelta(days=2)
    bar = deadline_of(batch, now=END - timedelta(days=5))
    assert bar.rest == "提交申请，12 月 11 日 15:00 前须通过初审并缴费"
    bar = deadline_of(batch, now=END + timedelta(hours=1))
    assert (bar.lead, bar.rest) == ("12 月 11 日 15:00 前", "须通过初审并缴费")


@pytest.mark.parametrize(
    ("state", "hours", "lead", "rest"),
    [
        ("draft", -1, "12 月 9 日 15:00 前", "提交申请，12 月 11 日 15:00 前须通过初审并缴费"),
        ("draft", 1, "本次申请已于 12 月 9 日 15:00 截止。", ""),
        ("submitted", -1, "12 月 11 日 15:00 前", "须通过初审并缴费"),
        ("returned", 1, "12 月 10 日 15:00 前", "须改好并通过初审，12 月 11 日 15:00 前须缴费"),
        ("returned", 25, "初审已于 12 月 10 日 15:00 截止。", ""),
        ("first_passed", 25, "12 月 11 日 15:00 前", "须缴费"),
        ("first_passed", 49, "本次申请已于 12 月 11 日 15:00 截止。", ""),
    ],
)
def test_every_state_has_its_own_end_where_the_windows_differ(
    batch: Batch, state: str, hours: int, lead: str, rest: str
) -> None:
    batch.review_until, batch.pay_until = END + timedelta(days=1), END + timedelta(days=2)
    bar = deadline_of(batch, state, now=END + timedelta(hours=hours))
    assert (bar.lead, bar.rest) == (lead, rest)


def test_a_paid_application_has_nothing_to_miss(batch: Batch) -> None:
    assert [deadline_of(batch, state, now=END) for state in ("paid", "issued", "withdrawn")] == [None, None, None]


def test_before_the_window_the_bar_names_its_beginning(batch: Batch) -> None:
    bar = deadline_of(batch, now=batch.apply_from - timedelta(days=10))
    assert (bar.rest, bar.left, bar.urgency) == ("11 月 26 日 15:00 开始", "还有 10 天", "")


@pytest.mark.parametrize(
    ("days", "lead", "urgency"),
    [(-1, "集中会审", ""), (4, "集中会审", ""), (20, "集中会审已于 12 月 28 日 结束。", "shut")],
)
def test_the_institute_reads_its_own_days(batch: Batch, days: int, lead: str, urgency: str) -> None:
    bar = deadline_of(batch, "collective", END + timedelta(days=days))
    assert (bar.lead, bar.urgency) == (lead, urgency)


def test_the_way_shows_which_windows_are_open(batch: Batch) -> None:
    assert [s.state for s in way_of(batch, END - timedelta(days=1))] == ["now", "now", "now", "", ""]
    assert [s.state for s in way_of(batch, END + timedelta(days=4))] == ["done", "done", "done", "now", ""]
    assert [s.state for s in way_of(None, END)] == [""] * 5


def test_the_phase_of_a_batch_is_one_word(batch: Batch) -> None:
    moments = [END - timedelta(days=30), END, END + timedelta(days=3), END + timedelta(days=30)]
    assert [phase_of(batch, m - timedelta(hours=1)).word for m in moments] == ["未开始", "受理中", "会审", "会审已结束"]
    batch.is_published = False
    assert phase_of(batch, END).word == "未发布"
