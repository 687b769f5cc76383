"""How light the picture is, and how evenly the face is lit. Called by picture.py.

A dark skin is no fault. So darkness is asked of the whole picture: in every rightly exposed photo something is light,
be it the wall, the collar or the white of an eye. Both cheeks are compared as a ratio, in which the skin cancels out.

Skin burns in its strongest colour, which is red, long before it looks white: a flash takes the modelling of a face away
and its colour along. So the strongest colour is read too. Dark skin is the last to get there.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from applications.photos.planes import Places
from applications.photos.regions import Regions

BURNT = 247  # of 255: OFIQ's measure of over-exposure
CLIPPED = 253  # of 255: a colour that can be no stronger, but for what compression took from it
_LIGHTEST, _LIGHTEST_OF_FACE = 99.7, 99.8  # per cent; in a face these are the whites of the eyes and reflections
_LEAST_PLACES = 60


@dataclass(frozen=True)
class Exposure:
    """Luma 0–255; `burnt` and `clipped` are shares of the face; `cheeks` 0 for equal light, 1 for none on one side."""

    lightest: float
    face: float
    burnt: float
    clipped: float
    cheeks: float | None


def read_exposure(dim: npt.NDArray[np.uint8], strongest: npt.NDArray[np.uint8], regions: Regions) -> Exposure:
    """`strongest` is the strongest of the three colours at every place."""
    face = dim[regions.face]
    return Exposure(
        lightest=_lightest(dim, face),
        face=round(float(face.mean()), 1) if face.size else 0.0,
        burnt=round(float((face >= BURNT).mean()), 4) if face.size else 0.0,
        clipped=round(float((strongest[regions.face] >= CLIPPED).mean()), 4) if face.size else 0.0,
        cheeks=_cheeks(dim, regions.right, regions.left),
    )


def _lightest(dim: npt.NDArray[np.uint8], face: npt.NDArray[np.uint8]) -> float:
    """Of the picture, or of the face where wall and clothes are dark."""
    everywhere = float(np.percentile(dim, _LIGHTEST))
    return round(max(everywhere, float(np.percentile(face, _LIGHTEST_OF_FACE)) if face.size else 0.0), 1)


def _cheeks(dim: npt.NDArray[np.uint8], right: Places, left: Places) -> float | None:
    one, other = dim[right], dim[left]
    if min(one.size, other.size) < _LEAST_PLACES:
        return None
    dark, light = sorted((float(np.median(one)), float(np.median(other))))
    return round(1 - dark / max(light, 1.0), 3)
