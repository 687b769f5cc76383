"""How even the background is: its colour, its range of light, shadows and objects on it. Called by measure.py.

Each cause has its number and none is counted twice: what stands on the wall (patches.py) and its soft rim are taken
away before the evenness of the wall itself is measured. The strip right beside the person has one of its own
(beside.py).
"""

from dataclasses import dataclass

import cv2
import numpy as np

from applications.photos.beside import Beside, shaded_beside
from applications.photos.findings import Box
from applications.photos.patches import DIFFERENT, Patches, find_patches
from applications.photos.planes import HALF, Lab, Places, Planes, length

LEAST_SHARE = 0.06  # of the picture; less background than that says nothing
SURELY_BACKGROUND = 0.1
AWAY = 17  # pixels (at half size) of hair, soft edge and the mask's own error around the person
_EVERY = 3  # one pixel of so many is enough for a median
_LEFT_OVER = 0.25  # of the background; with less left beside objects and shadows, all of it is measured


@dataclass(frozen=True)
class Background:
    """Lab units; shares of the background; boxes in pixels of the frame. `attached`: touches the person;
    `beside`: shaded share of the strip along the person, on the worse side."""

    colour: tuple[float, float, float]
    share: float
    lightness_range: float
    spread: float
    clutter_share: float
    clutter_box: Box | None
    attached_share: float
    attached_box: Box | None
    beside_share: float = 0.0
    beside_box: Box | None = None


def read_background(planes: Planes) -> Background | None:
    """None where there is too little background to judge."""
    maybe_person = planes.person >= SURELY_BACKGROUND
    ground = _surely_background(maybe_person)
    share = float(ground.mean())
    if share < LEAST_SHARE:
        return None
    lab = np.asarray(cv2.GaussianBlur(planes.lab, (5, 5), 1.0), np.float32)
    apart = _apart(lab, ground)
    wall, patches = ground, None
    if bool((apart[ground] > DIFFERENT).any()):
        patches = find_patches(lab, ground, apart)
        left = ground & ~patches.with_rim
        wall = left if left.sum() >= _LEFT_OVER * ground.sum() else ground
    return _numbers(lab, wall, ground, patches, shaded_beside(lab, maybe_person, ground, apart))


def _numbers(lab: Lab, wall: Places, ground: Places, patches: Patches | None, beside: Beside) -> Background:
    seen = _some_of(lab, wall)
    colour = np.median(seen, axis=0)
    low, high = np.percentile(seen[:, 0], (2, 98))
    away = length((seen - colour)[None])[0]
    count = float(ground.sum())
    return Background(
        colour=(round(float(colour[0]), 1), round(float(colour[1]), 1), round(float(colour[2]), 1)),
        share=round(count / ground.size, 3),
        lightness_range=round(float(high - low), 1),
        spread=round(float(np.percentile(away, 99)), 1),
        clutter_share=round(float(patches.clutter.sum()) / count, 4) if patches else 0.0,
        clutter_box=_box_of(patches.clutter) if patches else None,
        attached_share=round(float(patches.attached.sum()) / count, 4) if patches else 0.0,
        attached_box=_box_of(patches.attached) if patches else None,
        beside_share=round(beside.share, 3),
        beside_box=_box_of(beside.places) if beside.share else None,
    )


def _apart(lab: Lab, ground: Places) -> Lab:
    """How far each place is from the middle colour of the background."""
    return length(lab - np.median(_some_of(lab, ground), axis=0).astype(np.float32))


def _some_of(lab: Lab, places: Places) -> Lab:
    """The colours of one in so many of the places."""
    return lab.reshape(-1, lab.shape[-1])[np.flatnonzero(places)[::_EVERY]]


def _surely_background(maybe_person: Places) -> Places:
    grown = cv2.dilate(maybe_person.astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (AWAY, AWAY)))
    return np.asarray(np.asarray(grown) == 0)


def _box_of(places: Places) -> Box | None:
    """Around the largest patch."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(places.astype(np.uint8))
    if count < 2:
        return None
    left, top, width, height, _ = (int(v) * HALF for v in max(stats[1:], key=lambda row: row[4]))
    return left, top, width, height
