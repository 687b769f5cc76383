"""Decodes a HEIC with libheif and shrinks it at once, so that a large one lies in memory once. Called by opening.py.

Measured at 40 megapixels: 200 MB above the empty process. Pillow's own plugin would hold two copies more.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import pillow_heif
from PIL import Image

# One thread: its planes and the finished picture are all that is held. Nothing but the picture itself is looked at.
pillow_heif.options.DECODE_THREADS = 1
pillow_heif.options.THUMBNAILS = pillow_heif.options.DEPTH_IMAGES = pillow_heif.options.AUX_IMAGES = False


@dataclass(frozen=True)
class HeifPicture:
    """`picture` is upright: rotation and mirroring are part of the format and done by the decoder."""

    picture: Image.Image
    mode: str
    exif: bytes
    profile: bytes | None


def decode_heif(data: bytes, *, long_side: int, most_pixels: int) -> HeifPicture:
    """Raises ValueError, RuntimeError or the like for what libheif refuses."""
    file = pillow_heif.open_heif(data, convert_hdr_to_8bit=True)
    wide, high = file.size
    if wide * high > most_pixels:
        raise ValueError("not what its header said")
    pixels = np.asarray(file)[:, :wide]
    scale = long_side / max(wide, high)
    if scale < 1:
        size = (max(1, round(wide * scale)), max(1, round(high * scale)))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return HeifPicture(
        picture=Image.fromarray(np.ascontiguousarray(pixels)),
        mode=file.mode,
        exif=file.info.get("exif") or b"",
        profile=file.info.get("icc_profile"),
    )
