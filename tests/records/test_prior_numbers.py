"""The shapes of a prior certificate number: what is taken as it is, and the sentence for what cannot be one."""

import pytest

from selfexam.records.prior_numbers import BadPriorNumber, is_self_taught, read_prior_number


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("109991201806000073", "109991201806000073"),
        ("1099 9120 1806 0000 73", "109991201806000073"),
        ("１０９９９１２０１８０６００００７３", "109991201806000073"),
        ("10999120010600073", "10999120010600073"),
        ("66500118192000731", "66500118192000731"),
        ("65500118192000731", "65500118192000731"),
        ("川大专字第0731号", "川大专字第0731号"),
        ("k98-0731", "K980731"),
        ("980731", "980731"),
    ],
)
def test_every_known_form_is_taken_and_stored_in_one_way(typed: str, stored: str) -> None:
    assert read_prior_number(typed) == stored


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "编号只含数字和字母，请对照证书核对"),
        ("没有编号可填", "编号只含数字和字母，请对照证书核对"),
        ("10999120180600<>73", "编号只含数字和字母，请对照证书核对"),
        ("123", "编号现在 3 位，太短，请对照证书补全"),
        ("川" * 30 + "1", "编号现在 31 位，太长，请对照证书核对"),
        ("1099912018060000", "编号现在 16 位，比常见的 17 位少 1 位，请对照证书补全"),
        ("10999120180600007", "2018 年的编号是 18 位，现在 17 位，少 1 位，请对照证书补全"),
        ("1099912018060000735", "编号多 1 位，请对照证书核对"),
        ("109991301806000073", "18 位编号的第 7–10 位是毕业年份，现在是 3018，请对照证书核对"),
        ("109991201816000073", "18 位编号的第 11–12 位是学历层次，如本科 05、专科 06，现在是 16，请对照证书核对"),
    ],
)
def test_what_cannot_be_a_number_is_told_in_one_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(BadPriorNumber) as bad:
        read_prior_number(typed)
    assert str(bad.value) == sentence


def test_a_certificate_of_the_self_taught_examination_is_known_by_its_form() -> None:
    numbers = ("66500118192000731", "65500118192000731", "64500118192000731", "665001181920007311")
    assert [is_self_taught(number) for number in numbers] == [True, True, False, False]
