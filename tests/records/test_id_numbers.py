"""GB 11643: what counts as an ID number, and what is said when it does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfexam.catalogue.code_tables import Sex
from selfexam.records.id_numbers import BadIdNumber, check_digit, grown, read_id_number
from tests.factories.records import invented_id_number

births = st.dates(date(1930, 1, 1), date(2008, 12, 31))
TODAY = date(2026, 11, 23)
GOOD = "500000199805200018"  # an area that does not exist


@given(births, st.sampled_from(Sex), st.integers(0, 400))
def test_birth_and_sex_are_read_back(birth: date, sex: Sex, n: int) -> None:
    number = invented_id_number(birth, sex, n)
    read = read_id_number(number, TODAY)
    assert (read.number, read.birth, read.sex) == (number, birth, sex)


@given(births, st.integers(0, 400), st.integers(0, 17), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(birth: date, n: int, place: int, step: int) -> None:
    number = invented_id_number(birth, Sex.MALE, n)
    old = "0123456789X".index(number[place])
    wrong = "0123456789"[(old + step) % 10] if place < 17 or old < 10 else str(step)
    if wrong == number[place]:
        return
    with pytest.raises(BadIdNumber):
        read_id_number(number[:place] + wrong + number[place + 1 :], TODAY)


@given(births.filter(lambda day: day.year < 2000), st.integers(0, 999))
def test_fifteen_digits_grow_into_the_eighteen_they_became(birth: date, order: int) -> None:
    first_17 = f"500000{birth:%Y%m%d}{order:03d}"
    whole = first_17 + check_digit(first_17)
    short = whole[:6] + whole[8:17]
    assert (read_id_number(short, TODAY).number, grown(short)) == (whole, whole)


@pytest.mark.parametrize(
    "typed", ["50000019980520001 8", "５０００００１９９８０５２０００１８", " 500000-19980520-0018 "]
)
def test_it_may_be_typed_in_other_shapes(typed: str) -> None:
    assert read_id_number(typed, TODAY).number == GOOD


def test_a_small_x_is_stored_as_a_capital() -> None:
    first_17 = next(f"50000019980520{n:03d}" for n in range(999) if check_digit(f"50000019980520{n:03d}") == "X")
    for x in ("x", "X", "ｘ"):
        assert read_id_number(first_17 + x, TODAY).number == first_17 + "X"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "身份证号应为 18 位，现在 0 位"),
        ("50000019980520000", "身份证号应为 18 位，现在 17 位"),
        ("5000001998052000A7", "身份证号只含数字，最后一位可以是 X"),
        ("٥٠٠٠٠٠١٩٩٨٠٥٢٠٠٠٠٧", "身份证号只含数字，最后一位可以是 X"),
        ("990000199805200000", "身份证号开头的 99 不是省级代码，请核对"),
        ("500000199802300000", "身份证号中的出生日期不存在"),
        ("500000209802200000", "身份证号中的出生日期不对"),
        ("500000189802200000", "身份证号中的出生日期不对"),
        (GOOD[:-1] + "9", "身份证号的校验位不对，请核对每一位"),
    ],
)
def test_what_is_wrong_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(BadIdNumber) as bad:
        read_id_number(typed, TODAY)
    assert str(bad.value) == sentence


def test_a_residence_permit_is_known_by_its_first_digits() -> None:
    permit = invented_id_number(date(1990, 1, 1), Sex.MALE, 1, area="810000")
    assert read_id_number(permit, TODAY).is_residence_permit
    assert not read_id_number(invented_id_number(date(1990, 1, 1), Sex.MALE, 1), TODAY).is_residence_permit
