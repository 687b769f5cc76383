"""Drawn portraits standing in larger pictures, as a phone would take them: turned, off the middle, with or without
room. The wall and the clothes run on to the edges.
"""

import io

import cv2
import numpy as np
import pillow_heif
from PIL import Image

from tests.applications.photos.conftest import SEED, jpeg, picture


def scene(
    seed: int = SEED,
    *,
    size: tuple[int, int] = (1500, 2000),
    scale: float = 2.0,
    roll: float = 0.0,
    at: tuple[float, float] = (0.5, 0.45),
) -> Image.Image:
    """`scale`: how many times larger than in a finished photo; `roll`: degrees clockwise; `at`: where the nose is."""
    across, down = size[0] * at[0], size[1] * at[1]
    way = cv2.getRotationMatrix2D((240.0, 280.0), -roll, scale)
    way[:, 2] += (across - 240.0, down - 280.0)
    drawn = np.asarray(picture(seed))
    placed = cv2.warpAffine(drawn, way, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return Image.fromarray(placed)


def phone_jpeg(image: Image.Image, *, orientation: int = 1, quality: int = 92) -> bytes:
    """As a phone stores it: on its side, with the rotation, the time and the place in its EXIF."""
    back = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    step = back[orientation]
    return jpeg(image if step is None else image.transpose(step), exif=phone_exif(orientation), quality=quality)


def phone_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRETPHONE"
    exif.get_ifd(0x8769)[0x9003] = "2022:11:03 09:30:00"
    exif.get_ifd(0x8825)[29] = "2022:11:03"
    return exif


def heic(*images: Image.Image, orientation: int = 1, tiles: int = 0) -> bytes:
    """Made by libheif as a phone would; `tiles`: side of the squares a large picture is cut into."""
    file = pillow_heif.HeifFile()
    for image in images:
        file.add_from_pillow(image)
    out = io.BytesIO()
    pillow_heif.options.GRID_TILE_SIZE = tiles
    try:
        file.save(out, quality=88, exif=phone_exif(orientation).tobytes(), enc_params={"preset": "ultrafast"})
    finally:
        pillow_heif.options.GRID_TILE_SIZE = 0
    return out.getvalue()
