"""All features of one face as numbers, and the places to show them at. Called by measure.py for the face checks."""

from dataclasses import dataclass

import cv2
import numpy as np

from applications.photos.aligned import EYES, FACE, Aligned, align
from applications.photos.covers import Covers, ear_outline, forehead_outline, read_covers
from applications.photos.expression import Expression, read_expression
from applications.photos.eyes import LEFT_EYE, RIGHT_EYE, Eyes, read_eyes
from applications.photos.findings import Box
from applications.photos.framing import Pixels
from applications.photos.geometry import CHIN, LEFT_CHEEK, RIGHT_CHEEK
from applications.photos.glasses import Glasses, read_glasses
from applications.photos.landmarks import Landmarks
from applications.photos.mouth import MOUTH, Mouth, read_mouth
from applications.photos.person import Mask
from applications.photos.pose import Pose, read_pose
from applications.photos.shoulders import Shoulders, read_shoulders
from applications.photos.skin import read_skin

NOSE_BRIDGE = 6


@dataclass(frozen=True)
class Places:
    """Boxes in the frame, for the findings. Right and left are the person's."""

    right_eye: Box
    left_eye: Box
    mouth: Box
    forehead: Box
    lower_face: Box
    right_ear: Box
    left_ear: Box
    shoulders: Box


@dataclass(frozen=True)
class FaceFeatures:
    pose: Pose
    eyes: Eyes
    mouth: Mouth
    expression: Expression
    glasses: Glasses
    covers: Covers
    shoulders: Shoulders
    places: Places


def read_face(pixels: Pixels, landmarks: Landmarks, person: Mask, network: cv2.dnn.Net) -> FaceFeatures:
    """`network` is the one for expressions: hold the networks' lock."""
    face, eyes = align(pixels, landmarks, FACE), align(pixels, landmarks, EYES)
    skin = read_skin(face)
    return FaceFeatures(
        pose=read_pose(landmarks),
        eyes=read_eyes(eyes),
        mouth=read_mouth(face),
        expression=read_expression(landmarks, network),
        glasses=read_glasses(eyes, skin),
        covers=read_covers(face, skin),
        shoulders=read_shoulders(landmarks, person),
        places=_places(face, landmarks, pixels),
    )


def _places(face: Aligned, landmarks: Landmarks, pixels: Pixels) -> Places:
    points = face.points
    chin = round(float(landmarks.points[CHIN, 1]))
    high, wide = pixels.shape[:2]
    return Places(
        right_eye=face.box(points[list(RIGHT_EYE.opening)], 0.08),
        left_eye=face.box(points[list(LEFT_EYE.opening)], 0.08),
        mouth=face.box(points[list(MOUTH)], 0.04),
        forehead=face.box(forehead_outline(face), 0.02),
        lower_face=face.box(np.vstack((points[[RIGHT_CHEEK, LEFT_CHEEK, CHIN]], points[[NOSE_BRIDGE]]))),
        right_ear=face.box(ear_outline(face, RIGHT_CHEEK, -1), 0.02),
        left_ear=face.box(ear_outline(face, LEFT_CHEEK, 1), 0.02),
        shoulders=(0, min(chin, high), wide, max(0, high - chin)),
    )
