"""Reads the side with the emblem (国徽面) from its rows: 签发机关 and 有效期限 (GA 448)."""

import re
from collections.abc import Sequence
from datetime import date

from applications.idcards.fields import Fields
from applications.idcards.rows import Row

_HAN = "\u3400-\u9fff"
_POINT = r"[.\-·,。．]?"
_DAY = rf"(\d{{4}}){_POINT}(\d{{2}}){_POINT}(\d{{2}})"
_SPAN = re.compile(rf"{_DAY}[-—–~一至.．]{{0,2}}(?:{_DAY}|长期)")
_LONGEST_AUTHORITY = 40
# Issued for 5, 10 or 20 years or without an end, by age (Law on the Resident Identity Card, article 5).
_YEARS = (5, 10, 20)


def read_back(found: Sequence[Row]) -> Fields:
    """Never raises. Dates that are not 5, 10 or 20 years apart were misread and stay empty."""
    text = [row.text for row in found]
    valid_from, valid_to, long_term = _validity(text)
    used = [line.score for row in found if "机关" in row.text or "期限" in row.text for line in row.lines]
    return Fields(
        authority=_authority(text),
        valid_from=valid_from,
        valid_to=valid_to,
        long_term=long_term,
        sure=round(min(used, default=0.0), 3),
    )


def _authority(text: Sequence[str]) -> str:
    for place, row in enumerate(text):
        _, label, after = row.partition("签发机关")
        if not label:
            continue
        below = text[place + 1] if place + 1 < len(text) else ""
        if below and not re.search(r"有效|期限|\d{4}", below):
            after += below
        return "".join(re.findall(rf"[{_HAN}]+", after))[:_LONGEST_AUTHORITY]
    return ""


def _validity(text: Sequence[str]) -> tuple[date | None, date | None, bool]:
    for row in text:
        match = _SPAN.search(row.upper().replace("O", "0"))
        if match is None:
            continue
        try:
            begin = date(*(int(part) for part in match.groups()[:3]))
            if match.group(4) is None:
                return begin, None, True
            end = date(*(int(part) for part in match.groups()[3:]))
        except ValueError:
            return None, None, False
        return (begin, end, False) if _fits(begin, end) else (None, None, False)
    return None, None, False


def _fits(begin: date, end: date) -> bool:
    """The same day of the year, 5, 10 or 20 years later; the 29th of February has no such day in most years."""
    same_day = (begin.month, begin.day) == (end.month, end.day)
    leap = (begin.month, begin.day) == (2, 29) and (end.month, end.day) in ((2, 28), (3, 1))
    return end.year - begin.year in _YEARS and (same_day or leap)
