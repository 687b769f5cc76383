"""How even the background is: its colour, its lightness range, and whether there are objects. Called by measure.py.

A smooth surface is fitted to the background: light that falls off is in the surface, an object is not. What differs
but only touches the person may be hair that the network missed, or a shadow: it is kept apart and never fails a photo.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from applications.photos.findings import Box
from applications.photos.framing import Pixels
from applications.photos.person import Mask

LEAST_SHARE = 0.06  # of the picture; less background than that says nothing
SURELY_BACKGROUND = 0.1
HALF = 2  # measured at half the size: nothing smaller matters, and it is four times faster
DIFFERENT = 12.0  # Lab distance from which a place is not the same wall any more
EDGE = 9.0  # Lab units across three pixels: a shadow is softer, an object is not
EDGE_ROWS = 3  # rows and columns (at half size) that count as the edge of the picture
REACH = 13  # pixels (at half size) around an edge that belong to it


@dataclass(frozen=True)
class Background:
    """Lab units; shares of the background; boxes in pixels of the frame."""

    colour: tuple[float, float, float]
    share: float
    lightness_range: float
    spread: float
    clutter_share: float
    clutter_box: Box | None
    attached_share: float
    attached_box: Box | None


def read_background(pixels: Pixels, person: Mask) -> Background | None:
    """None where there is too little background to judge."""
    small = cv2.resize(pixels, None, fx=1 / HALF, fy=1 / HALF, interpolation=cv2.INTER_AREA)
    lab = _lab(np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), np.uint8))
    ground = _surely_background(cv2.resize(person, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_LINEAR))
    share = float(ground.mean())
    if share < LEAST_SHARE:
        return None
    apart = np.linalg.norm(lab - np.median(lab[ground], axis=0), axis=2)
    attached = clutter = np.zeros_like(ground)
    if bool((apart[ground] > DIFFERENT).any()):
        attached = _attached(ground & (apart > DIFFERENT), ground)
        ground &= ~attached
        clutter = _clutter(lab, ground, apart)
    seen = lab[ground]
    colour = np.median(seen, axis=0)
    low, high = np.percentile(seen[:, 0], (2, 98))
    return Background(
        colour=(round(float(colour[0]), 1), round(float(colour[1]), 1), round(float(colour[2]), 1)),
        share=round(share, 3),
        lightness_range=round(float(high - low), 1),
        spread=round(float(np.percentile(apart[ground], 99)), 1),
        clutter_share=round(float(clutter.sum() / ground.sum()), 4),
        clutter_box=_box_of(clutter),
        attached_share=round(float(attached.mean() / share), 4),
        attached_box=_box_of(attached),
    )


def _lab(pixels: Pixels) -> npt.NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(pixels.astype(np.float32) / np.float32(255), cv2.COLOR_BGR2LAB), np.float32)


def _surely_background(person: npt.NDArray[np.float32] | cv2.typing.MatLike) -> npt.NDArray[np.bool_]:
    """Well away from the person: hair, its soft edge and the mask's own error stay out."""
    maybe = (np.asarray(person) >= SURELY_BACKGROUND).astype(np.uint8)
    grown = cv2.dilate(maybe, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (17, 17)))
    return np.asarray(np.asarray(grown) == 0)


def _attached(differs: npt.NDArray[np.bool_], ground: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Patches that differ, touch the person and do not reach the edge of the picture, with their soft rim."""
    inner = np.zeros_like(ground)
    inner[EDGE_ROWS:-EDGE_ROWS, EDGE_ROWS:-EDGE_ROWS] = True
    person = np.asarray(cv2.dilate((~ground & inner).astype(np.uint8), np.ones((3, 3), np.uint8))) > 0
    _, labels = cv2.connectedComponents(differs.astype(np.uint8))
    marks = np.asarray(labels)
    touching = np.setdiff1d(np.unique(marks[person & differs]), np.unique(marks[~inner]))
    patch = np.isin(marks, touching[touching > 0]).astype(np.uint8)
    return np.asarray((np.asarray(cv2.dilate(patch, np.ones((7, 7), np.uint8))) > 0) & ground)


def _clutter(
    lab: npt.NDArray[np.float32], ground: npt.NDArray[np.bool_], apart: npt.NDArray[np.float32]
) -> npt.NDArray[np.bool_]:
    """Background that differs from the smooth wall and lies near a hard edge, or differs in colour."""
    smooth = _surface(lab, ground, apart)
    off = np.linalg.norm(lab - smooth, axis=2) > DIFFERENT
    across = np.abs(lab[1:-1, 2:] - lab[1:-1, :-2]).max(axis=2) + np.abs(lab[2:, 1:-1] - lab[:-2, 1:-1]).max(axis=2)
    edge = np.zeros(ground.shape, np.uint8)
    edge[1:-1, 1:-1] = across > EDGE
    edge[~ground] = 0
    near = np.asarray(cv2.dilate(edge, np.ones((REACH, REACH), np.uint8))) > 0
    return np.asarray(ground & off & near)


def _surface(
    lab: npt.NDArray[np.float32], ground: npt.NDArray[np.bool_], apart: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    """A second-degree surface through the ordinary part of the background."""
    rows, columns = np.nonzero(ground)
    step = max(1, len(rows) // 4000)
    rows, columns = rows[::step], columns[::step]
    high, wide = ground.shape
    terms = _terms(columns / wide - 0.5, rows / high - 0.5)
    values = lab[rows, columns]
    keep = apart[rows, columns] <= max(DIFFERENT, float(np.median(apart[rows, columns])) * 2.5)
    factors = np.linalg.lstsq(terms[keep], values[keep], rcond=None)[0]
    y, x = np.mgrid[0:high, 0:wide]
    return np.asarray(_terms(x / wide - 0.5, y / high - 0.5) @ factors, np.float32)


def _terms(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    return np.stack((np.ones_like(x), x, y, x * x, x * y, y * y), axis=-1).astype(np.float32)


def _box_of(places: npt.NDArray[np.bool_]) -> Box | None:
    """Around the largest patch."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(places.astype(np.uint8))
    if count < 2:
        return None
    left, top, width, height, _ = (int(v) * HALF for v in max(stats[1:], key=lambda row: row[4]))
    return left, top, width, height
