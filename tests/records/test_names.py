"""Names as they go on a certificate."""

import pytest

from selfexam.records.names import BadName, read_name


@pytest.mark.parametrize("dot", ["•", "・", "‧", "．", "·", "∙", "⋅", "●", "･", "\u0387"])
def test_every_middle_dot_becomes_the_one_of_certificates(dot: str) -> None:
    assert read_name(f"阿依{dot}示例") == "阿依\u00b7示例"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 林 晓禾\u3000", "林晓禾"),
        ("林\u3000\u3000晓禾", "林晓禾"),
        ("田㛃宁", "田㛃宁"),
        ("夏𬭎远", "夏𬭎远"),
        ("Anna  Maria  Example", "Anna Maria Example"),
        ("Ａｎｎａ", "Anna"),
        ("阿依 · 示例", "阿依·示例"),
    ],
)
def test_names_in_normal_form(typed: str, name: str) -> None:
    assert read_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("  ", "姓名不能为空"),
        ("林\ue000禾", "姓名中有系统无法识别的字（U+E000），请用标准汉字重新录入"),
        ("林\U000f0001禾", "姓名中有系统无法识别的字（U+F0001），请用标准汉字重新录入"),
        ("林" * 41, "姓名超过 40 个字，请核对"),
    ],
)
def test_names_that_no_certificate_can_carry(typed: str, sentence: str) -> None:
    with pytest.raises(BadName) as bad:
        read_name(typed)
    assert str(bad.value) == sentence
