"""How blurred the face is, as the radius of its sharpest edges. Called by picture.py.

The steepest edges of the face (lids, irises, brows, lips) are compared with the same edges after a known blur. Their
height cancels out: a sharp face reads the same on every skin, in weak light and under the grain of a camera.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

from applications.photos.findings import Box
from applications.photos.planes import HALF, Places

FACE = 256  # the face is brought to this width, so that the same blur counts the same in every framing
_FINE, _COARSE = 1.0, 2.5  # radius of the two blurs that are compared
_STEEPEST = 99.5
_RIM = 15  # pixels at the outline of the face that belong to hair and wall
_LEAST_PLACES = 2000
_STEPS = 2048  # of the histogram from which the steepest are read
_Plane = npt.NDArray[np.float32]


def edge_blur(luma: npt.NDArray[np.uint8], face: Box, places: Places) -> float | None:
    """Pixels (sigma) at a face of 256 pixels, in the worst of four directions; None where no face is left to see."""
    picture, inside = _face_of(luma, face, places)
    if int(inside.sum()) < _LEAST_PLACES:
        return None
    fine, coarse = _slopes(picture, _FINE), _slopes(picture, _COARSE)
    steep = [(_steepest(one, inside), _steepest(other, inside)) for one, other in zip(fine, coarse, strict=True)]
    return round(max(_radius(one, other) for one, other in steep), 2)


def _face_of(luma: npt.NDArray[np.uint8], face: Box, places: Places) -> tuple[_Plane, Places]:
    left, top, width, height = face
    rows, columns = slice(max(0, top), max(0, top + height)), slice(max(0, left), max(0, left + width))
    crop = luma[rows, columns]
    if not crop.size or width < 1:
        return np.zeros((1, 1), np.float32), np.zeros((1, 1), bool)
    size = (max(1, round(crop.shape[1] * FACE / width)), max(1, round(crop.shape[0] * FACE / width)))
    way = cv2.INTER_AREA if width > FACE else cv2.INTER_LINEAR
    picture = np.asarray(cv2.resize(crop, size, interpolation=way), np.float32)
    small = places[rows.start // HALF : rows.stop // HALF, columns.start // HALF : columns.stop // HALF]
    if not small.size:
        return picture, np.zeros(picture.shape, bool)
    mask = cv2.resize(small.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    return picture, np.asarray(np.asarray(cv2.erode(mask, np.ones((_RIM, _RIM), np.uint8))) > 0)


def _slopes(picture: _Plane, radius: float) -> tuple[_Plane, ...]:
    """How steep it is across, down and along both diagonals."""
    smooth = cv2.GaussianBlur(picture, (0, 0), radius)
    across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    slopes = (across, down, across + down, across - down)
    return tuple(np.abs(np.asarray(slope, np.float32)) for slope in slopes)


def _steepest(slopes: _Plane, inside: Places) -> float:
    """The slope that one place of two hundred exceeds."""
    mask = inside.view(np.uint8)
    most = max(cv2.minMaxLoc(slopes, mask)[1], 1e-3)
    counts = np.cumsum(cv2.calcHist([slopes], [0], mask, [_STEPS], [0, most * 1.001]))
    return float((np.searchsorted(counts, counts[-1] * _STEEPEST / 100) + 0.5) / _STEPS * most)


def _radius(steep: float, steep_after: float) -> float:
    """An edge of radius r keeps sqrt((r² + coarse²) / (r² + fine²)) times as steep a slope under the finer blur."""
    ratio = (steep / max(steep_after, 1e-3)) ** 2
    if ratio <= 1.02:
        return 12.0
    return min(12.0, math.sqrt(max(0.0, (_COARSE**2 - ratio * _FINE**2) / (ratio - 1))))
