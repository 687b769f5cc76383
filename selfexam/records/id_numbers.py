"""Chinese identity numbers (GB 11643): normal form, check digit, birth date and sex inside.

The first six digits are where the card was issued; old and abolished areas are legal, so only the shape is checked.
"""

import re
from dataclasses import dataclass
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NARROW = {ord("Ｘ"): "X", ord("ｘ"): "X"} | {0xFF10 + n: str(n) for n in range(10)}


class BadIdNumber(ValueError):
    """The sentence says what is wrong with the number."""


@dataclass(frozen=True)
class IdNumber:
    """`number` has 18 characters; `sex` is the GB/T 2261.1 code."""

    number: str
    birth: date
    sex: str


def check_digit(first_17: str) -> str:
    """The 18th character that belongs to 17 digits."""
    return _CHECKS[sum(int(d) * w for d, w in zip(first_17, _WEIGHTS, strict=True)) % 11]


def read_id_number(typed: str, today: date | None = None) -> IdNumber:
    """Full-width digits, a small x, spaces and 15-digit numbers are accepted; raises BadIdNumber."""
    number = re.sub(r"\s", "", typed.translate(_NARROW)).upper()
    if re.fullmatch(r"\d{15}", number):
        grown = f"{number[:6]}19{number[6:]}"
        number = grown + check_digit(grown)
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise BadIdNumber(
            f"身份证号应为 18 位，现在 {len(number)} 位" if len(number) != 18 else "身份证号只含数字，最后一位可以是 X"
        )
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise BadIdNumber("身份证号中的出生日期不存在") from None
    if not date(1900, 1, 1) <= birth <= (today or date.today()):
        raise BadIdNumber("身份证号中的出生日期不对")
    if number[17] != check_digit(number[:17]):
        raise BadIdNumber("身份证号的校验位不对，请核对每一位")
    return IdNumber(number, birth, "1" if int(number[16]) % 2 else "2")
