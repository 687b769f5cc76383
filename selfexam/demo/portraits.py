"""Draws the ID photos of the demonstration: invented faces, painted by this code, no photo of anybody in them.

`draw_portrait(seed)` gives a 480 × 640 JPEG that satisfies the photo rule; with a `defect` one that breaks one rule.
"""

import io
from functools import lru_cache
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from selfexam.demo.drawing.brush import HEIGHT, MIDDLE, WIDTH, Canvas
from selfexam.demo.drawing.clothes import draw_clothes
from selfexam.demo.drawing.features import draw_features
from selfexam.demo.drawing.hair import draw_back_hair, draw_bare_back, draw_cap
from selfexam.demo.drawing.head import draw_ears, draw_head, draw_neck
from selfexam.demo.drawing.looks import Looks, looks_of

DEFECTS = ("small_file", "wrong_size", "off_centre", "tilted", "two_faces", "no_face", "cluttered_background")
LEAST_BYTES = 51_200
_Picture = npt.NDArray[np.float32]


def draw_portrait(seed: int, *, defect: str = "") -> bytes:
    """A JPEG, the same for the same arguments. `defect` is "" or one of DEFECTS."""
    return _kept(seed, defect)


@lru_cache(maxsize=8)  # a person's card and photo show the same portrait, however they ask for it
def _kept(seed: int, defect: str) -> bytes:
    return _painted(seed, defect)


def _painted(seed: int, defect: str = "") -> bytes:
    if defect and defect not in DEFECTS:
        raise ValueError(f"unknown defect {defect!r}, known: {', '.join(DEFECTS)}")
    looks = looks_of(seed)
    canvas = _draw(looks, seed, face=defect != "no_face")
    picture = _with_grain(_composed(canvas, looks, seed, defect), canvas.figure, seed)
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    if defect == "wrong_size":
        image = image.resize((413, 531), Image.Resampling.LANCZOS)
    if defect == "small_file":
        return _jpeg(image, 70)
    return next(data for quality in (92, 95, 97, 98, 99, 100) if len(data := _jpeg(image, quality)) >= LEAST_BYTES)


def _draw(looks: Looks, seed: int, *, face: bool = True) -> Canvas:
    dice = Random(seed)  # noqa: S311 - drawing, not secrecy
    canvas = Canvas(looks.ground)
    draw_back_hair(canvas, looks, dice)
    draw_neck(canvas, looks)
    draw_clothes(canvas, looks)
    if not face:
        draw_bare_back(canvas, looks, dice)
        return canvas
    draw_ears(canvas, looks)
    draw_head(canvas, looks)
    draw_features(canvas, looks, dice)
    draw_cap(canvas, looks, dice)
    return canvas


def _composed(canvas: Canvas, looks: Looks, seed: int, defect: str) -> _Picture:
    if defect == "off_centre":
        return _moved(canvas.rgb, np.array([[1, 0, 62], [0, 1, 0]], float))
    if defect == "tilted":
        return _moved(canvas.rgb, cv2.getRotationMatrix2D(MIDDLE, 13, 1))
    if defect == "two_faces":
        other = _draw(looks_of(seed + 1), seed + 1)
        other.rgb += (np.asarray(looks.ground, np.float32) - other.rgb) * (1 - other.figure)[:, :, None]
        small = cv2.warpAffine(
            other.rgb, np.array([[0.4, 0, 300], [0, 0.4, 30]], float), (WIDTH, HEIGHT), borderValue=looks.ground
        )
        return _over(canvas, np.asarray(small, np.float32))
    if defect == "cluttered_background":
        return _over(canvas, _shelf(seed))
    return canvas.rgb


def _moved(rgb: _Picture, way: npt.NDArray[np.float64] | cv2.typing.MatLike) -> _Picture:
    moved = cv2.warpAffine(rgb, way, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)


def _over(canvas: Canvas, ground: _Picture) -> _Picture:
    return np.asarray(ground + (canvas.rgb - ground) * canvas.figure[:, :, None], np.float32)


def _shelf(seed: int) -> _Picture:
    """Books on boards, a little out of focus."""
    dice = Random(seed)  # noqa: S311 - drawing, not secrecy
    picture = np.full((HEIGHT, WIDTH, 3), (206, 196, 182), np.float32)
    for top in range(0, HEIGHT, 128):
        x = 0
        while x < WIDTH:
            wide, high = dice.randint(12, 30), dice.randint(80, 112)
            picture[top + 118 - high : top + 118, x : x + wide - 1] = [dice.randint(50, 210) for _ in range(3)]
            x += wide
        picture[top + 118 : top + 128] = (120, 88, 60)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.6), np.float32)


def _with_grain(picture: _Picture, figure: npt.NDArray[np.float32], seed: int) -> _Picture:
    """The fine noise of a camera: stronger on the person, hardly there on the wall."""
    noise = np.random.default_rng(seed).standard_normal((HEIGHT, WIDTH), np.float32)
    noise += np.asarray(cv2.GaussianBlur(noise, (0, 0), 1.2), np.float32) * 1.5
    return np.asarray(picture + (noise * (0.9 + 1.5 * figure))[:, :, None], np.float32)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, subsampling=0 if quality > 90 else 2, dpi=(300, 300))
    return out.getvalue()
