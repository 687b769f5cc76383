"""Runs the 478-point landmark network on one face. The points are never kept. Called by measure.py.

The first pass looks at the detector's box, the second at what the first found: that takes out most of the jitter.
"""

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from applications.photos.faces import Face
from applications.photos.framing import Pixels

SIDE = 256
MARGIN = 1.5  # the network was trained on squares this much larger than the face
RIGHT_IRIS, LEFT_IRIS = 468, 473  # the person's right eye is on the left of the picture
RIGHT_CORNER, LEFT_CORNER = 33, 263
ORDINARY = 16.0  # of presence: an ordinary uncovered face has more
_POINTS, _PRESENCE = "Identity", "Identity_1"


@dataclass(frozen=True)
class Landmarks:
    """`points` are x, y, z in pixels of the frame; `presence` is at least ORDINARY for an ordinary uncovered face."""

    points: npt.NDArray[np.float64]
    presence: float


def find_landmarks(pixels: Pixels, face: Face, network: cv2.dnn.Net) -> Landmarks:
    left, top, width, height = face.box
    turn = _angle(face.eyes[0], face.eyes[1])
    first = _run(pixels, (left + width / 2, top + height / 2), max(width, height) * MARGIN, turn, network)
    low, high = first.points[:468, :2].min(axis=0), first.points[:468, :2].max(axis=0)
    middle = (low + high) / 2
    turn = _angle(first.points[RIGHT_CORNER], first.points[LEFT_CORNER])
    return _run(pixels, (middle[0], middle[1]), float((high - low).max()) * MARGIN, turn, network)


def _angle(one: Any, other: Any) -> float:
    return math.atan2(float(other[1] - one[1]), float(other[0] - one[0]))


def _run(pixels: Pixels, middle: tuple[float, float], side: float, turn: float, network: cv2.dnn.Net) -> Landmarks:
    scale = max(side, 1.0) / SIDE
    cos, sin = math.cos(turn) * scale, math.sin(turn) * scale
    half = SIDE / 2
    # From the network's square to the picture: turn and scale about the middle.
    back = np.array(
        [
            [cos, -sin, middle[0] - half * cos + half * sin],
            [sin, cos, middle[1] - half * sin - half * cos],
        ]
    )
    square = cv2.warpAffine(
        pixels, back, (SIDE, SIDE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    network.setInput(cv2.dnn.blobFromImage(square, 1 / 255.0, swapRB=True))
    points, presence = network.forward([_POINTS, _PRESENCE])
    flat = np.asarray(points, float).reshape(-1, 3)
    placed = flat.copy()
    placed[:, :2] = flat[:, :2] @ back[:, :2].T + back[:, 2]
    placed[:, 2] = flat[:, 2] * scale
    return Landmarks(placed, float(np.asarray(presence).ravel()[0]))
