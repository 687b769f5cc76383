"""What was read beside the record, and both sides together: every finding, and when there is none."""

from dataclasses import replace
from datetime import date

import pytest

from applications.idcards.comparing import Known, compare, differences
from applications.idcards.fields import Fields, Side
from applications.idcards.pairing import Slot, side_finding
from tests.applications.idcards import drawn

NUMBER = drawn.number()
KNOWN = Known("林晓禾", "女", "汉", drawn.BIRTH, NUMBER, date(2026, 12, 9))
FRONT = Fields(name="林晓禾", sex="女", ethnicity="汉", birth=drawn.BIRTH, number=NUMBER, sure=0.97)
BACK = Fields(valid_from=drawn.VALID_FROM, valid_to=drawn.VALID_TO)


def codes(fields: Fields, known: Known = KNOWN, side: Side = Side.FRONT) -> dict[str, str]:
    return {finding.code: finding.severity.value for finding in differences(side, fields, known)}


def test_the_same_card_and_record_have_nothing_to_say() -> None:
    assert (codes(FRONT), codes(BACK, side=Side.BACK), codes(FRONT, side=Side.OTHER)) == ({}, {}, {})
    assert {row.state.value for row in compare(Side.FRONT, FRONT, KNOWN)} == {"same"}


def test_what_was_not_read_is_no_difference() -> None:
    assert (codes(Fields()), codes(Fields(), side=Side.BACK)) == ({}, {})
    assert {row.state.value for row in compare(Side.FRONT, Fields(), KNOWN)} == {"unread"}


def test_another_number_names_the_places_and_shows_neither_number() -> None:
    (row,) = [
        row for row in compare(Side.FRONT, replace(FRONT, number=drawn.number(74)), KNOWN) if row.code == "number"
    ]
    (finding,) = differences(Side.FRONT, replace(FRONT, number=drawn.number(74)), KNOWN)
    assert (row.state, row.note) == ("differs", "第 17、18 位与考籍不同")
    assert (finding.code, finding.severity) == ("number_differs", "warn")
    assert NUMBER[6:14] not in row.read + row.recorded + finding.message + finding.advice


def test_a_small_x_in_the_record_is_the_same_number() -> None:
    number = next(n for n in map(drawn.number, range(400)) if n.endswith("X"))
    assert codes(replace(FRONT, number=number), replace(KNOWN, number=number.lower())) == {}


@pytest.mark.parametrize(
    ("read", "recorded"),
    [
        ("阿依・示例", "阿依·示例"),
        ("阿依示例", "阿依·示例"),
        ("阿依．示例", "阿依•示例"),
        ("ＡＢ示例", "ab示例"),
        ("林 晓禾", "林晓禾"),
    ],
)
def test_dots_width_and_spaces_are_no_difference_of_names(read: str, recorded: str) -> None:
    assert codes(replace(FRONT, name=read), replace(KNOWN, name=recorded)) == {}


@pytest.mark.parametrize(
    ("read", "recorded", "sure", "expected"),
    [
        ("林晓和", "林晓禾", 0.97, {"name_differs": "warn"}),
        ("林晓", "林晓禾", 0.97, {"name_differs": "warn"}),
        ("林晓和", "林晓禾", 0.7, {"name_unsure": "note"}),
        ("王洁龚", "王㛃䶮", 0.97, {"name_unsure": "note"}),
        ("王洁", "王㛃䶮", 0.97, {"name_unsure": "note"}),
        ("张洁龚", "王㛃䶮", 0.97, {"name_differs": "warn"}),
        ("王", "王㛃䶮示例", 0.97, {"name_differs": "warn"}),
    ],
)
def test_another_name_is_a_warning_and_a_rare_character_only_a_note(
    read: str, recorded: str, sure: float, expected: dict[str, str]
) -> None:
    assert codes(replace(FRONT, name=read, sure=sure), replace(KNOWN, name=recorded)) == expected


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"sex": "男"}, "sex_unsure"),
        ({"ethnicity": "土家"}, "ethnicity_unsure"),
        ({"birth": date(1998, 5, 26)}, "birth_unsure"),
    ],
)
def test_small_print_that_differs_is_a_note(changed: dict[str, object], code: str) -> None:
    assert codes(replace(FRONT, **changed)) == {code: "note"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (replace(BACK, valid_to=date(2026, 12, 8)), {"expired": "warn"}),
        (replace(BACK, valid_to=date(2026, 12, 9)), {}),
        (replace(BACK, valid_to=None, long_term=True), {}),
    ],
)
def test_a_card_has_to_be_valid_on_the_batchs_last_day(fields: Fields, expected: dict[str, str]) -> None:
    assert codes(fields, side=Side.BACK) == expected


F, B, OTHER = Side.FRONT, Side.BACK, Side.OTHER


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        (F, B, (None, None)),
        (B, F, ("swapped", "swapped")),
        (F, F, (None, "same_side_twice")),
        (B, B, ("same_side_twice", None)),
        (B, None, ("wrong_side", None)),
        (None, F, (None, "wrong_side")),
        (None, None, (None, None)),
        (OTHER, B, (None, None)),
        (B, OTHER, ("wrong_side", None)),
    ],
)
def test_both_sides_are_looked_at_together(
    front: Side | None, back: Side | None, expected: tuple[str | None, str | None]
) -> None:
    slots = Slot(F, front, "a"), Slot(B, back, "b")
    found = side_finding(*slots), side_finding(*reversed(slots))
    assert tuple(finding.code if finding else None for finding in found) == expected


def test_one_side_alone_is_judged_alone() -> None:
    assert side_finding(Slot(F, F, "a"), None) is None
    finding = side_finding(Slot(F, B, "a"), None)
    assert finding is not None
    assert finding.message == "这张是国徽面，这里要人像面"


def test_the_same_file_twice_needs_no_reading() -> None:
    slots = Slot(F, None, "a"), Slot(B, None, "a")
    found = side_finding(*slots), side_finding(*reversed(slots))
    assert [finding and finding.message for finding in found] == ["两张是同一张图片"] * 2
    read = Slot(F, F, "a"), Slot(B, F, "a")
    assert side_finding(*read) is None
    second = side_finding(*reversed(read))
    assert second is not None
    assert second.message == "两张都是人像面"
