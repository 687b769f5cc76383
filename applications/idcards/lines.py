"""A line of text with the place where it stands, as any reader gives it; and the type of such a reader."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Picture: TypeAlias = NDArray[np.uint8]  # RGB
Point: TypeAlias = tuple[float, float]
# Longer than anything on a card; what a reader makes of a wall of text is cut here.
LONGEST_TEXT = 200


@dataclass(frozen=True)
class Line:
    """`box` holds four corners in pixels, going round; `score` is the reader's own confidence, 0 to 1."""

    text: str
    box: tuple[Point, Point, Point, Point]
    score: float = 1.0

    @classmethod
    def at(cls, text: str, left: float, top: float, width: float, height: float, score: float = 1.0) -> "Line":
        """A level line."""
        right, bottom = left + width, top + height
        return cls(text, ((left, top), (right, top), (right, bottom), (left, bottom)), score)

    @property
    def centre(self) -> Point:
        return sum(x for x, _ in self.box) / 4, sum(y for _, y in self.box) / 4

    @property
    def left(self) -> float:
        return min(x for x, _ in self.box)

    @property
    def right(self) -> float:
        return max(x for x, _ in self.box)

    @property
    def sides(self) -> tuple[float, float]:
        """The longer and the shorter side of the box."""
        (a, b, c, _) = self.box
        first, second = math.dist(a, b), math.dist(b, c)
        return max(first, second), min(first, second)

    @property
    def angle(self) -> float:
        """Of the longer side, in degrees from -90 to 90; growing clockwise, as y grows downwards."""
        a, b, c, _ = self.box
        start, end = (a, b) if math.dist(a, b) >= math.dist(b, c) else (b, c)
        angle = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
        return (angle + 90) % 180 - 90

    def turned(self, degrees: float) -> "Line":
        """Seen after the whole picture is turned clockwise about its origin."""
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        a, b, c, d = ((x * cos - y * sin, x * sin + y * cos) for x, y in self.box)
        return Line(self.text, (a, b, c, d), self.score)


Reader: TypeAlias = Callable[[Picture], list[Line]]
