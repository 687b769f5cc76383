"""Documents of every type of the code table, checked as far as each can be."""

from datetime import date

import pytest

from selfexam.catalogue.code_tables import IdType, Sex
from selfexam.records.id_numbers import check_digit
from selfexam.records.identity import BadIdentity, checked_number
from tests.factories.records import invented_id_number

BIRTH = date(1998, 5, 20)
OWN = invented_id_number(BIRTH, Sex.FEMALE, 1)
PERMIT = invented_id_number(BIRTH, Sex.FEMALE, 1, area="810000")
FOREIGN = "915000" + f"{BIRTH:%Y%m%d}" + "001"
FOREIGN += check_digit(FOREIGN)

MISTYPED = FOREIGN[:17] + ("1" if FOREIGN[17] == "0" else "0")


@pytest.mark.parametrize(
    ("id_type", "text", "number"),
    [
        (IdType.RESIDENT, f" {OWN.lower()} ", OWN),
        (IdType.RESIDENT, OWN[:6] + OWN[8:17], OWN),
        (IdType.HK_MACAU_TAIWAN, PERMIT, PERMIT),
        (IdType.FOREIGN_RESIDENT, FOREIGN, FOREIGN),
        (IdType.FOREIGN_RESIDENT, "usa500098052000", "USA500098052000"),
        (IdType.PASSPORT, "e 12345678", "E12345678"),
        (IdType.HONG_KONG, "A123456（7）", "A1234567"),
        (IdType.TAIWAN_PASS, "00000001", "00000001"),
    ],
)
def test_a_number_is_taken_in_its_normal_form(id_type: str, text: str, number: str) -> None:
    assert checked_number(id_type, text, BIRTH, Sex.FEMALE) == number


@pytest.mark.parametrize(
    ("id_type", "text", "field", "sentence"),
    [
        (IdType.RESIDENT, PERMIT, "证件类型", "与证件号码不符：港澳台居民居住证号码以 81、82、83 开头，身份证不是"),
        (
            IdType.FOREIGN_RESIDENT,
            FOREIGN[:17] + ("0" if FOREIGN[17] != "0" else "1"),
            "证件号码",
            "校验位不对，请核对每一位",
        ),
        (IdType.FOREIGN_RESIDENT, OWN, "证件号码", "应为 3 个字母加 12 位数字，或以 9 开头的 18 位号码，请核对"),
        (IdType.PASSPORT, "E12", "证件号码", "应为 5 到 18 位字母和数字，请核对"),
        (IdType.PASSPORT, "护照12345", "证件号码", "应为 5 到 18 位字母和数字，请核对"),
    ],
)
def test_a_number_that_does_not_fit_its_document_is_told(id_type: str, text: str, field: str, sentence: str) -> None:
    with pytest.raises(BadIdentity) as bad:
        checked_number(id_type, text, BIRTH, Sex.FEMALE)
    assert (bad.value.field, bad.value.sentence) == (field, sentence)


def test_a_foreign_number_has_to_agree_with_the_birth_date() -> None:
    with pytest.raises(BadIdentity) as bad:
        checked_number(IdType.FOREIGN_RESIDENT, FOREIGN, date(1998, 5, 21), Sex.FEMALE)
    assert bad.value.field == "出生日期"


@pytest.mark.parametrize("birth", [date(198, 5, 20), date(1899, 12, 31), date(2199, 5, 20)])
@pytest.mark.parametrize("id_type", [IdType.PASSPORT, IdType.HONG_KONG, IdType.RESIDENT])
def test_a_birth_date_with_a_mistyped_year_is_told_whatever_the_document(id_type: str, birth: date) -> None:
    with pytest.raises(BadIdentity) as bad:
        checked_number(id_type, "E12345678", birth, Sex.FEMALE)
    assert (bad.value.field, bad.value.sentence) == ("出生日期", f"{birth} 不对，请核对年份")
