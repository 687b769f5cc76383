"""Whether the wall right beside the person's outline is shaded, as a flash does. Called by background.py.

Between the outline and what is surely wall lies a strip that background.py leaves out, because hair and the network's
own error are there. A flash throws its shadow into it. Hair that the network missed is in few places of the strip, a
shadow in most of one side.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from applications.photos.patches import shaded, surface_of
from applications.photos.planes import Lab, Places, length

_SOFT_EDGE = 9  # pixels (at half size) of the square that keeps away from the outline itself
_OFF = 8.0  # Lab distance from the wall; a strip this near has no room for a weaker shadow
_LEAST_PLACES = 200  # of one side; a strip that is all outside the picture says nothing
_FEW = 0.02  # of the strip: with fewer places off the wall nothing is looked for


@dataclass(frozen=True)
class Beside:
    """`share` of the strip on the worse side, 0–1; `places` are what is shaded there."""

    share: float
    places: Places


def shaded_beside(lab: Lab, maybe_person: Places, ground: Places, apart: Lab) -> Beside:
    """`apart` is how far each place is from the middle colour of the wall."""
    grown = cv2.dilate(
        maybe_person.astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_SOFT_EDGE, _SOFT_EDGE))
    )
    strip = (np.asarray(grown) == 0) & ~ground
    nothing = Beside(0.0, np.zeros_like(strip))
    if not strip.any() or float((apart[strip] > _OFF).mean()) < _FEW:
        return nothing
    places = np.zeros_like(strip)
    wall = surface_of(lab, ground, apart)[strip]
    seen = lab[strip]
    places[strip] = shaded(seen, wall) & (length((seen - wall)[None])[0] > _OFF)
    return max((_side(strip, places, side) for side in _sides(maybe_person)), key=lambda one: one.share)


def _sides(maybe_person: Places) -> tuple[slice, slice]:
    """Columns left and right of the middle of the person."""
    columns = np.flatnonzero(maybe_person.any(axis=0))
    middle = int(columns.mean()) if columns.size else maybe_person.shape[1] // 2
    return slice(0, middle), slice(middle, None)


def _side(strip: Places, places: Places, side: slice) -> Beside:
    count = int(strip[:, side].sum())
    only = np.zeros_like(places)
    only[:, side] = places[:, side]
    return Beside(float(only.sum()) / count if count >= _LEAST_PLACES else 0.0, only)
