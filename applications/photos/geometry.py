"""Where the face stands in the frame, from landmarks and the person mask. Called by measure.py."""

import math
from dataclasses import dataclass

import numpy as np

from applications.photos.findings import Box
from applications.photos.landmarks import LEFT_CORNER, LEFT_IRIS, RIGHT_CORNER, RIGHT_IRIS, Landmarks
from applications.photos.person import Mask

CHIN, RIGHT_CHEEK, LEFT_CHEEK, NOSE_TOP = 152, 234, 454, 168
INNER_RIGHT, INNER_LEFT = 133, 362
PERSON = 0.5
CROWN_OF_CHIN_TO_EYES = 2.05  # crown to chin over eyes to chin, where the mask does not show the crown


@dataclass(frozen=True)
class Geometry:
    """Pixels of the 480 × 640 frame; `roll` in degrees, positive when the picture has to turn anticlockwise."""

    roll: float
    centre_x: float
    eye_line: float
    head_top: float
    chin: float
    face_width: float
    presence: float
    face: Box
    eyes: Box


def read_geometry(landmarks: Landmarks, person: Mask) -> Geometry:
    points = landmarks.points
    right, left = _eye(points, RIGHT_IRIS), _eye(points, LEFT_IRIS)
    # The outer and inner corners do not move when the eyes look aside, as the irises do.
    corners = points[[RIGHT_CORNER, INNER_RIGHT, INNER_LEFT, LEFT_CORNER], :2]
    slope = np.polyfit(corners[:, 0], corners[:, 1], 1)[0] if np.ptp(corners[:, 0]) > 1 else 0.0
    eye_line = (right[1] + left[1]) / 2
    centre = (points[RIGHT_CHEEK, 0] + points[LEFT_CHEEK, 0] + right[0] + left[0]) / 4
    chin = float(points[CHIN, 1])
    width = float(np.hypot(*(points[LEFT_CHEEK, :2] - points[RIGHT_CHEEK, :2])))
    outline = points[:468, :2]
    return Geometry(
        roll=round(math.degrees(math.atan(slope)), 1),
        centre_x=round(float(centre), 1),
        eye_line=round(float(eye_line), 1),
        head_top=round(_crown(person, float(centre), width, chin, float(eye_line)), 1),
        chin=round(chin, 1),
        face_width=round(width, 1),
        presence=round(landmarks.presence, 1),
        face=_box(outline.min(axis=0), outline.max(axis=0)),
        eyes=_box(corners.min(axis=0) - 12, corners.max(axis=0) + 12),
    )


def _eye(points: np.ndarray, iris: int) -> np.ndarray:
    return np.asarray(points[iris : iris + 5, :2].mean(axis=0))


def _box(low: np.ndarray, high: np.ndarray) -> Box:
    return round(float(low[0])), round(float(low[1])), round(float(high[0] - low[0])), round(float(high[1] - low[1]))


def _crown(person: Mask, centre: float, width: float, chin: float, eye_line: float) -> float:
    """The topmost row of the person above the middle of the face: the top of the hair, not of the skull."""
    wide = person.shape[1]
    low, high = max(0, round(centre - width / 5)), min(wide, round(centre + width / 5))
    if high - low < 3:
        return chin - CROWN_OF_CHIN_TO_EYES * (chin - eye_line)
    rows = np.flatnonzero((person[:, low:high] >= PERSON).mean(axis=1) >= 0.3)
    rows = rows[rows < eye_line]
    if not len(rows):
        return chin - CROWN_OF_CHIN_TO_EYES * (chin - eye_line)
    # From the eyes upward: something above the head that the mask takes for a person is not the head.
    gaps = np.flatnonzero(np.diff(rows) > 3)
    return float(rows[gaps[-1] + 1] if len(gaps) else rows[0])
