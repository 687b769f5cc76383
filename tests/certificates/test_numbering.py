"""Certificate numbers: their structure, and that a demonstration number notices a slip of the pen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.numbering import BadNumber, certificate_number, fits

NUMBERS = st.text("0123456789", min_size=12, max_size=12)


@given(st.sampled_from("56"), NUMBERS)
def test_a_number_has_17_digits_and_holds_level_province_and_admission_number(level: str, admission: str) -> None:
    number = certificate_number(level, admission)
    assert (len(number), number[:4], number[4:16]) == (17, f"6{level}50", admission)
    assert fits(number, level, admission)


@given(NUMBERS, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_changes_the_check_digit(admission: str, place: int, shift: int) -> None:
    wrong = admission[:place] + str((int(admission[place]) + shift) % 10) + admission[place + 1 :]
    assert certificate_number("5", admission)[-1] != certificate_number("5", wrong)[-1]


@pytest.mark.parametrize(
    ("level", "admission"), [("4", "0" * 12), ("5", "0" * 11), ("5", "00000000000x"), ("5", "１" * 12)]
)
def test_a_number_is_never_made_from_odd_parts(level: str, admission: str) -> None:
    with pytest.raises(BadNumber):
        certificate_number(level, admission)


@pytest.mark.parametrize("number", ["", "6550", "65500000000000730", "x" * 17])
def test_another_persons_number_does_not_fit(number: str) -> None:
    assert not fits(number, "5", "111111111111")
