"""The picture as the measures need it: luma, and Lab at half size, each converted once. Called by measure.py."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from applications.photos.framing import Pixels
from applications.photos.person import Mask

HALF = 2  # most is measured at half the size: nothing smaller matters, and it is four times faster
Places = npt.NDArray[np.bool_]
Lab = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Planes:
    """`luma` in full size, 0–255; at half size `dim` (luma), `strongest` (of the three colours), `lab` (L 0–100)
    and `person` (0–1)."""

    luma: npt.NDArray[np.uint8]
    dim: npt.NDArray[np.uint8]
    strongest: npt.NDArray[np.uint8]
    lab: Lab
    person: Mask


def length(off: Lab) -> Lab:
    """Of the difference of two Lab pictures, at every place."""
    return np.asarray(cv2.sqrt(cv2.transform(off * off, np.ones((1, 3), np.float32))), np.float32)


def planes_of(pixels: Pixels, person: Mask) -> Planes:
    small = cv2.resize(pixels, None, fx=1 / HALF, fy=1 / HALF, interpolation=cv2.INTER_AREA)
    blue, green, red = cv2.split(small)
    return Planes(
        luma=np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), np.uint8),
        dim=np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8),
        strongest=np.asarray(cv2.max(cv2.max(blue, green), red), np.uint8),
        lab=np.asarray(cv2.cvtColor(small.astype(np.float32) / np.float32(255), cv2.COLOR_BGR2LAB), np.float32),
        person=np.asarray(cv2.resize(person, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_LINEAR)),
    )
