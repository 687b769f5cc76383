"""Numbers in the picture: the gravest first, inside the frame, never on top of each other."""

import pytest

from applications.photos.checks import CHECKS
from applications.photos.file_rules import FILE_CODES, may_be_appealed
from applications.photos.marks import RADIUS, marks


def finding(severity: str, box: list[int] | None = None, code: str = "roll") -> dict[str, object]:
    return {"code": code, "severity": severity, "title": code, "box": box}


def test_hard_fails_come_before_doubts_and_what_passed_has_no_number() -> None:
    told = [finding(s, code=s) for s in ("ok", "warn", "note", "fail", "advice")]
    assert [(m.number, m.severity) for m in marks(told)] == [(1, "fail"), (2, "warn")]


def test_a_finding_without_a_place_has_a_number_and_no_pin() -> None:
    (mark,) = marks([finding("fail")])
    assert (mark.number, mark.box, mark.pin) == (1, None, None)


@pytest.mark.parametrize("box", [[0, 0, 480, 640], [-40, -9, 30, 20], [470, 630, 90, 90], [100, 200, 1, 1]])
def test_pins_lie_inside_the_picture_and_apart_even_for_one_and_the_same_box(box: list[int]) -> None:
    pins = [mark.pin for mark in marks([finding("fail", box) for _ in range(6)])]
    assert all(p and RADIUS <= p[0] <= 480 - RADIUS and RADIUS <= p[1] <= 640 - RADIUS for p in pins)
    assert len(set(pins)) == 6 or box[1] > 600


def test_the_rules_of_the_file_are_the_ones_that_nobody_can_appeal() -> None:
    declared = {check.rule.code for check in CHECKS if check.rule.about_file}
    assert declared | {"unreadable"} == FILE_CODES
    sure = {check.rule.code for check in CHECKS if check.rule.sure and not check.rule.about_file}
    assert {code for code in sure if not may_be_appealed([finding("fail", code=code)])} == set()
