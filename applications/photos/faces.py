"""Finds faces with YuNet: boxes and how sure the network is. Called by measure.py."""

from dataclasses import dataclass

import cv2
import numpy as np

from applications.photos.findings import Box
from applications.photos.framing import Pixels
from applications.photos.plain import not_kept

# A face in a pattern of the clothes, or a speck that looks like one, is this much smaller than the candidate's.
LEAST_OF_LARGEST = 0.12
_MOST_OF_PICTURE = 3


@dataclass(frozen=True)
class Face:
    """`eyes` are the two eye centres, only good enough to turn the picture for the landmarks."""

    box: Box
    score: float
    eyes: tuple[tuple[float, float], tuple[float, float]] = not_kept(((0.0, 0.0), (0.0, 0.0)))


def find_faces(pixels: Pixels, detector: cv2.FaceDetectorYN) -> list[Face]:
    """The largest first; those far smaller than it are left out."""
    high, wide = pixels.shape[:2]
    detector.setInputSize((wide, high))
    found: object = detector.detect(pixels)[1]
    if not isinstance(found, np.ndarray):  # None without a face, whatever the stubs say
        return []
    rows = found[np.isfinite(found).all(axis=1)].astype(float)  # in an odd picture a box may be infinite
    seen = (_face(row) for row in rows if _in_picture(row, wide, high))
    faces = sorted(seen, key=lambda face: -face.box[2] * face.box[3])
    return [face for face in faces if face.box[3] >= LEAST_OF_LARGEST * faces[0].box[3]]


def _in_picture(row: np.ndarray, wide: int, high: int) -> bool:
    """A face has its middle in the picture and is not many times larger than it: anything else is noise."""
    left, top, width, height = (float(v) for v in row[:4])
    inside = 0 <= left + width / 2 <= wide and 0 <= top + height / 2 <= high
    return inside and width <= _MOST_OF_PICTURE * wide and height <= _MOST_OF_PICTURE * high


def _face(row: np.ndarray) -> Face:
    left, top, width, height = (round(float(v)) for v in row[:4])
    one, other = (float(row[4]), float(row[5])), (float(row[6]), float(row[7]))
    return Face((left, top, max(1, width), max(1, height)), round(float(row[14]), 3), (one, other))
