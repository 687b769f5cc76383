"""The person's own skin, read on both cheeks, and how far another place of the face is from it. Called by face.py.

Only differences to the own cheek are ever judged: no colour of skin is expected, and a dark face is no darker than
its cheeks. Shade changes lightness more than colour, so lightness counts half.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from applications.photos.aligned import Aligned, Lab

RIGHT_CHEEK_ZONE, LEFT_CHEEK_ZONE = (50, 101, 36, 205, 187, 123), (280, 330, 266, 425, 411, 352)
_WEIGHTS = np.array((0.5, 1.0, 1.0), np.float32)


@dataclass(frozen=True)
class Skin:
    """Lab colours of the right, the left and both cheeks."""

    right: npt.NDArray[np.float32]
    left: npt.NDArray[np.float32]

    @property
    def both(self) -> npt.NDArray[np.float32]:
        return np.asarray((self.right + self.left) / 2, np.float32)


def read_skin(face: Aligned) -> Skin:
    return Skin(face.colour(face.zone(RIGHT_CHEEK_ZONE)), face.colour(face.zone(LEFT_CHEEK_ZONE)))


def apart(seen: Lab | npt.NDArray[np.float32], own: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Distance to the own skin, lightness at half weight."""
    return np.asarray(np.linalg.norm((seen - own) * _WEIGHTS, axis=-1), np.float32)
