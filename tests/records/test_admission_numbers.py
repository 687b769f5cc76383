"""准考证号: the structure is checked, an unknown district is not refused."""

import pytest

from selfexam.records.admission_numbers import (
    BadAdmissionNumber,
    check_structure,
    district_of,
    has_known_district,
)


@pytest.mark.parametrize("number", ["011822100001", "024322299999", "019981100001", "999900200001"])
def test_numbers_of_the_national_form_are_taken_whatever_their_district(number: str) -> None:
    check_structure(number)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("01182210001", "“01182210001”不是 12 位数字"),
        ("01182210000１", "“01182210000１”不是 12 位数字"),
        ("011879100001", "第 5、6 位是年份，79 年还没有到"),
        ("011822300001", "第 7 位是考次，只有 1（上半年）和 2（下半年），现在是 3"),
        ("011822100000", "后 5 位是序号，从 00001 开始"),
    ],
)
def test_numbers_that_cannot_be_are_told_why(number: str, sentence: str) -> None:
    with pytest.raises(BadAdmissionNumber) as bad:
        check_structure(number)
    assert str(bad.value) == sentence


def test_districts_of_chongqing_are_known() -> None:
    known = ["0101", "0120", "0151", "0156", "0229", "0243"]
    unknown = ["0121", "0150", "0157", "0199", "0232", "0234", "0239", "0244", "0018"]
    assert [has_known_district(f"{d}22100001") for d in known] == [True] * 6
    assert [has_known_district(f"{d}22100001") for d in unknown] == [False] * 9


@pytest.mark.parametrize(
    ("number", "district"),
    [
        ("010119100001", "万州区"),
        ("011819100001", "永川区"),
        ("012019100001", "璧山区"),
        ("015619100001", "武隆区"),
        ("023119100001", "垫江县"),
        ("023819100001", "巫溪县"),
        ("024319100001", "彭水苗族土家族自治县"),
        ("012119100001", ""),
        ("023219100001", ""),
    ],
)
def test_a_number_tells_the_district_that_gave_it_out(number: str, district: str) -> None:
    assert district_of(number) == district
