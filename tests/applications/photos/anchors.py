"""Where the features of a drawn face are, and how a place of it is painted, read or pulled.

Places are those of the drawing: pixels from the point between the eyes (selfexam/demo/drawing/brush.py).
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from selfexam.demo.drawing.brush import HEIGHT, MIDDLE, WIDTH, Canvas, Colour, Place
from selfexam.demo.drawing.head import CHIN_Y
from selfexam.demo.drawing.looks import looks_of

Rgb = npt.NDArray[np.float32]
ROWS, COLUMNS = (np.mgrid[0:HEIGHT, 0:WIDTH][n].astype(np.float32) for n in (0, 1))


@dataclass(frozen=True)
class Eye:
    """Lids from the inner to the outer corner; the iris as middle and radius."""

    upper: tuple[Place, ...]
    lower: tuple[Place, ...]
    iris: Place
    radius: float

    @property
    def opening(self) -> list[Place]:
        return [*self.upper, *reversed(self.lower[1:-1])]


@dataclass(frozen=True)
class Anchors:
    """Where the features of a face are. `brows` and `hairline` are heights, `half` is half the width of the face."""

    eyes: tuple[Eye, Eye]
    brows: float
    hairline: float
    nose: float
    mouth: Place
    mouth_half: float
    chin: float
    half: float
    hair: Colour


def anchors_of(seed: int) -> Anchors:
    looks = looks_of(seed)
    s, middle, slant = looks.eyes * 1.12, looks.eye_x, looks.eye_slant

    def eye(side: int) -> Eye:
        inner, outer = (side * (middle - 21 * s), 2.5), (side * (middle + 22 * s), 1.5 - slant)
        upper = [(-11 * s, -6.5 * s), (1, -9.5 * s), (13 * s, -7.0 * s - slant / 2)]
        lower = [(-12 * s, 6.4 * s), (-1, 8.2 * s), (12 * s, 6.2 * s)]
        lids = [[inner, *((side * (middle + x), y) for x, y in lid), outer] for lid in (upper, lower)]
        return Eye(tuple(lids[0]), tuple(lids[1]), (side * middle, -0.8), 10.2 * s)

    return Anchors(
        eyes=(eye(-1), eye(1)),
        brows=-36 - 3.2 * looks.brows,
        hairline=-100,
        nose=58,
        mouth=(0, 103.5),
        mouth_half=looks.mouth,
        chin=CHIN_Y + looks.chin,
        half=106 * looks.width,
        hair=looks.hair,
    )


def canvas_of(rgb: Rgb) -> Canvas:
    canvas = Canvas((0, 0, 0))
    canvas.rgb = rgb.astype(np.float32).copy()
    return canvas


def colour_at(rgb: Rgb, x: float, y: float) -> Colour:
    """The skin around a place."""
    column, row = round(x + MIDDLE[0]), round(y + MIDDLE[1])
    red, green, blue = np.median(rgb[row - 3 : row + 4, column - 3 : column + 4].reshape(-1, 3), axis=0)
    return float(red), float(green), float(blue)


def pulled(rgb: Rgb, across: Rgb, down: Rgb) -> Rgb:
    """Every pixel taken from `across`, `down` beside it."""
    x, y = (COLUMNS + across).astype(np.float32), (ROWS + down).astype(np.float32)
    return np.asarray(cv2.remap(rgb, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def around(place: Place, wide: float, high: float) -> Rgb:
    x, y = (COLUMNS - MIDDLE[0] - place[0]) / wide, (ROWS - MIDDLE[1] - place[1]) / high
    return np.exp(-(x * x + y * y) / 2)
