"""A canvas and the few strokes the demonstration portraits are made of: filled curves, soft spots, hairs.

Places are given relative to the point between the eyes, in pixels of a 480 × 640 picture; x to the right, y downward.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

WIDTH, HEIGHT = 480, 640
MIDDLE = (240, 252)
Place = tuple[float, float]
Colour = tuple[float, float, float]
Plane = npt.NDArray[np.float32]
_SHIFT = 4


@dataclass(frozen=True)
class Stroke:
    """How much of each pixel is covered, 0–1, in a window of the canvas."""

    left: int
    top: int
    cover: Plane

    @property
    def window(self) -> tuple[slice, slice]:
        high, wide = self.cover.shape
        return slice(self.top, self.top + high), slice(self.left, self.left + wide)

    def moved(self, right: int, down: int) -> "Stroke":
        high, wide = self.cover.shape
        left, top = self.left + right, self.top + down
        return Stroke(left, top, self.cover[: min(high, HEIGHT - top), : min(wide, WIDTH - left)])


class Canvas:
    """`rgb` is 0–255; `figure` is what of it is the person."""

    def __init__(self, ground: Colour) -> None:
        self.rgb: npt.NDArray[np.float32] = np.empty((HEIGHT, WIDTH, 3), np.float32)
        self.rgb[:] = ground
        self.figure: Plane = np.zeros((HEIGHT, WIDTH), np.float32)

    def paint(self, stroke: Stroke, colour: Colour | npt.NDArray[np.float32], strength: float = 1.0) -> None:
        """Lay `colour`, one or one for each pixel of the window, over the canvas."""
        cover = (stroke.cover * np.float32(strength))[:, :, None]
        part = self.rgb[stroke.window]
        part += (np.asarray(colour, np.float32) - part) * cover

    def shade(self, stroke: Stroke, factor: float, strength: float = 1.0) -> None:
        """Darken (`factor` under 1) or lighten what is there."""
        part = self.rgb[stroke.window]
        part *= 1 + (np.float32(factor) - 1) * (stroke.cover * np.float32(strength))[:, :, None]

    def body(self, stroke: Stroke, colour: Colour | npt.NDArray[np.float32]) -> None:
        """Paint something that belongs to the person's outline."""
        self.paint(stroke, colour)
        part = self.figure[stroke.window]
        np.maximum(part, stroke.cover, out=part)


def mirrored(right: Sequence[Place]) -> list[Place]:
    """A closed outline from its right half, given from top to bottom."""
    return [*right, *[(-x, y) for x, y in reversed(right) if abs(x) > 0.01]]


def smooth(
    points: Sequence[Place] | npt.NDArray[np.float64], *, closed: bool = True, steps: int = 8
) -> npt.NDArray[np.float64]:
    """A Catmull-Rom curve through `points`."""
    given = np.asarray(points, float)
    around = np.vstack((given[-1:], given, given[:2])) if closed else np.vstack((given[:1], given, given[-1:]))
    t = _steps(steps)
    # All pieces at once: place, step, coordinate.
    a, b, c, d = (around[first : len(around) - 3 + first, None] for first in range(4))
    pieces = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    track = pieces.reshape(-1, given.shape[1])
    return track if closed else np.vstack((track, given[-1:]))


@cache
def _steps(count: int) -> npt.NDArray[np.float64]:
    return np.linspace(0, 1, count, endpoint=False)[:, None]


def filled(points: Sequence[Place] | npt.NDArray[np.float64], *, soft: float = 0.0, curved: bool = True) -> Stroke:
    """The inside of an outline; `soft` blurs its edge."""
    outline = (smooth(points) if curved else np.asarray(points, float)) + MIDDLE
    margin = int(3 * soft) + 3
    left, top = (max(0, int(v) - margin) for v in outline.min(axis=0))
    right, bottom = (int(v) + margin for v in outline.max(axis=0))
    wide, high = max(1, min(WIDTH, right) - left), max(1, min(HEIGHT, bottom) - top)
    cover = np.zeros((high, wide), np.uint8)
    corners = np.round((outline - (left, top)) * 2**_SHIFT).astype(np.int32)
    cv2.fillPoly(cover, [corners], 255, cv2.LINE_AA, _SHIFT)
    return Stroke(left, top, _softened(cover.astype(np.float32) / np.float32(255), soft))


def line(
    points: Sequence[Place], thickness: float, *, soft: float = 0.6, curved: bool = True, closed: bool = False
) -> Stroke:
    """A line that is thick in the middle and fine at both ends."""
    track = smooth(points, closed=closed) if curved else np.asarray(points, float)
    if closed:
        ends = np.full(len(track), thickness)
    else:
        ends = np.maximum(0.35, thickness * np.sin(np.linspace(0.08, np.pi - 0.08, len(track))) ** 0.6)
    ahead = np.gradient(track, axis=0)
    across = np.stack((-ahead[:, 1], ahead[:, 0]), 1)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-6)
    side = across * ends[:, None] / 2
    if closed:
        outer, inner = filled(track + side, soft=soft, curved=False), filled(track - side, soft=soft, curved=False)
        return _difference(outer, inner)
    return filled(np.vstack((track + side, (track - side)[::-1])), soft=soft, curved=False)


def _difference(one: Stroke, other: Stroke) -> Stroke:
    whole = np.zeros((2, HEIGHT, WIDTH), np.float32)
    whole[0][one.window], whole[1][other.window] = one.cover, other.cover
    return Stroke(0, 0, np.abs(whole[0] - whole[1]))


def spot(x: float, y: float, wide: float, high: float) -> Stroke:
    """A soft round spot; `wide` and `high` are where it has faded to 60 %."""
    cx, cy = x + MIDDLE[0], y + MIDDLE[1]
    left, right = max(0, int(cx - 3 * wide)), min(WIDTH, int(cx + 3 * wide) + 1)
    top, bottom = max(0, int(cy - 3 * high)), min(HEIGHT, int(cy + 3 * high) + 1)
    across = np.exp(-(((np.arange(left, max(right, left + 1)) - cx) / wide) ** 2) / 2)
    down = np.exp(-(((np.arange(top, max(bottom, top + 1)) - cy) / high) ** 2) / 2)
    return Stroke(left, top, np.outer(down, across).astype(np.float32))


def within(stroke: Stroke, limit: Stroke) -> Stroke:
    """`stroke` where `limit` is."""
    whole = np.zeros((HEIGHT, WIDTH), np.float32)
    whole[limit.window] = limit.cover
    return Stroke(stroke.left, stroke.top, stroke.cover * whole[stroke.window])


def _softened(cover: Plane, soft: float) -> Plane:
    return np.asarray(cv2.GaussianBlur(cover, (0, 0), soft), np.float32) if soft > 0 else cover
