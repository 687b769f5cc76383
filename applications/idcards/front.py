"""Reads the side with the portrait (人像面) from its rows: 姓名 性别 民族 出生 住址 公民身份号码 (GA 448)."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from applications.idcards.fields import Fields
from applications.idcards.lines import Line
from applications.idcards.rows import Row
from selfexam.records.id_numbers import BadIdNumber, read_id_number

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_NAME = re.compile(rf"[{_HAN}][{_HAN}·•‧∙⋅・･.．]*")
_SEX_AND_NATION = re.compile(rf"(?:性别|性|别)?\W*([男女])?\W*民?族\W*([{_HAN}]{{1,6}})?")
_BIRTH = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_NUMBER = re.compile(r"(?<![0-9A-Z])[0-9OIL]{17}[0-9XOIL](?![0-9A-Z])")
_LABELS = re.compile(r"姓名|性别|民族|出生|住址|公民身份|身份号码")
_LONGEST_NAME, _LONGEST_ADDRESS, _MOST_ADDRESS_ROWS = 40, 80, 4
# What a reader takes for a digit.
_DIGITS = str.maketrans("OIL", "011")


def read_front(found: Sequence[Row], today: date) -> Fields:
    """`today` bounds the birth date. Never raises: what does not fit stays empty."""
    text = [row.text for row in found]
    number, unclear = _number(text, today)
    sex, ethnicity = _sex_and_nation(text)
    address, used = _address(found)
    return Fields(
        name=_name(text),
        sex=sex,
        ethnicity=ethnicity,
        birth=_birth(text),
        address=address,
        number=number,
        number_unclear=unclear,
        sure=_sure(found, used),
    )


def _number(text: Sequence[str], today: date) -> tuple[str, bool]:
    """The first number whose check digit is right; else whether something like one was seen."""
    seen = False
    for row in reversed(text):
        for match in _NUMBER.finditer(row.upper()):
            seen = True
            try:
                return read_id_number(match.group().translate(_DIGITS), today).number, False
            except BadIdNumber:
                continue
    return "", seen


def _name(text: Sequence[str]) -> str:
    """After its label; without one, the row above 性别, where it stands on every card."""
    for place, row in enumerate(text):
        _, label, after = row.partition("姓名")
        if label:
            # Label and name may be read at slightly different heights.
            following = text[place + 1] if place + 1 < len(text) and not _LABELS.search(text[place + 1]) else ""
            # 名 is no surname: where it stands first, the label's second half was read twice.
            return _han(after.removeprefix("名")) or _han(following)
    for above, row in pairwise(text):
        if "性别" in row and not _LABELS.search(above):
            return _han(above)
    return ""


def _han(text: str) -> str:
    """The longest run of Chinese characters and middle dots; minority scripts beside it are not read."""
    return max(_NAME.findall(text), key=len, default="")[:_LONGEST_NAME]


def _sex_and_nation(text: Sequence[str]) -> tuple[str, str]:
    for row in text:
        if "性别" in row or "民族" in row:
            match = _SEX_AND_NATION.search(row)
            sex = (match and match.group(1)) or next((c for c in row.partition("性别")[2][:2] if c in "男女"), "")
            return sex, (match and match.group(2)) or ""
    return "", ""


def _birth(text: Sequence[str]) -> date | None:
    for row in text:
        if match := _BIRTH.search(row.translate(_DIGITS)):
            try:
                return date(*(int(part) for part in match.groups()))
            except ValueError:
                return None
    return None


def _address(found: Sequence[Row]) -> tuple[str, list[Line]]:
    """The row of 住址 and those below it that begin in the same column, down to the number."""
    for place, row in enumerate(found):
        if "住址" not in row.text:
            continue
        label = next((line for line in row.lines if "住址" in "".join(line.text.split())), row.lines[0])
        column = label.left
        used = [line for line in row.lines if line.left >= column]
        parts = ["".join("".join(line.text.split()) for line in used).partition("住址")[2]]
        for below in found[place + 1 : place + _MOST_ADDRESS_ROWS]:
            if _LABELS.search(below.text) or _NUMBER.search(below.text.upper()):
                break
            inside = [line for line in below.lines if line.left > column]
            parts.append("".join("".join(line.text.split()) for line in inside))
            used += inside
        return "".join(parts)[:_LONGEST_ADDRESS], used
    return "", []


def _sure(found: Sequence[Row], address: Sequence[Line]) -> float:
    labelled = [line.score for row in found if _LABELS.search(row.text) for line in row.lines]
    return round(min([*labelled, *(line.score for line in address)], default=0.0), 3)
