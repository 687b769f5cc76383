"""Makes a card lie flat: its outline pulled to a rectangle, or the picture turned so that its lines are level."""

import math
from collections.abc import Sequence

import cv2
import numpy as np

from applications.idcards.corners import RATIO, Outline, shrunk
from applications.idcards.lines import Line, Picture

# 15 pixels a millimetre: small print stays legible, and more only costs time.
WIDTH = 1284
HEIGHT = round(WIDTH / RATIO)
_MARGIN = 12  # pixels of ground around the card: text near the edge is found better
_LONG_SIDE = 1600  # of a picture in which no outline was found


def flattened(picture: Picture, outline: Outline | None) -> Picture:
    """The card alone, lengthways, seen from above; without an outline the picture itself, made no larger."""
    if outline is None:
        return shrunk(picture, _LONG_SIDE)
    left, right, top, bottom = _MARGIN, WIDTH - _MARGIN, _MARGIN, HEIGHT - _MARGIN
    target = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
    move = cv2.getPerspectiveTransform(outline.points, target)
    return _array(cv2.warpPerspective(picture, move, (WIDTH, HEIGHT), flags=cv2.INTER_AREA))


def slope(lines: Sequence[Line]) -> float:
    """The angle at which most of the text runs, -90 to 90 degrees; 0 without a line long enough to tell.

    Only lines of four characters and more: a stamp or a watermark across the card is shorter or outvoted.
    """
    long = [(line.angle, line.sides[0]) for line in lines if len(line.text) >= 4 and line.sides[0] > 2 * line.sides[1]]
    if not long:
        return 0.0

    def near(angle: float) -> list[tuple[float, float]]:
        return [(_apart(other, angle), weight) for other, weight in long if abs(_apart(other, angle)) <= 6]

    best = max((angle for angle, _ in long), key=lambda angle: sum(weight for _, weight in near(angle)))
    chosen = near(best)
    mean = best + sum(apart * weight for apart, weight in chosen) / sum(weight for _, weight in chosen)
    return (mean + 90) % 180 - 90


def levelled(lines: Sequence[Line]) -> list[Line]:
    """The lines turned until most of them are level; those that still are not (a watermark) are left out."""
    angle = slope(lines)
    turned = [line.turned(-angle) for line in lines]
    return [line for line in turned if not _runs_across(line)]


def rotated(picture: Picture, degrees: float) -> Picture:
    """Turned anticlockwise on a sheet large enough for all of it; quarters of a turn without resampling."""
    quarters = round(degrees / 90)
    if abs(degrees - 90 * quarters) < 1:
        return np.ascontiguousarray(np.rot90(picture, quarters))
    high, wide = picture.shape[:2]
    move = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    cos, sin = abs(math.cos(math.radians(degrees))), abs(math.sin(math.radians(degrees)))
    size = (int(high * sin + wide * cos), int(high * cos + wide * sin))
    move[:, 2] += (size[0] / 2 - wide / 2, size[1] / 2 - high / 2)
    return _array(cv2.warpAffine(picture, move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def _apart(angle: float, other: float) -> float:
    """How far two slopes are apart, -90 to 90 degrees: 89 and -89 are two degrees apart."""
    return (angle - other + 90) % 180 - 90


def _runs_across(line: Line) -> bool:
    long, short = line.sides
    return long > 1.3 * short and abs(line.angle) > 12


def _array(made: cv2.typing.MatLike) -> Picture:
    return np.asarray(made, np.uint8)
