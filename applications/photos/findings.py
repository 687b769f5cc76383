"""What one check says of one photo, in a form that the page shows and the database keeps as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

Box = tuple[int, int, int, int]  # left, top, width, height, in the picture as the rules frame it (480 × 640)
Value = float | str | None


class Severity(StrEnum):
    """Only `fail` asks for another photo; `warn` is a doubt that a person decides; the rest informs."""

    FAIL = "fail"
    WARN = "warn"
    ADVICE = "advice"
    NOTE = "note"
    OK = "ok"


@dataclass(frozen=True)
class Gauge:
    """A scale from `least` to `most` with the allowed stretch `low` to `high`; the value is the finding's."""

    low: float
    high: float
    least: float
    most: float

    @classmethod
    def around(cls, low: float, high: float) -> "Gauge":
        """A scale that shows as much on either side as the stretch is wide."""
        span = high - low
        return cls(low, high, max(0.0, low - span) if low >= 0 else low - span, high + span)


@dataclass(frozen=True)
class Finding:
    """`measured` says value and limit in one phrase; `message` what is the matter; `advice` what to do about it."""

    code: str
    severity: Severity
    title: str
    message: str
    advice: str = ""
    value: Value = None
    limit: str = ""
    unit: str = ""
    measured: str = ""
    box: Box | None = None
    gauge: Gauge | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"severity": self.severity.value, "box": list(self.box) if self.box else None}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Finding":
        box, gauge = stored.get("box"), stored.get("gauge")
        return cls(
            **{
                **stored,
                "severity": Severity(stored["severity"]),
                "box": (int(box[0]), int(box[1]), int(box[2]), int(box[3])) if box else None,
                "gauge": Gauge(**gauge) if gauge else None,
            }
        )
