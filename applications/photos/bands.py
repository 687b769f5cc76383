"""A value and the stretch it should lie in: severity, words and gauge that the framing checks share."""

from dataclasses import dataclass

from applications.photos.findings import Box, Finding, Gauge, Severity


@dataclass(frozen=True)
class Band:
    """Outside `low`–`high` a person is asked; by more than `slack` outside, the machine is sure."""

    low: float
    high: float
    slack: float

    def severity(self, value: float) -> Severity:
        outside = max(self.low - value, value - self.high)
        if outside <= 0:
            return Severity.OK
        return Severity.FAIL if outside > self.slack else Severity.WARN


@dataclass(frozen=True)
class Side:
    """What is the matter on one side of the band, and what to do."""

    message: str
    advice: str


def in_pixels(code: str, title: str, value: float, band: Band, *, below: Side, above: Side, box: Box) -> Finding:
    """The finding for a distance in the frame; a passed one carries its numbers too."""
    severity = band.severity(value)
    limit = f"{band.low:g}–{band.high:g}"
    side = below if value < band.low else above
    passed = severity is Severity.OK
    return Finding(
        code,
        severity,
        title,
        f"{title}符合要求。" if passed else side.message,
        advice="" if passed else side.advice,
        value=value,
        limit=limit,
        unit="像素",
        measured=f"{value:.0f} 像素，应为 {limit}",
        box=None if passed else box,
        gauge=Gauge.around(band.low, band.high),
    )
