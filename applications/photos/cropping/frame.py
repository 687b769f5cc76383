"""A frame over the source: how far it is turned, how large it is, where it stands. All of cropping/ speaks of it."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Point = tuple[float, float]
Matrix = npt.NDArray[np.float64]
Size = tuple[int, int]  # width, height


@dataclass(frozen=True)
class Frame:
    """`turn`: degrees by which the picture is turned anticlockwise; `scale`: pixels of the result for one of the
    source; `x`, `y`: the place in the source, in its pixels, that becomes the middle of the result.
    """

    turn: float
    scale: float
    x: float
    y: float

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(*(float(stored[name]) for name in ("turn", "scale", "x", "y")))

    def to_json(self) -> dict[str, float]:
        return asdict(self)

    def rounded(self) -> "Frame":
        """As an address can carry it: finer than anybody sees."""
        return Frame(round(self.turn, 2), round(self.scale, 5), round(self.x, 2), round(self.y, 2))

    def matrix(self, result: Size) -> Matrix:
        """2 × 3, from places in the source to places in the result."""
        angle = math.radians(self.turn)
        cos, sin = math.cos(angle) * self.scale, math.sin(angle) * self.scale
        wide, high = result
        return np.array(
            [
                [cos, sin, wide / 2 - cos * self.x - sin * self.y],
                [-sin, cos, high / 2 + sin * self.x - cos * self.y],
            ]
        )

    def to_result(self, point: Point, result: Size) -> Point:
        across, down = point[0] - self.x, point[1] - self.y
        angle = math.radians(self.turn)
        cos, sin = math.cos(angle) * self.scale, math.sin(angle) * self.scale
        return result[0] / 2 + cos * across + sin * down, result[1] / 2 - sin * across + cos * down

    def to_source(self, point: Point, result: Size) -> Point:
        across, down = point[0] - result[0] / 2, point[1] - result[1] / 2
        angle = math.radians(self.turn)
        cos, sin = math.cos(angle) / self.scale, math.sin(angle) / self.scale
        return self.x + cos * across - sin * down, self.y + sin * across + cos * down

    def corners(self, result: Size) -> tuple[Point, ...]:
        """The window in the source: top left, top right, bottom right, bottom left of the result."""
        wide, high = result
        return tuple(self.to_source(corner, result) for corner in ((0, 0), (wide, 0), (wide, high), (0, high)))
