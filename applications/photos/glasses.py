"""Glasses: are there any, how dark and tinted the lenses are, reflections, and frame near the eyes. Called by face.py.

All is read against the person's own cheek: the skin under the eyes, seen through a dark lens, is darker than it.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from applications.photos.aligned import Aligned
from applications.photos.eyes import LEFT_EYE, RIGHT_EYE, EyePoints
from applications.photos.skin import Skin

# Between the inner corners, from the brows to the middle of the nose; and under either eye, to the cheekbone.
BRIDGE = (193, 417, 9, 195)
UNDER_RIGHT, UNDER_LEFT = (228, 229, 230, 231, 120, 119, 118, 117), (448, 449, 450, 451, 349, 348, 347, 346)
BESIDE = (0.02, 0.07)  # T outward of the corners of an eye
BAR_ROWS, LEVEL = 0.06, 0.03  # T: how thick a bar may be, and how far from level between the corners
GLARE_OVER_CHEEK, GLARE = 18.0, 92.0  # Lab lightness
BLACK = 10.0  # Lab lightness
DARKEST = 20.0  # Lab lightness; below it noise would count as an edge
ROWS = 3
Rows = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Glasses:
    """`bridge_edges`: hardest level edge over the bridge of the nose, in percent of the cheek's lightness.

    `lens_dark`: the lighter eye's skin under the eye, `eye_bright`: the brightest of the eye, both in percent of the
    cheek's lightness; `lens_tint` in Lab units; `lens_glare` in percent of the eye patch; `frame_bar`:
    how dark a level bar beside both corners of an eye is, in percent of the cheek's lightness.
    """

    bridge_edges: float
    lens_dark: float
    eye_bright: float
    lens_tint: float
    lens_glare: float
    frame_bar: float


def read_glasses(eyes: Aligned, skin: Skin) -> Glasses:
    sides = ((RIGHT_EYE, UNDER_RIGHT, skin.right), (LEFT_EYE, UNDER_LEFT, skin.left))
    dark, bright, tint, glare, bar = [], [], [], [], []
    for eye, under, own in sides:
        below = eyes.colour(eyes.zone(under))
        opening = eyes.zone(eye.opening)
        light = max(float(own[0]), DARKEST)
        dark.append(_ratio(float(below[0]), float(own[0])))
        tint.append(float(np.hypot(*(below[1:] - own[1:]))))
        seen = eyes.lab[opening][:, 0]
        bright.append(_ratio(float(np.percentile(seen, 90)), float(own[0])) if len(seen) else 1.0)
        glare.append(_glare(eyes, eye, under, light))
        bar.append(_bar(eyes, eye, light))
    return Glasses(
        bridge_edges=round(_bridge_edges(eyes, skin) * 100, 1),
        lens_dark=round(max(dark) * 100, 1),
        eye_bright=round(max(bright) * 100, 1),
        lens_tint=round(min(tint), 1),
        lens_glare=round(max(glare) * 100, 2),
        frame_bar=round(max(bar) * 100, 1),
    )


def _ratio(seen: float, own: float) -> float:
    """What is nearly black on both sides is equally light: the darkest skin under no lens is not shaded."""
    return max(seen, BLACK) / max(own, BLACK)


def _bridge_edges(eyes: Aligned, skin: Skin) -> float:
    """A bar across the nose is an edge along most of a row; skin has none."""
    low = np.round(eyes.points[list(BRIDGE)].min(axis=0)).astype(int)
    high = np.round(eyes.points[list(BRIDGE)].max(axis=0)).astype(int)
    patch = eyes.lab[max(0, low[1]) : high[1], max(0, low[0]) : high[0], 0]
    if patch.shape[0] <= ROWS or not patch.shape[1]:
        return 0.0
    steps = np.abs(patch[ROWS:] - patch[:-ROWS])
    return float(np.median(steps, axis=1).max()) / max(float(skin.both[0]), DARKEST)


def _glare(eyes: Aligned, eye: EyePoints, under: tuple[int, ...], light: float) -> float:
    patch = eyes.zone((*eye.opening, *under))
    lit = eyes.lab[patch]
    if not len(lit):
        return 0.0
    return float(((lit[:, 0] > max(GLARE, light + GLARE_OVER_CHEEK)) & (np.abs(lit[:, 1:]).max(axis=1) < 12)).mean())


def _bar(eyes: Aligned, eye: EyePoints, light: float) -> float:
    """A rim that crosses the eye goes on beside both its corners, in about the same row, where a bare face has skin."""
    outward = 1 if eyes.points[eye.outer, 0] > eyes.points[eye.inner, 0] else -1
    lids = eyes.points[list(eye.opening), 1]
    reach = round(BAR_ROWS * eyes.unit)
    top = max(reach, round(float(lids.min())))
    end = min(eyes.lab.shape[0] - reach, round(float(lids.max())))
    inner = _dips(eyes, eyes.points[eye.inner, 0], -outward, reach)[top:end]
    outer = _dips(eyes, eyes.points[eye.outer, 0], outward, reach)[top:end]
    if not len(inner):
        return 0.0
    near = np.ones(2 * round(LEVEL * eyes.unit) + 1)
    return float(np.minimum(_widened(inner, near), _widened(outer, near)).max()) / light


def _dips(eyes: Aligned, corner: float, side: int, reach: int) -> Rows:
    """How much darker each row beside a corner of the eye is than rows above and below it."""
    ends = sorted(round(float(corner + side * way * eyes.unit)) for way in BESIDE)
    window = eyes.lab[:, max(0, ends[0]) : ends[1], 0]
    if not window.shape[1]:
        return np.zeros(eyes.lab.shape[0])
    rows = np.median(window, axis=1)
    stretches = np.lib.stride_tricks.sliding_window_view(np.pad(rows, reach, mode="edge"), reach + 1).max(axis=1)
    above, below = stretches[: len(rows)], stretches[reach:]
    return np.asarray(np.minimum(above, below) - rows)


def _widened(rows: Rows, near: Rows) -> Rows:
    return np.asarray(cv2.dilate(rows[:, None].astype(np.float32), near[:, None].astype(np.uint8)), float)[:, 0]
