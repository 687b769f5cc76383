"""Whether the picture has colour at all, and whether the skin has a cast. Called by picture.py."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from applications.photos.planes import Lab
from applications.photos.regions import Regions

# Where OFIQ 1.0.3 (ISO/IEC 29794-5, natural colour) expects the mean a and b of a face.
_A, _B = (5.0, 25.0), (5.0, 35.0)
# a and b shrink with the light, and a dark skin is more colourful for its lightness than a light one. They are brought
# half the way (in the logarithm) to a face of this lightness: all the way, dark skin would read as a cast.
_LIGHTNESS, _HALF_WAY = 60.0, 0.5
_MOST_LIFT = 2.5
_STRONG = 98


@dataclass(frozen=True)
class Colours:
    """Lab units. `chroma` of the most colourful fiftieth of the face; `cast`: how far its mean leaves natural skin."""

    chroma: float
    a: float
    b: float
    cast: float


def read_colours(lab: Lab, regions: Regions) -> Colours | None:
    """None where no face is left to see."""
    skin = lab[regions.face]
    if not len(skin):
        return None
    lightness, a, b = (float(v) for v in skin.mean(axis=0))
    lift = min(_MOST_LIFT, (_LIGHTNESS / max(lightness, 1.0)) ** _HALF_WAY)
    a, b = a * lift, b * lift
    return Colours(
        chroma=round(float(np.percentile(_chroma(skin), _STRONG)), 1),
        a=round(a, 1),
        b=round(b, 1),
        cast=round(float(np.hypot(_outside(a, _A), _outside(b, _B))), 1),
    )


def _chroma(places: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return np.asarray(np.hypot(places[:, 1], places[:, 2]), np.float32)


def _outside(value: float, band: tuple[float, float]) -> float:
    return max(band[0] - value, value - band[1], 0.0)
