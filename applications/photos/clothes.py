"""How clearly the clothes differ from the background, and how patterned they are. Called by picture.py."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from applications.photos.planes import Lab, Places, length

_LEAST_PLACES = 600
_AROUND = 17  # side of the square (at half size) within which a pattern repeats at least once


@dataclass(frozen=True)
class Clothes:
    """Lab units: distance of the clothes from the wall; unrest within small squares, where half of them have more."""

    contrast: float | None
    unrest: float


def read_clothes(lab: Lab, places: Places, wall: tuple[float, float, float] | None) -> Clothes | None:
    """`wall` is the colour of the background, if it could be seen. None where there are hardly any clothes."""
    rows = np.flatnonzero(places.any(axis=1))
    if int(places.sum()) < _LEAST_PLACES:
        return None
    part, inside = lab[rows[0] :], places[rows[0] :]
    contrast = None
    if wall is not None:
        away = length((part[inside] - np.asarray(wall, np.float32))[None])
        contrast = round(float(np.median(away)), 1)
    return Clothes(contrast, round(_unrest(part, inside), 2))


def _unrest(part: Lab, inside: Places) -> float:
    """The middle of the local standard deviations: a lapel or a tie is in few squares, a pattern in most."""
    around = (_AROUND, _AROUND)
    mean = cv2.blur(part, around)
    varying: npt.NDArray[np.float32] = np.asarray(cv2.blur(part * part, around) - mean * mean, np.float32)
    weight = cv2.erode(inside.astype(np.uint8), np.ones(around, np.uint8)) > 0
    seen = varying[weight] if weight.sum() >= _LEAST_PLACES // 2 else varying[inside]
    return float(np.median(np.sqrt(np.maximum(seen.sum(axis=1), 0))))
