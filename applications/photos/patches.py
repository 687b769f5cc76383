"""What stands on the wall: objects, which have hard edges, and what touches the person. Called by background.py.

A smooth surface is fitted to the background: light that falls off is in the surface, an object is not. What differs
but touches the person may be hair that the network missed, or the person's shadow: it is kept apart and never fails.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from applications.photos.planes import Lab, Places, length

DIFFERENT = 12.0  # Lab distance from which a place is not the same wall any more
_RIM = 4.0  # where the soft rim of a patch ends
_EDGE = 9.0  # Lab units across three pixels: a shadow is softer, an object is not
_EDGE_ROWS = 3  # rows and columns (at half size) that count as the edge of the picture
_REACH = 13  # pixels (at half size) around an edge that belong to it
# A shadow is the wall with less light: darker, but not black, and of the wall's own hue.
_DEEPEST, _HUE, _OF_PATCH = 0.5, 7.0, 0.8


@dataclass(frozen=True)
class Patches:
    """`with_rim` is both with their soft surroundings: the rest is plain wall."""

    clutter: Places
    attached: Places
    with_rim: Places


def find_patches(lab: Lab, ground: Places, apart: Lab) -> Patches:
    smooth = surface_of(lab, ground, apart)
    away = length(lab - smooth)
    off = ground & (away > DIFFERENT)
    touching = _touching(ground)
    attached = _inside(ground & (apart > DIFFERENT), touching) | _shadow(off, touching, lab, smooth)
    attached = ground & (np.asarray(cv2.dilate(attached.astype(np.uint8), np.ones((7, 7), np.uint8))) > 0)
    clutter = off & _near_edge(lab, ground) & ~attached
    return Patches(clutter, attached, attached | clutter | _rim(ground & (away > _RIM), attached | clutter))


def _touching(ground: Places) -> Places:
    """The person's outline, one pixel into the background, without the edge of the picture."""
    inner = np.zeros_like(ground)
    inner[_EDGE_ROWS:-_EDGE_ROWS, _EDGE_ROWS:-_EDGE_ROWS] = True
    person = cv2.dilate((~ground & inner).astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray(np.asarray(person) > 0)


def _labels(places: Places) -> npt.NDArray[np.int32]:
    return np.asarray(cv2.connectedComponents(places.astype(np.uint8))[1], np.int32)


def _inside(differs: Places, touching: Places) -> Places:
    """Patches that touch the person and do not reach the edge of the picture."""
    marks = _labels(differs)
    edge = np.concatenate((marks[:_EDGE_ROWS].ravel(), marks[-_EDGE_ROWS:].ravel()))
    sides = np.concatenate((marks[:, :_EDGE_ROWS].ravel(), marks[:, -_EDGE_ROWS:].ravel()))
    wanted = np.setdiff1d(np.unique(marks[touching & differs]), np.unique(np.concatenate((edge, sides))))
    return np.asarray(np.isin(marks, wanted[wanted > 0]))


def _shadow(off: Places, touching: Places, lab: Lab, smooth: Lab) -> Places:
    """Patches that touch the person and are the wall with less light, wherever they end."""
    marks = _labels(off)
    found = np.zeros_like(off)
    for mark in np.unique(marks[touching & off]):
        patch = marks == mark
        if mark and _is_shaded(lab[patch], smooth[patch]):
            found |= patch
    return found


def _is_shaded(seen: npt.NDArray[np.float32], wall: npt.NDArray[np.float32]) -> bool:
    return bool(shaded(seen, wall).mean() >= _OF_PATCH)


def shaded(seen: npt.NDArray[np.float32], wall: npt.NDArray[np.float32]) -> Places:
    """Which colours are those of the wall with less light: a and b shrink with the light as the lightness does."""
    light = seen[:, 0] / np.maximum(wall[:, 0], 1)
    hue = np.hypot(seen[:, 1] - wall[:, 1] * light, seen[:, 2] - wall[:, 2] * light)
    return np.asarray((light < 1) & (light > _DEEPEST) & (hue < _HUE))


def _near_edge(lab: Lab, ground: Places) -> Places:
    across = _largest(cv2.absdiff(lab[1:-1, 2:], lab[1:-1, :-2]))
    down = _largest(cv2.absdiff(lab[2:, 1:-1], lab[:-2, 1:-1]))
    edge = np.zeros(ground.shape, np.uint8)
    edge[1:-1, 1:-1] = across + down > _EDGE
    edge[~ground] = 0
    return np.asarray(np.asarray(cv2.dilate(edge, np.ones((_REACH, _REACH), np.uint8))) > 0)


def _largest(steps: cv2.typing.MatLike) -> Lab:
    """Of L, a and b."""
    lightness, a, b = cv2.split(steps)
    return np.asarray(np.maximum(np.maximum(lightness, a), b), np.float32)


def _rim(soft: Places, patches: Places) -> Places:
    """What is off the surface, however little, and hangs together with a patch."""
    marks = _labels(soft | patches)
    wanted = np.unique(marks[patches])
    return np.asarray(np.isin(marks, wanted[wanted > 0]))


def surface_of(lab: Lab, ground: Places, apart: Lab) -> Lab:
    """A second-degree surface through the ordinary part of the background."""
    rows, columns = np.nonzero(ground)
    step = max(1, len(rows) // 4000)
    rows, columns = rows[::step], columns[::step]
    high, wide = ground.shape
    values, distance = lab[rows, columns], apart[rows, columns]
    keep = distance <= max(DIFFERENT, float(np.median(distance)) * 2.5)
    factors = _fit(_terms(columns / wide - 0.5, rows / high - 0.5)[keep], values[keep])
    x = (np.arange(wide, dtype=np.float32) / wide - 0.5)[None, :, None]
    y = (np.arange(high, dtype=np.float32) / high - 0.5)[:, None, None]
    level, right, down, bend, twist, sink = factors.astype(np.float32)
    return np.asarray((level + right * x + bend * x * x) + (down * y + sink * y * y) + (twist * y) * x, np.float32)


def _fit(terms: npt.NDArray[np.float32], values: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Least squares through the six normal equations: terms within ±0.5 are tame enough, and it is far quicker."""
    exact = terms.astype(np.float64)
    return np.asarray(np.linalg.lstsq(exact.T @ exact, exact.T @ values, rcond=None)[0], np.float64)


def _terms(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    return np.stack((np.ones_like(x), x, y, x * x, x * y, y * y), axis=-1).astype(np.float32)
