"""How far the eyes are open and where they look, from the landmarks of lids and irises. Called by face.py.

Right and left are the person's: the right eye is on the left of the picture.
"""

from dataclasses import dataclass

import numpy as np

from applications.photos.aligned import Aligned, Places
from applications.photos.geometry import INNER_LEFT, INNER_RIGHT
from applications.photos.landmarks import LEFT_CORNER, LEFT_IRIS, RIGHT_CORNER, RIGHT_IRIS

IRIS_POINTS = 5


@dataclass(frozen=True)
class EyePoints:
    """Landmarks of one eye: corners, lids from the outer to the inner corner, and the iris with its middle first."""

    outer: int
    inner: int
    upper: tuple[int, ...]
    lower: tuple[int, ...]
    iris: int

    @property
    def opening(self) -> tuple[int, ...]:
        return (self.outer, *self.upper, self.inner, *self.lower)


RIGHT_EYE = EyePoints(
    RIGHT_CORNER, INNER_RIGHT, (246, 161, 160, 159, 158, 157, 173), (7, 163, 144, 145, 153, 154, 155), RIGHT_IRIS
)
LEFT_EYE = EyePoints(
    LEFT_CORNER, INNER_LEFT, (466, 388, 387, 386, 385, 384, 398), (249, 390, 373, 374, 380, 381, 382), LEFT_IRIS
)


@dataclass(frozen=True)
class Eyes:
    """`right_open`, `left_open`: widest gap between the lids in percent of T.

    `gaze_across`: the irises off the middle between the corners, in percent of half an eye's width, positive to the
    right of the picture. Up and down cannot be told: the lids go along with the eye.
    """

    right_open: float
    left_open: float
    gaze_across: float


def read_eyes(face: Aligned) -> Eyes:
    across = (_gaze(face.points, RIGHT_EYE) + _gaze(face.points, LEFT_EYE)) / 2
    return Eyes(
        right_open=_opening(face, RIGHT_EYE),
        left_open=_opening(face, LEFT_EYE),
        gaze_across=round(across * 100, 1),
    )


def _opening(face: Aligned, eye: EyePoints) -> float:
    gaps = np.linalg.norm(face.points[list(eye.upper)] - face.points[list(eye.lower)], axis=1)
    return round(float(gaps.max()) / face.unit * 100, 2)


def _gaze(points: Places, eye: EyePoints) -> float:
    corners = points[[eye.outer, eye.inner]]
    half = max(float(np.linalg.norm(corners[1] - corners[0])) / 2, 1e-6)
    iris = points[eye.iris : eye.iris + IRIS_POINTS].mean(axis=0)
    return float(iris[0] - corners[:, 0].mean()) / half
