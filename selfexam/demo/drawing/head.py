"""The head without its features: skin modelled as a relief under two lamps, ears, neck."""

import cv2
import numpy as np
import numpy.typing as npt

from selfexam.demo.drawing.brush import MIDDLE, Canvas, Place, Plane, Stroke, filled, line, mirrored, spot, within
from selfexam.demo.drawing.looks import Looks

CHIN_Y = 172
# x, y, half width, half height, height: what stands out of, or sinks into, an egg-shaped head.
_RELIEF = (
    (0, 4, 8, 20, 7),
    (0, 34, 10, 18, 12),
    (0, 56, 13, 11, 16),
    (17, 62, 7, 6, 6),
    (44, -8, 24, 11, -9),
    (48, 1, 17, 9, 6),
    (46, -31, 28, 7, 4),
    (64, 48, 26, 22, 6),
    (0, 100, 36, 24, 6),
    (0, 129, 20, 6, -5),
    (0, 152, 22, 13, 6),
    (0, 83, 4, 7, -1.6),
    (92, -42, 15, 30, -5),
    (84, 92, 18, 34, -4),
)


def outline(looks: Looks) -> list[Place]:
    w, j, c = looks.width, looks.jaw, looks.chin
    return mirrored(
        [
            (0, -150),
            (52, -143),
            (90, -112),
            (105, -62),
            (107 * w, -10),
            (105 * w, 35),
            (98 * w * j, 82),
            (82 * w * j, 122 + c / 2),
            (56 * w * j, 153 + c),
            (26 * w, 169 + c),
            (0, CHIN_Y + c),
        ]
    )


def draw_neck(canvas: Canvas, looks: Looks) -> None:
    wide = looks.neck
    neck = filled(
        mirrored([(0, 90), (wide + 4, 90), (wide, 150), (wide + 3, 180), (wide + 26, 208), (wide + 60, 250), (0, 310)])
    )
    red, green, blue = looks.skin
    canvas.body(neck, (red * 0.93, green * 0.88, blue * 0.85))
    for side in (-1, 1):
        canvas.shade(within(spot(side * (wide + 4), 170, 18, 60), neck), 0.72)
        canvas.shade(within(line([(side * 42, 170), (side * 26, 212), (side * 9, 244)], 9, soft=5), neck), 0.93)
    canvas.paint(
        within(filled(outline(looks), soft=11).moved(0, 15), neck), (red * 0.62, green * 0.5, blue * 0.44), 0.62
    )
    canvas.shade(within(filled(outline(looks), soft=3).moved(0, 4), neck), 0.8)


def draw_ears(canvas: Canvas, looks: Looks) -> None:
    for side in (-1, 1):
        x = side * 108 * looks.width
        ear = filled(
            [
                (x, -18),
                (x + side * 10, -20),
                (x + side * 16, -6),
                (x + side * 14, 18),
                (x + side * 7, 38),
                (x - side * 1, 44),
            ]
        )
        canvas.body(ear, looks.skin)
        canvas.shade(ear, 0.9)
        canvas.paint(ear, (196, 110, 92), 0.14)
        inner = line([(x + side * 2, -8), (x + side * 9, -8), (x + side * 9, 12), (x + side * 4, 24)], 4, soft=1.6)
        canvas.shade(within(inner, ear), 0.72)


def draw_head(canvas: Canvas, looks: Looks) -> None:
    head = filled(outline(looks))
    light = _light(head, looks)
    tint = np.asarray((0.72, 1.0, 1.16), np.float32)  # shadows on skin are warm
    skin = np.asarray(looks.skin, np.float32) * np.power(light[:, :, None], tint)
    canvas.body(head, np.clip(skin, 0, 252))
    _colour(canvas, looks, head)
    if looks.age > 0.3:
        _age(canvas, looks)


def _light(head: Stroke, looks: Looks) -> Plane:
    """How bright each place of the head is under one lamp from either side and light from all around."""
    relief = _relief(head, looks)
    down, across = np.gradient(relief)
    length = np.sqrt(across**2 + down**2 + 1)
    left = np.maximum(0, 0.50 * across + 0.42 * down + 0.76) / length
    right = np.maximum(0, -0.56 * across + 0.36 * down + 0.74) / length
    hollow = relief - np.asarray(cv2.GaussianBlur(relief, (0, 0), 9), np.float32)
    shine = np.power(np.clip((0.1 * across + 0.32 * down + 0.95) / length, 0, 1), 26)
    return np.asarray(0.47 + 0.34 * left + 0.28 * right + 0.010 * hollow + 0.055 * shine, np.float32)


def _relief(head: Stroke, looks: Looks) -> Plane:
    high, wide = head.cover.shape
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    x += head.left - MIDDLE[0]
    y += head.top - MIDDLE[1]
    egg = np.maximum(0, 1 - (x / (121 * looks.width)) ** 2 - ((y - 8) / 205) ** 2)
    inside = np.asarray(cv2.distanceTransform((head.cover > 0.5).astype(np.uint8), cv2.DIST_L2, 5), np.float32)
    rim = 1 - np.clip(inside / 34, 0, 1)
    relief = 88 * np.sqrt(egg) + 17 * np.sqrt(np.maximum(0, 1 - rim * rim))
    for cx, cy, sx, sy, out in _RELIEF:
        factor = looks.nose if cy in (4, 34, 56, 62) else 1
        for side in (-1, 1) if cx else (1,):
            relief += out * factor * _bump(x - side * cx * factor, sx * factor) * _bump(y - cy, sy)
    return np.asarray(cv2.GaussianBlur(relief.astype(np.float32), (0, 0), 1.6), np.float32)


def _bump(distance: npt.NDArray[np.float32], spread: float) -> npt.NDArray[np.float32]:
    return np.asarray(np.exp(-((distance / spread) ** 2) / 2), np.float32)


def _colour(canvas: Canvas, looks: Looks, head: Stroke) -> None:
    for side in (-1, 1):
        canvas.paint(within(spot(side * 62, 52, 24, 20), head), (214, 118, 104), 0.17 if looks.woman else 0.10)
        canvas.paint(spot(side * 46, -2, 26, 12), (150, 96, 84), 0.16)
    canvas.paint(spot(0, 58, 14, 10), (208, 116, 100), 0.13)
    canvas.paint(within(spot(0, -96, 70, 34), head), (255, 240, 214), 0.08)
    if not looks.woman:  # a shaved beard
        for side in (-1, 1):
            canvas.paint(within(spot(side * 52, 128, 30, 26), head), (112, 104, 104), 0.16)
        canvas.paint(within(spot(0, 146, 34, 18), head), (112, 104, 104), 0.16)
        canvas.paint(spot(0, 86, 26, 6), (112, 104, 104), 0.14)


def _age(canvas: Canvas, looks: Looks) -> None:
    deep = (looks.age - 0.3) * 0.22
    for side in (-1, 1):
        fold = line([(side * 24, 62), (side * 36, 78), (side * 42, 98)], 4, soft=2.2)
        bag = line([(side * 30, 20), (side * 46, 25), (side * 62, 19)], 3, soft=1.6)
        foot = line([(side * 74, 0), (side * 84, 5), (side * 90, 12)], 2, soft=1.2)
        for stroke in (fold, bag, foot):
            canvas.shade(stroke, 1 - deep * 1.6)
    for y in (-62, -76):
        canvas.shade(line([(-46, y + 3), (0, y), (46, y + 3)], 2.4, soft=1.6), 1 - deep * 0.7)
