"""Brings a picture into the frame of the rules (480 × 640), in which every limit is given. Called by measure.py."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from applications.photos.rules import PhotoRules

Pixels = npt.NDArray[np.uint8]  # height × width × BGR, as OpenCV wants it
_SAME_SHAPE = 0.02
_LEAST_SIDE = 64  # of a long strip, which shows nobody anyway; at 32 the detector reads memory that is not its own


@dataclass(frozen=True)
class Framed:
    """`fits` tells whether width to height are as the rules want; if not, no place in the frame means anything."""

    pixels: Pixels
    fits: bool


def frame(picture: Image.Image, rules: PhotoRules) -> Framed:
    """A picture of the right size is taken as it is, another one scaled to the height or width of the frame."""
    pixels = np.asarray(cv2.cvtColor(np.asarray(picture), cv2.COLOR_RGB2BGR), np.uint8)
    high, wide = pixels.shape[:2]
    scale = min(rules.width / wide, rules.height / high)
    if scale != 1:
        size = (max(_LEAST_SIDE, round(wide * scale)), max(_LEAST_SIDE, round(high * scale)))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=way), np.uint8)
    fits = abs(wide / high / (rules.width / rules.height) - 1) <= _SAME_SHAPE
    return Framed(pixels, fits)
