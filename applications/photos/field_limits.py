"""The limits that PhotoRules keeps as fields of its own, declared like those of the checks, by the rule they belong to.

Everything that lists, checks or compares limits asks `limits_of`; a limit declared in a check needs no line here.
"""

from dataclasses import dataclass

from applications.photos.rule import Limit, Rule
from applications.photos.rules import PhotoRules

KB = 1024
_PIXELS, _SLACK = "像素", "超出多少即需更换"


@dataclass(frozen=True)
class FieldLimit(Limit):
    """`key` is a field of PhotoRules, `per` how many of its units are one of those shown. `open`: None is no limit."""

    per: int = 1
    open: bool = False


def _band(name: str, what: str, least: float, most: float) -> tuple[FieldLimit, ...]:
    low, high, slack = (_default(f"{name}_{end}") for end in ("least", "most", "slack"))
    return (
        FieldLimit(f"{name}_least", f"{what}最少", low, least, most, _PIXELS),
        FieldLimit(f"{name}_most", f"{what}最多", high, least, most, _PIXELS),
        FieldLimit(f"{name}_slack", _SLACK, slack, 0, 200, _PIXELS),
    )


def _default(name: str) -> float:
    return float(getattr(PhotoRules(), name))


FIELD_LIMITS: dict[str, tuple[FieldLimit, ...]] = {
    "bytes": (
        FieldLimit("least_bytes", "文件不小于", _default("least_bytes"), KB, 1024 * KB, "KB", per=KB),
        FieldLimit("most_bytes", "文件不大于", 0, 10 * KB, 10 * 1024 * KB, "KB", per=KB, open=True),
    ),
    "centred": (
        FieldLimit("off_centre_most", "偏离正中不超过", _default("off_centre_most"), 0, 120, _PIXELS),
        FieldLimit("off_centre_slack", _SLACK, _default("off_centre_slack"), 0, 200, _PIXELS),
    ),
    "head_top": _band("head_top", "头顶到上边", 0, 300),
    "eye_line": _band("eye_line", "眼睛到上边", 100, 450),
    "face_width": _band("face_width", "脸宽", 80, 460),
    "roll": (
        FieldLimit("roll_most", "倾斜不超过", _default("roll_most"), 0, 30, "°"),
        FieldLimit("roll_slack", _SLACK, _default("roll_slack"), 0, 30, "°"),
    ),
}


def limits_of(rule: Rule) -> tuple[Limit, ...]:
    """Every limit that a batch may set for a rule, in reading order."""
    return (*FIELD_LIMITS.get(rule.code, ()), *rule.limits)


def number_of(rules: PhotoRules, limit: Limit) -> float | None:
    """The number in force, in the unit in which it is kept; None where there is no limit."""
    if isinstance(limit, FieldLimit):
        value: float | None = getattr(rules, limit.key)
        return value
    return rules.of(limit)


def shown(limit: Limit, number: float | None) -> str:
    """`8.5°`, `50 像素`, `5,120 KB`, 不限."""
    if number is None:
        return "不限"
    value = number / limit.per if isinstance(limit, FieldLimit) else number
    written = f"{value:,.3f}".rstrip("0").rstrip(".")
    return f"{written}{'' if limit.unit in ('°', '%', '') else ' '}{limit.unit}"
