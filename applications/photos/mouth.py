"""How far the lips are apart, in percent of T, from the landmarks of the inner lips. Called by face.py."""

from dataclasses import dataclass

import numpy as np

from applications.photos.aligned import Aligned

UPPER_LIP, LOWER_LIP = (82, 13, 312), (87, 14, 317)
MOUTH = (61, 291, 0, 17, 40, 270, 91, 321)


@dataclass(frozen=True)
class Mouth:
    lip_gap: float


def read_mouth(face: Aligned) -> Mouth:
    gaps = np.linalg.norm(face.points[list(UPPER_LIP)] - face.points[list(LOWER_LIP)], axis=1)
    return Mouth(lip_gap=round(float(gaps.max()) / face.unit * 100, 2))
