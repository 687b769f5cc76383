"""Document type, number, birth date and sex, checked against each other. Called by the importer and by corrections."""

import re
from datetime import date

from django.utils import timezone

from selfexam import typed
from selfexam.catalogue.code_tables import IdType
from selfexam.records.id_numbers import FIRST_BIRTH, BadIdNumber, check_digit, read_id_number

# Documents that carry a GB 11643 number.
_NUMBERED = (IdType.RESIDENT, IdType.HK_MACAU_TAIWAN)
# Passports and permits have no check digit that could be relied on: letters and digits, 5 to 18 of them.
_OTHER = re.compile(r"[A-Z0-9]{5,18}")


class BadIdentity(ValueError):
    """`field` is the column's name, the sentence says what is wrong with it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


def checked_number(id_type: str, text: str, birth: date, sex: str) -> str:
    """The number in normal form (15 digits as 18); raises BadIdentity for whatever contradicts it."""
    number = typed.number(text)
    if not FIRST_BIRTH <= birth <= timezone.localdate():
        raise BadIdentity("出生日期", f"{birth} 不对，请核对年份")
    if id_type in _NUMBERED:
        return _resident(id_type, number, birth, sex)
    if id_type == IdType.FOREIGN_RESIDENT:
        return _foreign_resident(number, birth)
    if not _OTHER.fullmatch(number):
        raise BadIdentity("证件号码", "应为 5 到 18 位字母和数字，请核对")
    return number


def _resident(id_type: str, number: str, birth: date, sex: str) -> str:
    try:
        read = read_id_number(number)
    except BadIdNumber as bad:
        raise BadIdentity("证件号码", str(bad)) from None
    if read.birth != birth:
        raise BadIdentity("出生日期", f"与证件号码中的 {read.birth} 不一致")
    if read.sex != sex:
        raise BadIdentity("性别", "与证件号码不一致")
    if read.is_residence_permit != (id_type == IdType.HK_MACAU_TAIWAN):
        raise BadIdentity("证件类型", "与证件号码不符：港澳台居民居住证号码以 81、82、83 开头，身份证不是")
    return read.number


def _foreign_resident(number: str, birth: date) -> str:
    """Cards of 2017 have 15 characters (3 letters, 12 digits), those of 2023 have 18 and begin with 9 (same check)."""
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        return number
    if not re.fullmatch(r"9[0-9]{16}[0-9X]", number):
        raise BadIdentity("证件号码", "应为 3 个字母加 12 位数字，或以 9 开头的 18 位号码，请核对")
    if number[17] != check_digit(number[:17]):
        raise BadIdentity("证件号码", "校验位不对，请核对每一位")
    if number[6:14] != f"{birth:%Y%m%d}":
        raise BadIdentity("出生日期", "与证件号码中的不一致")
    return number
