"""What covers the face: forehead and brows, the lower face, the ears; all against the own cheek. Called by face.py."""

from dataclasses import dataclass

import numpy as np

from applications.photos.aligned import Aligned
from applications.photos.geometry import LEFT_CHEEK, RIGHT_CHEEK
from applications.photos.landmarks import LEFT_CORNER, RIGHT_CORNER
from applications.photos.skin import Skin, apart

BROWS_TOP = (105, 66, 107, 336, 296, 334)
HAIRLINE = (103, 67, 109, 10, 338, 297, 332)
OF_FOREHEAD = 0.5  # from the brows upward to the mesh's own edge; above it hair is right
NOT_FOREHEAD = 16.0  # weighted Lab distance: a shaded or shining forehead stays below
NOSE, MOUTH_AROUND, CHIN_ZONE = (4, 45, 275, 5, 51, 281), (164, 167, 393, 92, 322), (175, 171, 396, 18, 83, 313)
BETWEEN_EYES = (168, 193, 417, 122, 351, 197)  # bare under fringe and mask alike; a glasses' bridge is narrow
EAR_OUT = (0.03, 0.13)  # T outward of the oval
EAR_DOWN = (-0.02, 0.36)  # T under the eyes: from the eye line to the tip of the nose
NOT_EAR = 14.0


@dataclass(frozen=True)
class Covers:
    """Percent of the zone that is not like the own cheek (forehead) or is (ears); Lab units from the skin between
    the eyes for the lower face, and the lightness around the mouth in percent of that skin's."""

    forehead_covered: float
    nose_apart: float
    mouth_apart: float
    chin_apart: float
    mouth_light: float
    right_ear_seen: float
    left_ear_seen: float


def read_covers(face: Aligned, skin: Skin) -> Covers:
    own = face.colour(face.zone(BETWEEN_EYES))
    nose, mouth, chin = (face.colour(face.zone(z)) for z in (NOSE, MOUTH_AROUND, CHIN_ZONE))
    return Covers(
        forehead_covered=round(_forehead(face, skin) * 100, 1),
        nose_apart=round(float(apart(nose, own)), 1),
        mouth_apart=round(float(apart(mouth, own)), 1),
        chin_apart=round(float(apart(chin, own)), 1),
        mouth_light=round(float(mouth[0]) / max(float(own[0]), 1.0) * 100, 1),
        right_ear_seen=round(_ear(face, RIGHT_CHEEK, -1, skin.right) * 100, 1),
        left_ear_seen=round(_ear(face, LEFT_CHEEK, 1, skin.left) * 100, 1),
    )


def forehead_outline(face: Aligned) -> np.ndarray:
    brows = face.points[list(BROWS_TOP)] - (0, 0.03 * face.unit)
    top = face.points[list(HAIRLINE)]
    level = brows[:, 1].min()
    top = top.copy()
    top[:, 1] = level + (top[:, 1] - level) * OF_FOREHEAD
    inner = (brows[:, 0].min(), brows[:, 0].max())
    top[:, 0] = np.clip(top[:, 0], *inner)
    return np.vstack((brows, top))


def _forehead(face: Aligned, skin: Skin) -> float:
    seen = face.lab[face.zone(forehead_outline(face))]
    return float((apart(seen, skin.both) > NOT_FOREHEAD).mean()) if len(seen) else 0.0


def ear_outline(face: Aligned, cheek: int, side: int) -> np.ndarray:
    x = face.points[cheek, 0]
    eye = face.points[[RIGHT_CORNER, LEFT_CORNER], 1].mean()
    left, right = sorted((x + side * EAR_OUT[0] * face.unit, x + side * EAR_OUT[1] * face.unit))
    top, bottom = eye + EAR_DOWN[0] * face.unit, eye + EAR_DOWN[1] * face.unit
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])


def _ear(face: Aligned, cheek: int, side: int, own: np.ndarray) -> float:
    seen = face.lab[face.zone(ear_outline(face, cheek, side))]
    return float((apart(seen, own) < NOT_EAR).mean()) if len(seen) else 0.0
