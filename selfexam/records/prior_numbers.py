"""The number of a prior certificate (前置学历证书编号): its shapes, and what cannot be one.

Since 2002 a graduation certificate has 18 digits: school 5, kind 1, year 4, level 2, running number 6; those of 2001
have 17, with a running number of 5. The self-taught examination has 17 of its own: 6, level 5 or 6, province 2,
准考证号 12, check digit 1. Older numbers have other forms, with letters and characters, and are only looked at roughly:
whether they exist is for 学信网 to say. Called by the candidate's form and by the import of verified numbers.
"""

import re

from django.utils import timezone

from selfexam.typed import compact

LEAST, MOST = 5, 30
FIRST_OF_18 = 2002
_LEVELS = {"01", "02", "04", "05", "06"}


class BadPriorNumber(ValueError):
    """A number that cannot be one; the message is the sentence to show."""


def read_prior_number(text: str) -> str:
    """`text` as it is stored: half-width, without spaces and dashes, letters in capitals. Raises BadPriorNumber."""
    number = compact(text).upper()
    if not re.fullmatch(r"[0-9A-Z\u4e00-\u9fff()（）.]+", number) or not re.search(r"[0-9]", number):
        raise BadPriorNumber("编号只含数字和字母，请对照证书核对")
    if len(number) < LEAST:
        raise BadPriorNumber(f"编号现在 {len(number)} 位，太短，请对照证书补全")
    if len(number) > MOST:
        raise BadPriorNumber(f"编号现在 {len(number)} 位，太长，请对照证书核对")
    if number.isdigit():
        _check_digits(number)
    return number


def is_self_taught(number: str) -> bool:
    """Whether it has the form of a certificate of the self-taught examination."""
    return re.fullmatch(r"6[56][0-9]{15}", number) is not None


def _check_digits(number: str) -> None:
    length = len(number)
    if length > 18:
        raise BadPriorNumber(f"编号多 {length - 18} 位，请对照证书核对")
    if 14 <= length <= 16:
        raise BadPriorNumber(f"编号现在 {length} 位，比常见的 17 位少 {17 - length} 位，请对照证书补全")
    if length == 18:
        _check_parts(number)
    elif length == 17 and not is_self_taught(number) and FIRST_OF_18 <= int(number[6:10]) <= timezone.localdate().year:
        raise BadPriorNumber(f"{number[6:10]} 年的编号是 18 位，现在 17 位，少 1 位，请对照证书补全")


def _check_parts(number: str) -> None:
    year, level, this_year = int(number[6:10]), number[10:12], timezone.localdate().year
    if not FIRST_OF_18 - 1 <= year <= this_year:
        raise BadPriorNumber(f"18 位编号的第 7–10 位是毕业年份，现在是 {number[6:10]}，请对照证书核对")
    if level not in _LEVELS:
        raise BadPriorNumber(f"18 位编号的第 11–12 位是学历层次，如本科 05、专科 06，现在是 {level}，请对照证书核对")
