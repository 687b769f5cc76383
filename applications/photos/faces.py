"""Finds faces with YuNet: boxes and how sure the network is. Called by measure.py."""

from dataclasses import dataclass

import cv2
import numpy as np

from applications.photos.findings import Box
from applications.photos.framing import Pixels

# A face in a pattern of the clothes, or a speck that looks like one, is this much smaller than the candidate's.
LEAST_OF_LARGEST = 0.12


@dataclass(frozen=True)
class Face:
    """`eyes` are the two eye centres, only good enough to turn the picture for the landmarks."""

    box: Box
    score: float
    eyes: tuple[tuple[float, float], tuple[float, float]]


def find_faces(pixels: Pixels, detector: cv2.FaceDetectorYN) -> list[Face]:
    """The largest first; those far smaller than it are left out."""
    high, wide = pixels.shape[:2]
    detector.setInputSize((wide, high))
    found: object = detector.detect(pixels)[1]
    if not isinstance(found, np.ndarray):  # None without a face, whatever the stubs say
        return []
    faces = sorted((_face(row) for row in found.astype(float)), key=lambda face: -face.box[2] * face.box[3])
    return [face for face in faces if face.box[3] >= LEAST_OF_LARGEST * faces[0].box[3]]


def _face(row: np.ndarray) -> Face:
    left, top, width, height = (round(float(v)) for v in row[:4])
    one, other = (float(row[4]), float(row[5])), (float(row[6]), float(row[7]))
    return Face((left, top, max(1, width), max(1, height)), round(float(row[14]), 3), (one, other))
