"""How level the shoulders are, in degrees, from the upper edge of the person mask. Called by face.py."""

import math
from dataclasses import dataclass

import numpy as np

from applications.photos.aligned import distance_to_chin
from applications.photos.geometry import CHIN
from applications.photos.landmarks import Landmarks
from applications.photos.person import Mask

SURE = 0.5
OUT = (0.85, 1.25)  # T aside of the chin: beyond the neck; in a narrow picture less far
UNDER_CHIN = 0.1  # T
COLUMNS = 9
MARGIN = 4  # pixels at the edge of the picture, where the mask is unsure


@dataclass(frozen=True)
class Shoulders:
    """`slope` is positive when the shoulder on the right of the picture is lower; None where not both are seen."""

    slope: float | None


def read_shoulders(landmarks: Landmarks, person: Mask) -> Shoulders:
    (middle, chin), unit = landmarks.points[CHIN, :2], distance_to_chin(landmarks)
    widest = min(OUT[1] * unit, middle - MARGIN, person.shape[1] - MARGIN - middle)
    if widest <= OUT[0] * unit:
        return Shoulders(None)
    away = np.linspace(OUT[0] * unit, widest, COLUMNS)
    tops = [[_top(person, middle + side * d, chin - UNDER_CHIN * unit) for d in away] for side in (-1, 1)]
    slopes = [
        math.degrees(math.atan2(other - one, 2 * d))
        for d, one, other in zip(away, *tops, strict=True)
        if one is not None and other is not None
    ]
    if len(slopes) < COLUMNS // 2:
        return Shoulders(None)
    return Shoulders(round(float(np.median(slopes)), 1))


def _top(person: Mask, column: float, start: float) -> float | None:
    """The first row of the person under `start`; None outside the picture, or if the person is there already."""
    x, y = round(column), max(0, round(start))
    if not 0 <= x < person.shape[1] or y >= person.shape[0]:
        return None
    rows = np.flatnonzero(person[y:, x] >= SURE)
    return float(y + rows[0]) if len(rows) and rows[0] else None
