"""The face turned upright and scaled to one size, in Lab colours: where the face features are read. Called by face.py.

The unit is T, the distance from the middle between the eyes to the chin: every face has the same size in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from applications.photos.findings import Box
from applications.photos.framing import Pixels
from applications.photos.geometry import CHIN, INNER_LEFT, INNER_RIGHT
from applications.photos.landmarks import LEFT_CORNER, RIGHT_CORNER, Landmarks

Lab = npt.NDArray[np.float32]
Zone = npt.NDArray[np.bool_]
Places = npt.NDArray[np.float64]
_CORNERS = (RIGHT_CORNER, INNER_RIGHT, INNER_LEFT, LEFT_CORNER)
# What each of the 256 codes of OpenCV's Lab stands for: one look-up instead of arithmetic on every pixel.
_LAB_ZERO, _LAB_STEP = np.array((0, 128, 128), np.float32), np.array((100 / 255, 1, 1), np.float32)
_LAB_OF = ((np.arange(256, dtype=np.float32)[:, None] - _LAB_ZERO) * _LAB_STEP)[None]


@dataclass(frozen=True)
class Aligned:
    """`lab` is 0–100, about 0, about 0; `points` are the landmarks in it; `unit` is T in its pixels."""

    lab: Lab
    points: Places
    unit: float
    back: Places  # from here to the frame

    def zone(self, outline: Sequence[int] | Places) -> Zone:
        """The pixels within the convex hull of landmarks or places."""
        places = self.points[list(outline)] if not isinstance(outline, np.ndarray) else outline
        mask = np.zeros(self.lab.shape[:2], np.uint8)
        cv2.fillConvexPoly(mask, cv2.convexHull(np.round(places).astype(np.int32)), 1)
        return mask.astype(bool)

    def colour(self, zone: Zone) -> npt.NDArray[np.float32]:
        """The middle colour of a zone; the middle of the crop where the zone lies outside."""
        seen = self.lab[zone]
        return np.asarray(np.median(seen, axis=0) if len(seen) else self.lab[self.lab.shape[0] // 2, 0], np.float32)

    def box(self, places: Places, margin: float = 0.0) -> Box:
        """Around places, `margin` in T, in pixels of the frame."""
        low, high = places.min(axis=0) - margin * self.unit, places.max(axis=0) + margin * self.unit
        corners = np.array([low, (high[0], low[1]), high, (low[0], high[1])]) @ self.back[:, :2].T + self.back[:, 2]
        left, top = np.maximum(corners.min(axis=0), 0)
        right, bottom = corners.max(axis=0)
        return round(float(left)), round(float(top)), round(float(right - left)), round(float(bottom - top))


@dataclass(frozen=True)
class Crop:
    """A window of the face: pixels a T, size, and where the middle between the eyes lies in it."""

    unit: float
    size: tuple[int, int]
    eyes: tuple[float, float]


FACE = Crop(unit=100, size=(256, 256), eyes=(128, 116))
EYES = Crop(unit=180, size=(320, 144), eyes=(160, 68))


def eye_middle(landmarks: Landmarks) -> Places:
    return np.asarray(landmarks.points[list(_CORNERS), :2].mean(axis=0))


def distance_to_chin(landmarks: Landmarks) -> float:
    """T in pixels of the frame."""
    return max(float(np.hypot(*(landmarks.points[CHIN, :2] - eye_middle(landmarks)))), 1.0)


def align(pixels: Pixels, landmarks: Landmarks, crop: Crop) -> Aligned:
    points = landmarks.points[:, :2]
    right, left = points[list(_CORNERS[:2])].sum(axis=0), points[list(_CORNERS[2:])].sum(axis=0)
    across = (left - right) / max(float(np.hypot(*(left - right))), 1e-6)
    scale = crop.unit / distance_to_chin(landmarks)
    turn = scale * np.array([[across[0], across[1]], [-across[1], across[0]]])
    there = np.hstack((turn, (np.asarray(crop.eyes) - turn @ eye_middle(landmarks))[:, None]))
    window = cv2.warpAffine(pixels, there, crop.size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    coded = cv2.cvtColor(window, cv2.COLOR_BGR2LAB)  # 0–255 each: four times faster than floats
    return Aligned(
        np.asarray(cv2.LUT(coded, _LAB_OF), np.float32),
        points @ there[:, :2].T + there[:, 2],
        crop.unit,
        np.asarray(cv2.invertAffineTransform(there)),
    )
