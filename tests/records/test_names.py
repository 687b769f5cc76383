"""Names as they go on a certificate."""

import unicodedata

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
        ("阿依.示例", "阿依·示例"),
        ("A. Example", "A. Example"),
        ("林\ue863禾", "林䶮禾"),
        ("林\ue81e禾", "林\u9fb4禾"),
        ("林\ue831禾", "林\U000215d7禾"),
        ("\u2f2d晓禾", "山晓禾"),
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
        ("林晓😀", "姓名中的“😀”不能印在证书上，请删去"),
        ("林?禾", "姓名中的“?”是旧系统缺字的记号，请换成实际的字"),
        ("林晓2", "姓名中有数字，请核对"),
        ("·阿依", "间隔号“·”只能在姓名的两部分之间，请核对"),
        ("阿依··示例", "间隔号“·”只能在姓名的两部分之间，请核对"),
        ("林" * 41, "姓名超过 40 个字，请核对"),
    ],
)
def test_names_that_no_certificate_can_carry(typed: str, sentence: str) -> None:
    with pytest.raises(BadName) as bad:
        read_name(typed)
    assert str(bad.value) == sentence


def test_every_private_place_of_gbk_is_a_character_of_unicode() -> None:
    names = [read_name(f"林{chr(code)}") for code in range(0xE815, 0xE865)]
    assert {unicodedata.category(name[1]) for name in names} <= {"Lo", "So"}
    assert len(set(names)) == 80
