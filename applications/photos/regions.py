"""Which places of the picture are face, cheeks and clothes, by landmarks and person mask. Called by picture.py.

Masks at half size; they are used while a photo is measured and never kept.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from applications.photos.geometry import Geometry
from applications.photos.landmarks import Landmarks
from applications.photos.person import Mask
from applications.photos.planes import HALF, Places

# Rings of landmarks: the outline of the face; between eye, nose and corner of the mouth on either side.
_LEFT_HALF = (10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377)
_RIGHT_HALF = (152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109)
_RIGHT_CHEEK = (117, 118, 101, 36, 205, 187, 123)
_LEFT_CHEEK = (346, 347, 330, 266, 425, 411, 352)
# Clothes, in widths of the face: below the chin, and to either side of its middle. Above that is neck and hair.
_BELOW_CHIN, _BESIDE = 0.42, 1.25
_SURELY_PERSON = 0.8
_HIDDEN = 0.35  # less of the place shows a person: the clothes may look like the background


@dataclass(frozen=True)
class Regions:
    """`right` and `left` are the person's cheeks; `clothes` may be empty where the picture ends under the chin."""

    face: Places
    right: Places
    left: Places
    clothes: Places


def find_regions(landmarks: Landmarks, geometry: Geometry, person: Mask) -> Regions:
    """`person` at half size, as everything here."""
    points = landmarks.points[:, :2] / HALF
    return Regions(
        face=_ring(points, _LEFT_HALF + _RIGHT_HALF, person),
        right=_ring(points, _RIGHT_CHEEK, person),
        left=_ring(points, _LEFT_CHEEK, person),
        clothes=_clothes(geometry, person),
    )


def _ring(points: npt.NDArray[np.float64], ring: tuple[int, ...], person: Mask) -> Places:
    places = np.zeros(person.shape, np.uint8)
    cv2.fillPoly(places, [np.round(points[list(ring)]).astype(np.int32)], 1)
    return places.astype(bool)


def _clothes(geometry: Geometry, person: Mask) -> Places:
    wide = geometry.face_width / HALF
    top = max(0, round(geometry.chin / HALF + _BELOW_CHIN * wide))
    middle = geometry.centre_x / HALF
    left, right = max(0, round(middle - _BESIDE * wide)), max(0, round(middle + _BESIDE * wide))
    place = np.zeros(person.shape, bool)
    place[top:, left:right] = True
    surely = place & (person >= _SURELY_PERSON)
    if place.any() and surely.sum() < _HIDDEN * place.sum():
        return place
    return np.asarray(surely)
