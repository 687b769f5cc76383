"""The photo rules of a batch as numbers: notice 一(一)3 and, where it is silent, the national collection standard.

Built from a stored rule set; read by every check and by the page that draws the guide lines. Reading forgives: a key
of another version of the software is left out and logged, so that no page breaks by it. Writing does not (rule_set.py).
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any, Self

from applications.photos.rule import Limit

logger = logging.getLogger(__name__)

BACKGROUNDS = ("strict", "normal", "lenient")
_CODE_SETS = ("off", "warn_only", "background_colours")


class BadRules(ValueError):
    """The rules of a batch hold a value that cannot be meant; the message is a Chinese sentence."""


# How strictly the background is judged, as limits; "normal" is their defaults. Evenly lit studio walls measure up to 5.
_BACKGROUND: Mapping[str, Mapping[str, float]] = {
    "strict": {"background_range": 5.0, "background_spread": 5.5, "background_objects_fail": 1.5},
    "normal": {},
    "lenient": {"background_range": 10.0, "background_spread": 10.0, "background_objects_fail": 4.0},
}


@dataclass(frozen=True)
class PhotoRules:
    """Framing in pixels of a 480 × 640 picture. Outside a band warns; outside it by more than `…_slack` fails."""

    # Notice 一(一)3(6). 1 KB is 1,024 bytes; the notice names no upper limit.
    width: int = 480
    height: int = 640
    least_bytes: int = 50 * 1024
    most_bytes: int | None = None
    # 《图像采集规范及信息标准》: top of the hair, eyes, width of the face.
    head_top_least: int = 50
    head_top_most: int = 110
    head_top_slack: int = 40
    eye_line_least: int = 200
    eye_line_most: int = 300
    eye_line_slack: int = 50
    face_width_least: int = 180
    face_width_most: int = 300
    face_width_slack: int = 40
    # Notice 一(一)3(2): in the middle, both eyes level.
    off_centre_most: int = 20
    off_centre_slack: int = 20
    roll_most: float = 4.0
    roll_slack: float = 4.0
    background: str = "normal"
    # Codes of rules that the batch does not apply, and of rules that ask a person instead of failing a photo.
    off: frozenset[str] = frozenset()
    warn_only: frozenset[str] = frozenset()
    # Colours that the batch names (see background_colours.py); none: any plain colour.
    background_colours: frozenset[str] = frozenset()
    # Limits of single rules (`Limit.key`) that differ from their defaults.
    limits: Mapping[str, float] = field(default_factory=dict)

    def of(self, limit: Limit) -> float:
        """The batch's number for a limit, or that of its kind of background, or the default."""
        return self.limits.get(limit.key, _BACKGROUND[self.background].get(limit.key, limit.default))

    def applies(self, code: str) -> bool:
        return code not in self.off

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What `stored` does not say is the default; so is what it says and cannot be meant, which is logged."""
        values: dict[str, Any] = {}
        for name, value in stored.items() if isinstance(stored, Mapping) else ():
            try:
                values[name] = meant(name, _without_odd(value) if name == "limits" else value)
            except BadRules as bad:
                _tell(str(bad))
        rules = cls(**values)
        try:
            rules._refuse_contradictions()
        except BadRules as bad:
            _tell(str(bad))
            rules = cls(**{name: value for name, value in values.items() if name in _WITHOUT_ORDER})
        return rules

    @classmethod
    def strict(cls, stored: Mapping[str, Any]) -> Self:
        """The same for rules about to be kept: raises BadRules for unknown keys and odd values."""
        rules = cls(**{name: meant(name, value) for name, value in stored.items()})
        rules._refuse_contradictions()
        return rules

    def to_json(self) -> dict[str, Any]:
        sets = {name: sorted(getattr(self, name)) for name in _CODE_SETS}
        return {item.name: getattr(self, item.name) for item in fields(self)} | sets | {"limits": dict(self.limits)}

    def _refuse_contradictions(self) -> None:
        for name in ("head_top", "eye_line", "face_width"):
            if getattr(self, f"{name}_least") >= getattr(self, f"{name}_most"):
                raise BadRules(f"照片规则 {name} 的下限应小于上限")
        if self.most_bytes is not None and self.most_bytes <= self.least_bytes:
            raise BadRules("照片文件大小的下限应小于上限")
        if not (100 <= self.width <= 4000 and 100 <= self.height <= 4000):
            raise BadRules("照片的宽和高应在 100 到 4,000 像素之间")


def meant(name: str, value: Any) -> Any:
    """The value of a field of PhotoRules. Raises BadRules."""
    if name not in _DEFAULTS:
        raise BadRules(f"照片规则中有不认识的项目：{name}")
    return _value(name, value, _DEFAULTS[name])


def _value(name: str, value: Any, default: Any) -> Any:
    if name in _CODE_SETS:
        if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
            raise BadRules(f"照片规则 {name} 应为一组代码")
        return frozenset(value)
    if name == "limits":
        if not isinstance(value, dict):
            raise BadRules("照片规则 limits 应为一组“名称：数字”")
        return {key: _number(key, number, least=-(10**9)) for key, number in value.items()}
    if name == "background":
        if value not in BACKGROUNDS:
            raise BadRules(f"照片规则 background 应为 {'、'.join(BACKGROUNDS)} 之一")
        return value
    if name == "most_bytes" and value is None:
        return None
    if not isinstance(default, float) and not isinstance(value, int):
        raise BadRules(f"照片规则 {name} 的值应为整数")
    return _number(name, value)


def _number(name: str, value: Any, least: int = 0) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value < 10**9:
        raise BadRules(f"照片规则 {name} 的值应为数字" + ("" if least else "，不小于 0"))
    return value


def _without_odd(limits: Any) -> Any:
    """One limit that cannot be meant does not take the others along."""
    if not isinstance(limits, dict):
        return limits
    kept = {}
    for key, number in limits.items():
        try:
            kept[key] = _number(key, number, least=-(10**9))
        except BadRules as bad:
            _tell(str(bad))
    return kept


_DEFAULTS: dict[str, Any] = {item.name: item.default for item in fields(PhotoRules)}
# What stands in no order to anything else, and is kept when numbers contradict each other.
_WITHOUT_ORDER = frozenset({*_CODE_SETS, "background", "limits"})


@lru_cache(maxsize=256)
def _tell(sentence: str) -> None:
    """Once a process: a page that thousands open would fill the log."""
    logger.warning("stored photo rules: %s", sentence)
