"""Substitution tables that contradict themselves, and those that only look so."""

from datetime import date

import pytest

from selfexam.catalogue.plan_checks import DOUBT, WRONG, check_substitutions
from selfexam.catalogue.plan_checks.shapes import ProgrammeShape, SwapShape

TODAY = date(2026, 11, 24)
NAMES = {"03708": "史纲", "15043": "近现代史", "00001": "旧课"}


def told(swaps: list[SwapShape], *versions: set[str]) -> list[tuple[str, str]]:
    shape = ProgrammeShape(tuple(swaps), tuple(frozenset(v) for v in versions), NAMES, TODAY)
    return [(finding.severity, finding.sentence) for finding in check_substitutions(shape)]


THERE, BACK = SwapShape("03708", "15043"), SwapShape("15043", "03708")


def test_one_code_for_another_is_nothing_to_tell() -> None:
    assert told([THERE], {"03708"}) == []


def test_two_codes_for_each_other_in_one_version_are_wrong() -> None:
    sentence = "15043 近现代史、03708 史纲 互相顶替，却都在同一版计划里，请删去方向填反的一行"
    assert told([THERE, BACK], {"03708", "15043"}) == [(WRONG, sentence)]


def test_a_circle_through_a_course_that_no_version_asks_for_is_wrong() -> None:
    sentence = "15043 近现代史、03708 史纲 互相顶替，而 15043 近现代史 不在任何一版计划里，请删去方向填反的一行"
    assert told([THERE, BACK], {"03708"}) == [(WRONG, sentence)]


def test_two_codes_for_each_other_in_two_versions_are_only_told() -> None:
    sentence = "15043 近现代史、03708 史纲 互相顶替，分别在不同版本的计划里时可以这样，请核对"
    assert told([THERE, BACK], {"03708"}, {"15043"}) == [(DOUBT, sentence)]


def test_a_longer_circle_is_told_once_with_all_its_names() -> None:
    swaps = [THERE, SwapShape("15043", "00001"), SwapShape("00001", "03708")]
    ((severity, sentence),) = told(swaps, {"03708", "15043", "00001"})
    assert severity == WRONG
    assert sorted(sentence.split(" 互相顶替")[0].split("、")) == ["00001 旧课", "03708 史纲", "15043 近现代史"]


def test_a_row_past_its_use_by_date_closes_no_circle() -> None:
    gone = SwapShape("15043", "03708", until=date(2026, 11, 23))
    assert told([THERE, gone], {"03708", "15043"}) == []
    last_day = SwapShape("15043", "03708", until=TODAY)
    assert [severity for severity, _ in told([THERE, last_day], {"03708", "15043"})] == [WRONG]


@pytest.mark.parametrize(("given", "count"), [(["15043"], 1), (["15043", "00001"], 0)])
def test_a_bundle_of_one_lacks_a_row(given: list[str], count: int) -> None:
    sentence = "顶替 03708 史纲 的合并组 A 只有一门课程，请补齐，或清空合并组"
    assert told([SwapShape("03708", code, "A") for code in given], {"03708"}) == [(WRONG, sentence)] * count


def test_a_bundle_with_two_dates_counts_to_the_earlier() -> None:
    swaps = [SwapShape("03708", "15043", "A", date(2027, 1, 1)), SwapShape("03708", "00001", "A")]
    assert told(swaps, {"03708"}) == [(DOUBT, "顶替 03708 史纲 的合并组 A 截止使用不一致，按最早的一天计")]


def test_a_row_for_a_course_that_no_plan_asks_for_does_nothing() -> None:
    assert told([THERE], {"00001"}) == [(DOUBT, "03708 史纲 不在任何一版计划里，这一行不起作用")]
    assert told([THERE]) == []
