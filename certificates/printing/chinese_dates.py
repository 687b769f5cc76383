"""Dates in Chinese figures as they stand on certificates: 二〇二二年十二月三十日."""

from datetime import date

_DIGITS = "〇一二三四五六七八九"  # U+3007, neither ○ nor 零


def chinese_date(day: date) -> str:
    """Year digit by digit, month and day as numbers."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_small(day.month)}月{_small(day.day)}日"


def _small(number: int) -> str:
    """1 to 99 as it is spoken."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
