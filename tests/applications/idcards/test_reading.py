"""Parsing on plain boxes: both sides, whichever way they lie, broken ones, and things that are no card."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.idcards.fields import Fields, Side
from applications.idcards.lines import Line
from applications.idcards.reading import Reading, read_card, read_lines
from tests.applications.idcards import drawn
from tests.applications.idcards.conftest import back_lines, front_lines

TODAY = date(2026, 1, 1)
FRONT = Fields(
    name=drawn.NAME,
    sex="女",
    ethnicity="汉",
    birth=drawn.BIRTH,
    address="示例市样本区虚构路21号附近三单元",
    number=drawn.number(),
)
BACK = Fields(authority=drawn.AUTHORITY, valid_from=drawn.VALID_FROM, valid_to=drawn.VALID_TO)


def read(lines: list[Line]) -> Reading:
    return read_lines(lines, today=TODAY)


@pytest.mark.parametrize("degrees", [0, 3, -8, 12, 33, 90, 171, 180, 270, 300])
@pytest.mark.parametrize(("lines", "side", "fields"), [(front_lines(), "front", FRONT), (back_lines(), "back", BACK)])
def test_both_sides_are_read_whichever_way_they_lie(
    lines: list[Line], side: str, fields: Fields, degrees: float
) -> None:
    reading = read([line.turned(degrees) for line in lines])
    assert (reading.side, reading.fields, reading.findings) == (side, fields, ())


def test_labels_and_values_may_come_in_one_box() -> None:
    lines = [
        Line.at("姓名 林晓禾", 45, 63, 237, 56),
        Line.at("性别女", 48, 146, 151, 48),
        Line.at("民族 汉", 243, 148, 150, 44),
        Line.at("出生 1998 年 5 月 20 日", 52, 227, 390, 42),
        Line.at("住址 示例市样本区虚构路21", 50, 305, 480, 45),
        Line.at("号附近三单元", 151, 360, 200, 45),
        Line.at(f"公民身份号码 {drawn.number()}", 53, 549, 650, 43),
    ]
    assert read(lines).fields == FRONT


def test_a_watermark_across_the_card_is_left_out() -> None:
    marks = [Line.at("示例", 0, 0, 160, 90).turned(-24), Line.at("示例", 500, 300, 160, 90).turned(-24)]
    assert read([*front_lines(), *marks]).fields == FRONT


@pytest.mark.parametrize("validity", ["2021.05.04-长期", "2021.05.04长期", "20210504-长期", "2021.05.04一长期"])
def test_a_card_without_an_end_is_long_term(validity: str) -> None:
    fields = read(back_lines(validity=validity)).fields
    assert (fields.valid_from, fields.valid_to, fields.long_term) == (drawn.VALID_FROM, None, True)


@pytest.mark.parametrize(
    "validity",
    ["2021.05.04-2041.05.05", "2021.05.04-2034.05.04", "2021.13.04-2041.13.04", "2O21.05.04", "2041.05.04-2021.05.04"],
)
def test_dates_that_no_card_can_bear_count_as_unread(validity: str) -> None:
    reading = read(back_lines(validity=validity))
    assert (reading.fields.valid_from, reading.fields.valid_to, reading.fields.long_term) == (None, None, False)
    assert [finding.code for finding in reading.findings] == ["validity_missing"]


def test_a_leap_day_ends_beside_itself() -> None:
    fields = read(back_lines(validity="2016.02.29-2026.02.28")).fields
    assert fields.valid_to == date(2026, 2, 28)


def test_a_long_authority_runs_over_two_rows() -> None:
    lines = back_lines("示例市公安局样本区|分局")
    assert read(lines).fields.authority == drawn.AUTHORITY


@pytest.mark.parametrize("place", range(18))
def test_one_misread_digit_never_becomes_a_number(place: int) -> None:
    right = drawn.number()
    wrong = right[:place] + ("7" if right[place] != "7" else "8") + right[place + 1 :]
    reading = read(front_lines(number=wrong))
    assert (reading.fields.number, reading.fields.number_unclear) == ("", True)
    assert [finding.code for finding in reading.findings] == ["number_unclear"]


@pytest.mark.parametrize(("as_read", "expected"), [("O", "0"), ("o", "0"), ("I", "1"), ("l", "1")])
def test_letters_that_look_like_digits_are_digits(as_read: str, expected: str) -> None:
    number = drawn.number()
    assert read(front_lines(number=number.replace(expected, as_read))).fields.number == number


def test_a_missing_number_is_said_and_the_rest_is_kept() -> None:
    reading = read(front_lines(number=""))
    assert (reading.fields.name, [finding.code for finding in reading.findings]) == (drawn.NAME, ["number_missing"])


def test_without_its_label_the_name_is_the_row_above_the_sex() -> None:
    lines = [line for line in front_lines() if line.text != "姓名"]
    assert read(lines).fields.name == drawn.NAME


@pytest.mark.parametrize("name", ["阿依古丽·吐尔逊", "欧阳示例", "王㛃䶮", "林𠀀"])
def test_names_of_any_length_and_rarity_are_kept_as_read(name: str) -> None:
    assert read(front_lines(name=name)).fields.name == name


def test_a_minority_script_beside_the_name_is_not_the_name() -> None:
    assert read(front_lines(name="ئايگۈل阿依古丽")).fields.name == "阿依古丽"


@pytest.mark.parametrize(
    ("texts", "side"),
    [
        (["毕业证书", "学生 林晓禾 性别 女", "修完全部课程，准予毕业", "证书编号：109991201806000073"], Side.OTHER),
        (["学历证书电子注册备案表", "姓名", "林晓禾", "性别", "女", "出生日期", "1998 年 5 月 20 日"], Side.OTHER),
        (["这是一张没有关系的图片"], Side.OTHER),
        (["，", "一"], Side.NONE),
        ([], Side.NONE),
    ],
)
def test_what_is_no_card_is_told_apart(texts: list[str], side: Side) -> None:
    reading = read([Line.at(text, 50, 80 * row, 40 * len(text), 40) for row, text in enumerate(texts)])
    assert (reading.side, reading.fields) == (side, Fields())
    assert [finding.code for finding in reading.findings] == ["not_a_card" if side == Side.OTHER else "unreadable"]


SIGNS = "姓名性别民族出生住址公民身份号码签发机关有效期限年月日长期男女·.-0123456789XO 　\n\x00林𠀀"
numbers = st.floats(-1e4, 1e4)
points = st.tuples(numbers, numbers)
lines = st.builds(Line, st.text(SIGNS, max_size=60), st.tuples(points, points, points, points), st.floats(0, 1))


@given(st.lists(lines, max_size=20))
def test_any_boxes_are_read_without_an_error_and_kept_short(found: list[Line]) -> None:
    fields = read(found).fields
    assert max(len(fields.name), len(fields.authority)) <= 40
    assert len(fields.address) <= 80
    assert Fields.from_text(fields.to_text()) == fields


def test_a_steep_picture_is_read_a_second_time_and_a_level_one_once() -> None:
    seen: list[tuple[int, ...]] = []
    level = front_lines()

    def reader(picture: np.ndarray) -> list[Line]:
        seen.append(picture.shape)
        return level if len(seen) % 2 == 0 else [line.turned(90) for line in level]

    picture = np.full((600, 900, 3), 120, np.uint8)
    reading = read_card(picture, reader, today=TODAY)
    assert (reading.fields, seen) == (FRONT, [(600, 900, 3), (900, 600, 3)])
    read_card(picture, lambda picture: seen.append(picture.shape) or level, today=TODAY)
    assert len(seen) == 3


def test_what_an_older_release_kept_can_still_be_read() -> None:
    assert Fields.from_text('{"name": "林晓禾", "gone": 1, "birth": "1998-05-20"}') == Fields(
        name="林晓禾", birth=drawn.BIRTH
    )
    assert (Fields.from_text(None), Fields.from_text("")) == (Fields(), Fields())
