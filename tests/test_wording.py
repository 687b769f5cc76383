from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from selfexam import typed, wording

ZONE = timezone.get_default_timezone()
NOW = datetime(2022, 12, 6, 11, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2022, 12, 9, 15, 0, tzinfo=ZONE), "12 月 9 日 15:00"),
        (datetime(2022, 11, 26, 9, 5, tzinfo=ZONE), "11 月 26 日 9:05"),
        (datetime(2021, 12, 9, 15, 0, tzinfo=ZONE), "2021 年 12 月 9 日 15:00"),
        (date(2022, 12, 30), "12 月 30 日"),
    ],
)
def test_a_time_is_written_with_the_year_only_if_it_is_not_this_one(value: date, text: str) -> None:
    assert wording.when(value, NOW) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2022, 12, 12), date(2022, 12, 28), "12 月 12 日至 28 日"),
        (date(2022, 11, 30), date(2022, 12, 2), "11 月 30 日至 12 月 2 日"),
        (date(2022, 12, 30), date(2023, 1, 3), "12 月 30 日至 2023 年 1 月 3 日"),
        (date(2022, 12, 12), date(2022, 12, 12), "12 月 12 日"),
    ],
)
def test_a_span_says_once_what_both_ends_share(first: date, last: date, text: str) -> None:
    assert wording.span(first, last, NOW) == text


@pytest.mark.parametrize(
    ("time", "text"),
    [
        (timedelta(days=11, hours=5), "还有 11 天"),
        (timedelta(days=3, hours=4, minutes=59), "还有 3 天 4 小时"),
        (timedelta(hours=2, minutes=10, seconds=59), "还有 2 小时 10 分"),
        (timedelta(minutes=40), "还有 40 分钟"),
        (timedelta(seconds=30), "还有 不到 1 分钟"),
        (timedelta(0), "已截止"),
        (timedelta(seconds=-1), "已截止"),
    ],
)
def test_the_time_left_is_rounded_down(time: timedelta, text: str) -> None:
    assert wording.left(NOW + time, NOW) == text


def test_waiting_keeps_its_hours_however_many_days() -> None:
    assert wording.waited(NOW - timedelta(days=12, hours=3), NOW) == "12 天 3 小时"
    assert wording.waited(NOW - timedelta(hours=23, minutes=59), NOW) == "23 小时"
    assert wording.waited(NOW + timedelta(hours=1), NOW) == "不到 1 分钟"


def test_table_times_are_short() -> None:
    assert wording.when_short(datetime(2022, 12, 9, 9, 5, tzinfo=ZONE), NOW) == "12-09 09:05"
    assert wording.when_short(date(2021, 1, 2), NOW) == "2021-01-02"


@pytest.mark.parametrize(
    ("fen", "text"), [(3000, "30 元"), (3050, "30.50 元"), (123400, "1,234 元"), (-3000, "-30 元")]
)
def test_money_has_decimals_only_if_it_is_not_whole(fen: int, text: str) -> None:
    assert wording.money(fen) == text


def test_numbers_are_read_in_groups_of_four() -> None:
    assert wording.grouped("000000000073") == "0000 0000 0073"


@pytest.mark.parametrize("dot", ["·", "•", "‧", "・", "･", ".", "．"])
def test_every_middle_dot_is_one_dot(dot: str) -> None:
    assert typed.name(f" 阿依{dot} 示例") == "阿依·示例"


def test_a_number_is_compared_narrow_compact_and_in_capitals() -> None:
    assert typed.number("９９０００0-1998 0520　001x") == "99000019980520001X"
