"""Cuts the portrait out of the front of an ID card and brings it to the scale of the candidate's photo. OpenCV only.

Where the card lies is found once, when the image is looked at (checking.py); a page cuts from the stored image by it.
Nothing is compared by a machine: two pictures of one size are for a person's eyes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from applications.idcards.corners import RATIO, fills_the_picture, find_outline
from applications.idcards.lines import Picture
from applications.photos.faces import find_faces

Points = NDArray[np.float32]
Box = Sequence[float]

# The card at 12 pixels a millimetre, and the window in which the portrait (26 × 32 mm) stands on every card.
CARD = (1027, round(1027 / RATIO))
_WINDOW = (0.60, 0.08, 0.97, 0.78)
_MIDDLE = (0.79, 0.445)
_MM = CARD[0] / 85.6
FRAME = (480, 640)
_GROUND = (228, 228, 224)
# A lower face than this would enlarge a speck to a portrait.
_LEAST_HIGH = 40.0


@dataclass(frozen=True)
class Place:
    """`corners` of the upright card in pixels of the image; `face` (left, top, width, height) in
    pixels of CARD, None where none was seen."""

    corners: tuple[tuple[float, float], ...]
    face: tuple[float, ...] | None

    def to_json(self) -> dict[str, Any]:
        return {"corners": [list(point) for point in self.corners], "face": self.face and list(self.face)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        face = stored.get("face")
        return cls(_pairs(stored["corners"]), tuple(face) if face else None)


def find_place(picture: Picture, detector: cv2.FaceDetectorYN | None) -> Place | None:
    """Where card and portrait are; None if no card was found. Without a detector the card is taken to be upright."""
    corners = _corners(picture)
    if corners is None:
        return None
    for turned in (corners, np.roll(corners, 2, axis=0)):
        face = _face(_flat(picture, turned), detector) if detector is not None else None
        if face is not None:
            return Place(_pairs(turned), face)
    return Place(_pairs(corners), None)


def cut_portrait(picture: Picture, place: Place, beside: Box | None) -> Picture:
    """In the frame of the photo: the face as high and where the photo has its (`beside`), else by the card's size."""
    to_frame = _like(place.face, beside) if place.face and beside else None
    if to_frame is None:
        to_frame = _by_size()
    move = to_frame @ _onto_card(np.array(place.corners, np.float32))
    cut = cv2.warpPerspective(picture, move, FRAME, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    left, top, right, bottom = (part * CARD[n % 2] for n, part in enumerate(_WINDOW))
    window = np.array([[(left, top), (right, top), (right, bottom), (left, bottom)]], np.float32)
    inside = np.zeros(FRAME[::-1], np.uint8)
    cv2.fillConvexPoly(inside, np.round(cv2.perspectiveTransform(window, to_frame)[0]).astype(np.int32), 255)
    return np.asarray(np.where(inside[:, :, None] > 0, cut, np.array(_GROUND, np.uint8)), np.uint8)


def _corners(picture: Picture) -> Points | None:
    outline = find_outline(picture)
    if outline is not None:
        return outline.points
    if not fills_the_picture(picture):
        return None
    high, wide = picture.shape[:2]
    ring = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    return ring if wide >= high else np.roll(ring, -1, axis=0)


def _face(card: Picture, detector: cv2.FaceDetectorYN) -> tuple[float, ...] | None:
    """The largest face in the window if it stands upright, as CARD has it."""
    left, top, right, bottom = (round(part * CARD[n % 2]) for n, part in enumerate(_WINDOW))
    faces = find_faces(np.ascontiguousarray(cv2.cvtColor(card[top:bottom, left:right], cv2.COLOR_RGB2BGR)), detector)
    if not faces:
        return None
    (right_eye, left_eye), box = faces[0].eyes, faces[0].box
    # On a head that stands upside down the eyes lie below the middle of the face, or in the wrong order.
    upright = right_eye[0] < left_eye[0] and (right_eye[1] + left_eye[1]) / 2 < box[1] + box[3] * 0.55
    return (box[0] + left, box[1] + top, box[2], box[3]) if upright else None


def _flat(picture: Picture, corners: Points) -> Picture:
    return np.asarray(cv2.warpPerspective(picture, _onto_card(corners), CARD, flags=cv2.INTER_AREA), np.uint8)


def _onto_card(corners: Points) -> NDArray[np.float64]:
    wide, high = CARD
    target = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners, target), np.float64)


def _like(face: Box, beside: Box) -> NDArray[np.float64] | None:
    """Scale and shift (no turning) that lay one face over the other; both boxes come from the same detector."""
    own, other = np.array(face, np.float64), np.array(beside, np.float64)
    if min(own[3], other[3]) < _LEAST_HIGH:
        return None
    scale = float(other[3] / own[3])
    return _scaled(scale, (other[:2] + other[2:] / 2) - scale * (own[:2] + own[2:] / 2))


def _by_size() -> NDArray[np.float64]:
    """The 32 mm of the printed portrait fill the height of the frame."""
    scale = FRAME[1] / (32 * _MM)
    middle = np.array([_MIDDLE[0] * CARD[0], _MIDDLE[1] * CARD[1]])
    return _scaled(scale, np.array(FRAME) / 2 - scale * middle)


def _scaled(scale: float, shift: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.array([[scale, 0, shift[0]], [0, scale, shift[1]], [0, 0, 1]], np.float64)


def _pairs(points: Any) -> tuple[tuple[float, float], ...]:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)
