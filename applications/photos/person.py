"""Tells person and background apart with the selfie segmentation network. Called by measure.py."""

import cv2
import numpy as np
import numpy.typing as npt

from applications.photos.framing import Pixels

SIDE = 256
Mask = npt.NDArray[np.float32]


def find_person(pixels: Pixels, network: cv2.dnn.Net) -> Mask:
    """How surely each pixel of the frame shows a person, 0–1."""
    small = cv2.resize(pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    network.setInput(cv2.dnn.blobFromImage(small, 1 / 255.0, swapRB=True))
    sure = np.asarray(network.forward(), np.float32).reshape(SIDE, SIDE)
    high, wide = pixels.shape[:2]
    return np.asarray(cv2.resize(sure, (wide, high), interpolation=cv2.INTER_LINEAR), np.float32)
