"""How far the head is turned and nodded, in degrees, from the depth of the landmarks. Called by face.py."""

import math
from dataclasses import dataclass

from applications.photos.geometry import CHIN, LEFT_CHEEK, RIGHT_CHEEK
from applications.photos.landmarks import Landmarks

FOREHEAD = 10
FRONTAL_PITCH = 4.0  # what frontal photos read on average: the forehead lies behind the chin


@dataclass(frozen=True)
class Pose:
    """`yaw` positive: turned to the right of the picture; `pitch` positive: looking down; a frontal face is near 0."""

    yaw: float
    pitch: float


def read_pose(landmarks: Landmarks) -> Pose:
    across = landmarks.points[LEFT_CHEEK] - landmarks.points[RIGHT_CHEEK]
    down = landmarks.points[CHIN] - landmarks.points[FOREHEAD]
    return Pose(
        yaw=round(math.degrees(math.atan2(across[2], across[0])), 1),
        pitch=round(math.degrees(math.atan2(down[2], down[1])) - FRONTAL_PITCH, 1),
    )
