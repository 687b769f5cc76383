"""Turns, scales and cuts in one step: all that is ever done to the pixels. Called by looking.py and applying.py."""

import cv2
import numpy as np

from applications.photos.cropping.frame import Frame, Size
from applications.photos.framing import Pixels

# Shrunk by more than this, single pixels would be left out: the mean of an area comes first.
_MOST_AT_ONCE = 1.7
_LEFT_FOR_THE_WARP = 1.2


def warp(pixels: Pixels, frame: Frame, result: Size) -> Pixels:
    """The window of `frame` at the size of the result. The last half pixel at an edge repeats its neighbour."""
    if frame.scale < 1 / _MOST_AT_ONCE:
        pixels, frame = _smaller(pixels, frame, frame.scale * _LEFT_FOR_THE_WARP)
    matrix = frame.matrix(result)
    # Places are counted from the edge of a pixel, OpenCV counts from its middle.
    matrix[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    warped = cv2.warpAffine(pixels, matrix, result, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(warped, np.uint8)


def _smaller(pixels: Pixels, frame: Frame, by: float) -> tuple[Pixels, Frame]:
    high, wide = pixels.shape[:2]
    size = (max(1, round(wide * by)), max(1, round(high * by)))
    across, down = size[0] / wide, size[1] / high
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    # Both factors differ by less than half a pixel in all; the mean of them is the scale that is left.
    left = frame.scale / ((across + down) / 2)
    return small, Frame(frame.turn, left, frame.x * across, frame.y * down)
