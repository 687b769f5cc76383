"""The rules of a batch from JSON: complete, or refused with a sentence."""

from collections.abc import Callable
from typing import Any

import pytest

from applications.photos.checks import CHECKS, limits
from applications.photos.findings import Severity
from applications.photos.judge import Judgement
from applications.photos.rules import BadRules, PhotoRules
from tests.applications.photos.conftest import drawn, finding


def test_nothing_said_is_the_notice_and_the_national_standard() -> None:
    rules = PhotoRules.from_json({})
    assert rules == PhotoRules()
    assert (rules.width, rules.height, rules.least_bytes, rules.most_bytes) == (480, 640, 51_200, None)


def test_rules_survive_the_database() -> None:
    rules = PhotoRules(least_bytes=40_000, most_bytes=90_000, background="strict", roll_most=3.5)
    assert PhotoRules.from_json(rules.to_json()) == rules


ODD: list[Any] = [
    {"hight": 640},
    {"width": "480"},
    {"width": True},
    {"width": 0},
    {"height": 100_000},
    {"least_bytes": -1},
    {"least_bytes": 51_200.5},
    {"most_bytes": 10},
    {"head_top_least": 200},
    {"background": "plain"},
    {"background": None},
    {"roll_most": float("nan")},
    {"off": "roll"},
    {"warn_only": [1]},
    {"limits": {"yaw_fail": "12"}},
    {"limits": [1]},
]


@pytest.mark.parametrize("stored", ODD)
def test_odd_rules_are_refused_with_a_sentence(stored: dict[str, Any]) -> None:
    with pytest.raises(BadRules, match="照片"):
        PhotoRules.strict(stored)


@pytest.mark.parametrize("stored", [*ODD, {"limits": {"yaw_fail": None}}, ["width"]])
def test_odd_rules_that_are_stored_break_no_page(stored: Any) -> None:
    assert PhotoRules.from_json(stored) == PhotoRules()


def test_an_odd_key_costs_nothing_but_itself() -> None:
    rules = PhotoRules.from_json({"least_bytes": 61_440, "of_another_version": 3, "roll_most": "wide"})
    assert rules == PhotoRules(least_bytes=61_440)
    assert PhotoRules.from_json({"limits": {"a": "12", "b": 3, "c": True}}).limits == {"b": 3}


def test_numbers_that_contradict_each_other_are_all_left_out() -> None:
    rules = PhotoRules.from_json({"head_top_least": 300, "background": "strict", "off": ["roll"]})
    assert rules == PhotoRules(background="strict", off=frozenset({"roll"}))


def test_a_rule_off_says_nothing_and_one_that_only_reminds_never_fails(judged: Callable[..., Judgement]) -> None:
    tilted = drawn(defect="tilted")
    assert finding(judged(tilted), "roll").severity is Severity.FAIL
    off = judged(tilted, PhotoRules.from_json({"off": ["roll"]}))
    assert "roll" not in {found.code for found in off.findings}
    softened = judged(tilted, PhotoRules.from_json({"warn_only": ["roll"]}))
    assert finding(softened, "roll").severity is Severity.WARN


def test_codes_are_unique_and_limits_lie_within_their_bounds() -> None:
    codes = [check.rule.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    keys = [limit.key for check in CHECKS for limit in check.rule.limits]
    assert len(set(keys)) == len(keys)
    assert all(limit.least <= limit.default <= limit.most for limit in limits().values())
