"""A measured number against its limits: severity, words and gauge that the checks of face and picture share."""

from dataclasses import dataclass

from applications.photos.findings import Box, Finding, Gauge, Severity
from applications.photos.rule import Rule

SCALE = 3  # a gauge shows this many times the limit
LEAST_SCALE = 0.1  # also where a batch has set the limit to nothing


@dataclass(frozen=True)
class Said:
    """`number` names what was measured; `passed`, `doubt` and `sure` are what is the matter; `advice` what to do."""

    number: str
    passed: str
    doubt: str
    advice: str
    sure: str = ""


@dataclass(frozen=True)
class Grade:
    """Beyond `doubt` the finding is `mild`, beyond `sure`, where there is one, the machine fails the photo.

    `falling`: small values are the bad ones. A `signed` number is judged by its size, whichever its direction. `top`
    is the end of the gauge, where the number has one.
    """

    doubt: float
    sure: float | None = None
    unit: str = ""
    mild: Severity = Severity.WARN
    falling: bool = False
    signed: bool = False
    top: float | None = None

    def severity(self, value: float) -> Severity:
        if self.sure is not None and self._beyond(value, self.sure):
            return Severity.FAIL
        return self.mild if self._beyond(value, self.doubt) else Severity.OK

    def _beyond(self, value: float, limit: float) -> bool:
        return value < limit if self.falling else self.shown(value) > limit

    def shown(self, value: float) -> float:
        return abs(value) if self.signed else value

    @property
    def limit(self) -> str:
        return f"{'不低于' if self.falling else '不超过'} {self.doubt:g}"

    def gauge(self, value: float) -> Gauge:
        most = self.top or max(SCALE * self.doubt, self.shown(value), LEAST_SCALE)
        if self.signed:
            return Gauge(-self.doubt, self.doubt, -most, most)
        return Gauge(self.doubt, most, 0, most) if self.falling else Gauge(0, self.doubt, 0, most)


def graded(rule: Rule, value: float, grade: Grade, said: Said, box: Box | None = None) -> Finding:
    """The finding for a number; `box` is shown only where something is the matter."""
    severity = grade.severity(value)
    passed = severity is Severity.OK
    matter = said.sure if severity is Severity.FAIL and said.sure else said.doubt
    unit = _joined(grade.unit)
    return Finding(
        rule.code,
        severity,
        rule.title,
        said.passed if passed else matter,
        advice="" if passed else said.advice,
        value=value,
        limit=grade.limit,
        unit=grade.unit,
        measured=f"{said.number} {grade.shown(value):.3g}{unit}，{grade.limit}{unit}",
        box=None if passed else box,
        gauge=grade.gauge(value),
    )


def _joined(unit: str) -> str:
    """Signs stand at their number, words apart from it."""
    return unit if unit in ("", "%", "°") else f" {unit}"
