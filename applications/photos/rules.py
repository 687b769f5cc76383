"""The photo rules of a batch as numbers: notice 一(一)3 and, where it is silent, the national collection standard.

Built from `Batch.photo_rules`; read by every check and by the page that draws the guide lines.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

BACKGROUNDS = ("strict", "normal", "lenient")


class BadRules(ValueError):
    """The rules of a batch hold a value that cannot be meant; the message is a Chinese sentence."""


@dataclass(frozen=True)
class BackgroundLimits:
    """Differences in Lab units (0–100). Evenly lit studio walls measure up to 5."""

    range_most: float  # lightness between the darkest and the lightest part
    spread_most: float  # colour distance of the most different hundredth
    clutter_share: float  # share of the background that differs and has hard edges: beyond it the photo fails


_BACKGROUND = {
    "strict": BackgroundLimits(range_most=5.0, spread_most=5.5, clutter_share=0.015),
    "normal": BackgroundLimits(range_most=6.0, spread_most=6.5, clutter_share=0.02),
    "lenient": BackgroundLimits(range_most=10.0, spread_most=10.0, clutter_share=0.04),
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

    @property
    def background_limits(self) -> BackgroundLimits:
        return _BACKGROUND[self.background]

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What `stored` does not say is the default. Raises BadRules for unknown keys and odd values."""
        defaults = {field.name: field.default for field in fields(cls)}
        unknown = sorted(set(stored) - set(defaults))
        if unknown:
            raise BadRules(f"照片规则中有不认识的项目：{'、'.join(unknown)}")
        rules = cls(**{name: _value(name, value, defaults[name]) for name, value in stored.items()})
        rules._refuse_contradictions()
        return rules

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def _refuse_contradictions(self) -> None:
        for name in ("head_top", "eye_line", "face_width"):
            if getattr(self, f"{name}_least") >= getattr(self, f"{name}_most"):
                raise BadRules(f"照片规则 {name} 的下限应小于上限")
        if self.most_bytes is not None and self.most_bytes <= self.least_bytes:
            raise BadRules("照片文件大小的下限应小于上限")
        if not (100 <= self.width <= 4000 and 100 <= self.height <= 4000):
            raise BadRules("照片的宽和高应在 100 到 4,000 像素之间")


def _value(name: str, value: Any, default: Any) -> Any:
    if name == "background":
        if value not in BACKGROUNDS:
            raise BadRules(f"照片规则 background 应为 {'、'.join(BACKGROUNDS)} 之一")
        return value
    if name == "most_bytes" and value is None:
        return None
    whole = not isinstance(default, float)
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or not 0 <= value < 10**9:
        raise BadRules(f"照片规则 {name} 的值应为{'整数' if whole else '数字'}，不小于 0")
    return value
