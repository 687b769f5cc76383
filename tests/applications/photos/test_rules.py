"""The rules of a batch from JSON: complete, or refused with a sentence."""

from typing import Any

import pytest

from applications.photos.rules import BadRules, PhotoRules


def test_nothing_said_is_the_notice_and_the_national_standard() -> None:
    rules = PhotoRules.from_json({})
    assert rules == PhotoRules()
    assert (rules.width, rules.height, rules.least_bytes, rules.most_bytes) == (480, 640, 51_200, None)


def test_rules_survive_the_database() -> None:
    rules = PhotoRules(least_bytes=40_000, most_bytes=90_000, background="strict", roll_most=3.5)
    assert PhotoRules.from_json(rules.to_json()) == rules


@pytest.mark.parametrize(
    "stored",
    [
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
    ],
)
def test_odd_rules_are_refused_with_a_sentence(stored: dict[str, Any]) -> None:
    with pytest.raises(BadRules, match="照片"):
        PhotoRules.from_json(stored)
