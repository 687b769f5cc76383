"""Drawn cards as a phone would see them: on a desk, tilted, turned, blurred, with glare, with an edge cut off."""

import functools
import io
from datetime import date

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from selfexam.demo.cards import draw_id_back, draw_id_front
from selfexam.records.id_numbers import check_digit

Picture = NDArray[np.uint8]

NAME, ADDRESS = "林晓禾", "示例市样本区虚构路 21 号"
BIRTH = date(1998, 5, 20)
AUTHORITY = "示例市公安局样本区分局"
VALID_FROM, VALID_TO = date(2021, 5, 4), date(2041, 5, 4)


def number(n: int = 73) -> str:
    """An invented number with a right check digit; no county has the code 500000."""
    first_17 = f"500000{BIRTH:%Y%m%d}{n * 2 % 1000:03d}"
    return first_17 + check_digit(first_17)


def pixels(data: bytes) -> Picture:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


def jpeg(picture: Picture, quality: int = 90) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "JPEG", quality=quality)
    return out.getvalue()


@functools.cache
def front(n: int = 73, name: str = NAME, seed: int = 1) -> Picture:
    return pixels(draw_id_front(name, "女", "汉", BIRTH, ADDRESS, number(n), seed))


@functools.cache
def back(valid_from: date = VALID_FROM, valid_to: date | None = VALID_TO) -> Picture:
    return pixels(draw_id_back(AUTHORITY, valid_from, valid_to))


def on_a_desk(card: Picture, *, desk: tuple[int, int, int] = (92, 70, 54), seed: int = 1) -> Picture:
    """Seen a little from the side by a phone: all four corners free, the desk with grain and light falling off."""
    chance = np.random.default_rng(seed)
    wide, high = 1600, 1200
    grain = chance.normal(0, 5, (high, wide, 1))
    shade = np.linspace(14, -14, wide)[None, :, None]
    ground = np.clip(np.array(desk)[None, None, :] + grain + shade, 0, 255).astype(np.uint8)
    height, width = card.shape[:2]
    source = np.float32([(0, 0), (width, 0), (width, height), (0, height)])
    target = np.float32([(230, 240), (1350, 190), (1400, 930), (190, 900)]) + chance.uniform(-30, 30, (4, 2)).astype(
        "f"
    )
    move = cv2.getPerspectiveTransform(source, target.astype(np.float32))
    laid = cv2.warpPerspective(card, move, (wide, high), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full(card.shape[:2], 255, np.uint8), move, (wide, high))
    return np.where(mask[:, :, None] > 127, laid, ground).astype(np.uint8)


def turned(picture: Picture, quarters: int) -> Picture:
    """By quarters of a turn, clockwise."""
    return np.ascontiguousarray(np.rot90(picture, -quarters))


def tilted(picture: Picture, degrees: float, ground: tuple[int, int, int] = (92, 70, 54)) -> Picture:
    """Turned by some degrees on a larger sheet, nothing cut off."""
    high, wide = picture.shape[:2]
    move = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1)
    cos, sin = abs(move[0, 0]), abs(move[0, 1])
    size = (int(high * sin + wide * cos) + 80, int(high * cos + wide * sin) + 80)
    move[:, 2] += (size[0] / 2 - wide / 2, size[1] / 2 - high / 2)
    return np.asarray(cv2.warpAffine(picture, move, size, borderValue=ground), np.uint8)


def blurred(picture: Picture, sigma: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def with_glare(picture: Picture, at: tuple[float, float] = (0.35, 0.5), radius: float = 0.12) -> Picture:
    """A lamp reflected: a white spot with a soft rim, `radius` as a share of the width."""
    high, wide = picture.shape[:2]
    y, x = np.mgrid[0:high, 0:wide]
    distance = np.hypot(x - at[0] * wide, y - at[1] * high) / (radius * wide)
    light = np.clip(1.6 - distance, 0, 1)[:, :, None]
    return (picture * (1 - light) + 255 * light).astype(np.uint8)


def cut(picture: Picture, share: float = 0.12) -> Picture:
    """The left part of the card lies outside the picture."""
    desk = on_a_desk(picture)
    return np.ascontiguousarray(desk[:, round(200 + share * 1200) :])
