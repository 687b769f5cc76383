"""How plainly the 8 × 8 blocks of a strong JPEG compression show, also after the picture was saved again.

Called by picture.py.
"""

import math

import cv2
import numpy as np
import numpy.typing as npt

BLOCK = 8
_MOST_STEP = 12  # a larger step is an edge of the picture, not of a block
_SIDE = 512


def blocking(luma: npt.NDArray[np.uint8]) -> float | None:
    """How much larger steps are on the lines of the most visible 8-pixel grid than beside them; 1 without blocks.

    `luma` in the pixels of the file: scaling would have taken the grid away. None for a picture under 64 pixels.
    """
    high, wide = luma.shape
    if min(high, wide) < 8 * BLOCK:
        return None
    top, left = max(0, (high - _SIDE) // 2), max(0, (wide - _SIDE) // 2)
    part = np.ascontiguousarray(luma[top : top + _SIDE, left : left + _SIDE])
    return round(math.sqrt(_excess(part) * _excess(np.ascontiguousarray(part.T))), 2)


def _excess(luma: npt.NDArray[np.uint8]) -> float:
    """Across the columns: the largest of the eight phases over the middle one."""
    steps = np.minimum(cv2.absdiff(luma[:, 1:], luma[:, :-1]), _MOST_STEP)
    columns = np.asarray(cv2.reduce(steps, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F)).ravel()
    whole = columns[: len(columns) // BLOCK * BLOCK].reshape(-1, BLOCK)
    phases = whole.mean(axis=0)
    return float((phases.max() + 0.2) / (np.median(phases) + 0.2))
