"""Which side of a resident identity card the text belongs to, or that it is no such card.

A diploma or a 备案表 also says 姓名 and 性别; only a card says 住址 or 公民身份号码 beside them.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from applications.idcards.fields import Side
from applications.idcards.rows import Row

_FRONT_ONLY = re.compile(r"公民身份|身份号码|住址")
_FRONT = re.compile(r"姓名|性别|民族|出生")
_BACK_ONLY = re.compile(r"签发机关|有效期限")
_BACK = re.compile(r"居民身份证|中华人民共和国")
_VALIDITY = re.compile(r"\d{4}[.\-·,。]?\d{2}[.\-·,。]?\d{2}[-—–~一至.]{1,2}(\d{4}|长期)")
# Fewer characters than this are a stain that looks like text.
_LEAST_TEXT = 6


def side_of(found: Sequence[Row]) -> Side:
    text = "\n".join(row.text for row in found)
    if len("".join(text.split())) < _LEAST_TEXT:
        return Side.NONE
    front = len(set(_FRONT_ONLY.findall(text))), len(set(_FRONT.findall(text)))
    back = len(set(_BACK_ONLY.findall(text))), len(_BACK.findall(text)) + bool(_VALIDITY.search(text))
    if front[0] and sum(front) >= 2 and sum(front) > sum(back):
        return Side.FRONT
    if back[0] and sum(back) >= 2:
        return Side.BACK
    return Side.OTHER


def reads_downwards(found: Sequence[Row]) -> bool:
    """False if the labels come in the reverse of their order on a card: the picture stands on its head.

    Lines are read upright by the reader's own classifier; only their places tell.
    """
    order = ("姓名", "性别", "出生", "住址", "身份号码") if _is_front(found) else ("居民身份证", "签发机关", "有效期限")
    seen = [place for label in order for place, row in enumerate(found) if label in row.text]
    steps = [after - before for before, after in pairwise(seen)]
    return sum(step > 0 for step in steps) >= sum(step < 0 for step in steps)


def _is_front(found: Sequence[Row]) -> bool:
    return any(_FRONT_ONLY.search(row.text) or _FRONT.search(row.text) for row in found)
