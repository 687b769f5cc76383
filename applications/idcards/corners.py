"""Finds the card in a picture: its four corners on the ground it lies on. OpenCV only, no reading.

A card is 85.6 × 54 mm (ISO/IEC 7810 ID-1). Seen from the side its outline is any convex quadrangle of about that shape.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from applications.idcards.lines import Picture

RATIO = 85.6 / 54
_WORK = 640  # long side while looking for the outline
_LEAST_AREA = 0.2  # of the picture; smaller is a portrait, or a card too far away to be read
_MOST_SKEW = 1.35  # how far the seen ratio may be from RATIO, either way
_LEAST_FILL = 0.93  # of the quadrangle that the outline fills: a card has straight edges
_MARGIN = 0.004  # of the long side: a corner nearer to the edge than this is not free


@dataclass(frozen=True)
class Outline:
    """Corners in pixels of the picture: top left, top right, bottom right, bottom left of a card lying lengthways."""

    points: NDArray[np.float32]

    @property
    def length(self) -> float:
        """Of the card's long side in pixels."""
        a, b, c, d = self.points
        return float(np.linalg.norm(a - b) + np.linalg.norm(c - d)) / 2


def find_outline(picture: Picture) -> Outline | None:
    """The largest card whose four corners are all inside the picture; None if there is none."""
    small = shrunk(picture, _WORK)
    scale = max(small.shape[:2]) / max(picture.shape[:2])
    best, most = None, _LEAST_AREA * small.shape[0] * small.shape[1]
    for contour in _contours(small):
        corners = _quadrangle(contour, small.shape[:2])
        if corners is not None and (area := cv2.contourArea(corners)) > most:
            best, most = corners, area
    return None if best is None else Outline((_lengthways(best) / scale).astype(np.float32))


def shrunk(picture: Picture, long_side: int) -> Picture:
    """At most `long_side` pixels long; a smaller picture as it is, a hair's breadth at least one pixel wide."""
    high, wide = picture.shape[:2]
    scale = long_side / max(high, wide)
    if scale >= 1:
        return picture
    size = max(1, round(wide * scale)), max(1, round(high * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def fills_the_picture(picture: Picture) -> bool:
    """Whether the picture has a card's own shape: a scan or a cut-out without any ground around it."""
    high, wide = picture.shape[:2]
    return bool(abs(max(high, wide) / min(high, wide) / RATIO - 1) < 0.06)


def _contours(small: Picture) -> Iterator[NDArray[np.int32]]:
    """Outlines of what differs from the ground: by edges, and by lightness or colour."""
    smooth = cv2.bilateralFilter(small, 7, 40, 7)
    planes = [cv2.cvtColor(smooth, cv2.COLOR_RGB2GRAY), *cv2.split(cv2.cvtColor(smooth, cv2.COLOR_RGB2LAB))[1:]]
    kernel = np.ones((3, 3), np.uint8)
    for plane in planes:
        for low, high in ((20, 60), (50, 140)):
            edges = cv2.dilate(cv2.Canny(plane, low, high), kernel)
            yield from _outer(edges)
        for flip in (cv2.THRESH_BINARY, cv2.THRESH_BINARY_INV):
            mask = cv2.threshold(plane, 0, 255, flip + cv2.THRESH_OTSU)[1]
            yield from _outer(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)))


def _outer(mask: cv2.typing.MatLike) -> Iterator[NDArray[np.int32]]:
    found, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(found, key=cv2.contourArea, reverse=True)[:3]:
        yield np.asarray(contour, np.int32)


def _quadrangle(contour: NDArray[np.int32], shape: tuple[int, int]) -> NDArray[np.float32] | None:
    """Four corners if the contour is a card's: convex, straight, of its shape, with every corner inside."""
    hull = cv2.convexHull(contour)
    length = cv2.arcLength(hull, True)
    for share in (0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(hull, share * length, True).reshape(-1, 2).astype(np.float32)
        if len(corners) != 4:
            continue
        area = cv2.contourArea(corners)
        straight = area > 0 and cv2.contourArea(hull) / area >= _LEAST_FILL
        return corners if straight and _is_card_shaped(corners) and _is_inside(corners, shape) else None
    return None


def _is_card_shaped(corners: NDArray[np.float32]) -> bool:
    a, b, c, d = corners
    one, other = np.linalg.norm(a - b) + np.linalg.norm(c - d), np.linalg.norm(b - c) + np.linalg.norm(d - a)
    if min(one, other) < 1:
        return False
    seen = float(max(one, other) / min(one, other))
    return RATIO / _MOST_SKEW <= seen <= RATIO * _MOST_SKEW


def _is_inside(corners: NDArray[np.float32], shape: tuple[int, int]) -> bool:
    high, wide = shape
    margin = max(2.0, _MARGIN * max(high, wide))
    low, most = corners.min(axis=0), corners.max(axis=0)
    return bool(low.min() >= margin and most[0] <= wide - 1 - margin and most[1] <= high - 1 - margin)


def _lengthways(corners: NDArray[np.float32]) -> NDArray[np.float32]:
    """Clockwise from the corner nearest to the top left, then turned so that the first side is a long one."""
    middle = corners.mean(axis=0)
    order = np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))
    ring = corners[order]
    ring = np.roll(ring, -int(np.argmin(ring.sum(axis=1))), axis=0)
    a, b, c, _ = ring
    return ring if np.linalg.norm(a - b) >= np.linalg.norm(b - c) else np.roll(ring, -1, axis=0)
