"""Chinese identity numbers (GB 11643): normal form, check digit, birth date and sex inside.

The first six digits are where the card was issued; abolished areas are legal, so only their first two are checked.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from selfexam import typed

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
# Nobody alive was born earlier; a year before it is mistyped.
FIRST_BIRTH = date(1900, 1, 1)
# Codes of the provinces, and 81–83 of the residence permits for people from Hong Kong, Macau and Taiwan.
_PROVINCES = frozenset(
    f"{group}{last}"
    for group, lasts in (
        ("1", "12345"),
        ("2", "123"),
        ("3", "1234567"),
        ("4", "123456"),
        ("5", "01234"),
        ("6", "12345"),
    )
    for last in lasts
) | {"71", "81", "82", "83"}


def masked(number: str) -> str:
    """First six and last four characters: `500000********0000`; a short one is hidden as a whole."""
    return f"{number[:6]}{'*' * max(len(number) - 10, 0)}{number[-4:]}" if len(number) > 10 else "*" * len(number)


class BadIdNumber(ValueError):
    """The sentence says what is wrong with the number."""


@dataclass(frozen=True)
class IdNumber:
    """`number` has 18 characters; `sex` is the GB/T 2261.1 code."""

    number: str
    birth: date
    sex: str

    @property
    def is_residence_permit(self) -> bool:
        """港澳台居民居住证."""
        return self.number[:2] in ("81", "82", "83")


def check_digit(first_17: str) -> str:
    """The 18th character that belongs to 17 digits."""
    return _CHECKS[sum(int(d) * w for d, w in zip(first_17, _WEIGHTS, strict=True)) % 11]


def grown(number: str) -> str:
    """15 digits as the 18 they have become; anything else as it is."""
    if not re.fullmatch(r"[0-9]{15}", number):
        return number
    first_17 = f"{number[:6]}19{number[6:]}"
    return first_17 + check_digit(first_17)


def read_id_number(text: str, today: date | None = None) -> IdNumber:
    """Full-width digits, a small x, spaces and 15-digit numbers are accepted; raises BadIdNumber."""
    number = grown(typed.number(text))
    if len(number) != 18:
        raise BadIdNumber(f"身份证号应为 18 位，现在 {len(number)} 位")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise BadIdNumber("身份证号只含数字，最后一位可以是 X")
    if number[:2] not in _PROVINCES:
        raise BadIdNumber(f"身份证号开头的 {number[:2]} 不是省级代码，请核对")
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadIdNumber("身份证号中的出生日期不存在") from None
    if not FIRST_BIRTH <= birth <= (today or timezone.localdate()):
        raise BadIdNumber("身份证号中的出生日期不对")
    if number[17] != check_digit(number[:17]):
        raise BadIdNumber("身份证号的校验位不对，请核对每一位")
    return IdNumber(number, birth, "1" if int(number[16]) % 2 else "2")
