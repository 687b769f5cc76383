"""Numbers what a reader should look at, and finds room in the picture for each number. Used by both photo pages.

Pure: stored findings in, marks out. The number in the picture is the number in the list of rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_GRAVITY = {"fail": 0, "warn": 1}
RADIUS = 17  # of a pin, in pixels of the frame
_APART = 2 * RADIUS + 2
Place = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """A finding with its number from 1; `box` and `pin` where it belongs to a place in the picture."""

    number: int
    finding: Mapping[str, Any]
    box: Sequence[int] | None
    pin: Place | None

    @property
    def severity(self) -> str:
        return str(self.finding["severity"])


def marks(findings: Iterable[Mapping[str, Any]], *, wide: int = 480, high: int = 640) -> list[Mark]:
    """Hard fails, then doubts, each in the order of the checks."""
    told = sorted((f for f in findings if f.get("severity") in _GRAVITY), key=lambda f: _GRAVITY[f["severity"]])
    taken: list[Place] = []
    found = []
    for number, finding in enumerate(told, 1):
        box = finding.get("box")
        pin = _pin(box, taken, wide, high) if box else None
        if pin:
            taken.append(pin)
        found.append(Mark(number, finding, box, pin))
    return found


def _pin(box: Sequence[int], taken: Sequence[Place], wide: int, high: int) -> Place:
    """A corner of the box, inside the picture and clear of the other pins; else the next free place downwards."""
    left, top, width, height = box
    corners = ((left + width, top), (left, top), (left + width, top + height), (left, top + height))
    inside = [(min(max(x, RADIUS), wide - RADIUS), min(max(y, RADIUS), high - RADIUS)) for x, y in corners]
    for corner in inside:
        if _is_free(corner, taken):
            return corner
    x, y = inside[0]
    while not _is_free((x, y), taken) and y + _APART <= high - RADIUS:
        y += _APART
    return x, y


def _is_free(place: Place, taken: Sequence[Place]) -> bool:
    return all(abs(place[0] - x) >= _APART or abs(place[1] - y) >= _APART for x, y in taken)
