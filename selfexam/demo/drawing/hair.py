"""Hair: a mass behind the head, a cap over it that leaves brows and ears free, and single strands for texture."""

from random import Random

import cv2
import numpy as np

from selfexam.demo.drawing.brush import (
    HEIGHT,
    MIDDLE,
    WIDTH,
    Canvas,
    Place,
    Plane,
    Stroke,
    filled,
    mirrored,
    smooth,
    spot,
    within,
)
from selfexam.demo.drawing.looks import Looks

_OUTER = {
    "side": [(0, -170), (46, -163), (86, -138), (110, -94), (116, -42), (112, 2)],
    "crop": [(0, -163), (44, -157), (82, -134), (105, -94), (112, -46), (110, -6)],
    "back": [(0, -172), (45, -165), (84, -140), (109, -97), (115, -46), (111, -2)],
    "tied": [(0, -167), (44, -160), (82, -137), (107, -96), (114, -48), (110, -12)],
    "behind": [(0, -169), (46, -162), (86, -138), (112, -94), (120, -42), (117, -4)],
    "bob": [(0, -171), (48, -164), (90, -138), (117, -92), (125, -40), (121, 0)],
}
_INNER = {
    "side": [(101, 6), (99, -32), (90, -66), (66, -92)],
    "crop": [(103, 2), (101, -44), (92, -86), (62, -106)],
    "back": [(102, 4), (100, -42), (90, -88), (58, -114)],
    "tied": [(104, -14), (100, -50), (85, -86), (52, -108)],
    "behind": [(106, -4), (99, -44), (82, -80), (48, -106)],
    "bob": [(107, 0), (98, -42), (82, -76), (52, -98)],
}


def draw_back_hair(canvas: Canvas, looks: Looks, dice: Random) -> None:
    """What hangs behind the neck; drawn before everything else of the person."""
    if looks.hair_style == "behind":
        half = [(0, -150), (86, -128), (119, -50), (122, 40), (119, 110), (112, 170), (98, 214), (60, 236), (0, 236)]
    elif looks.hair_style == "bob":
        half = [(0, -150), (94, -130), (127, -50), (131, 40), (126, 104), (108, 142), (60, 156), (0, 156)]
    elif looks.hair_style == "tied":
        side = 1 if looks.part > 0 else -1
        _tail(canvas, looks, side, dice)
        return
    else:
        return
    mass = filled(mirrored([(x, float(y)) for x, y in half]), soft=1.2)
    tones = np.zeros((HEIGHT, WIDTH), np.float32)
    for _ in range(110):
        x = dice.uniform(-128, 128)
        _strand(tones, [(x * 0.9, -60), (x, 40), (x * 0.97, 160), (x * 0.9, 250)], dice.uniform(-1, 0.7))
    _lay(canvas, looks, mass, tones)
    canvas.shade(within(spot(0, 150, 74, 80), mass), 0.55)


def _tail(canvas: Canvas, looks: Looks, side: int, dice: Random) -> None:
    """A low ponytail that falls behind one shoulder."""
    half = [
        (side * x, float(y)) for x, y in ((52, 60), (88, 84), (104, 140), (106, 200), (92, 258), (60, 262), (54, 160))
    ]
    tail = filled(half, soft=1.2)
    tones = np.zeros((HEIGHT, WIDTH), np.float32)
    for _ in range(60):
        x = side * dice.uniform(50, 106)
        _strand(tones, [(x * 0.8, 50), (x, 130), (x * 1.02, 200), (x * 0.9, 262)], dice.uniform(-1, 0.8))
    _lay(canvas, looks, tail, tones)
    canvas.shade(within(spot(side * 58, 130, 22, 70), tail), 0.6)


def draw_cap(canvas: Canvas, looks: Looks, dice: Random) -> None:
    """The hair over the skull; its lower edge is the hairline."""
    inner = _INNER[looks.hair_style]
    outer = [(x, y * looks.volume if y < -90 else y) for x, y in _OUTER[looks.hair_style]]
    receding = 10 * max(0.0, looks.age - 0.4) if not looks.woman else 0
    line_top = (-99 if looks.hair_style in ("side", "crop") else -110) - receding
    peak: list[Place] = [(looks.part * 0.7, line_top - 3)]
    hairline = [*inner, *peak, *[(-x, y) for x, y in reversed(inner)]]
    left = [(-x, float(y)) for x, y in reversed(outer) if x]
    right = [(float(x), float(y)) for x, y in outer]
    cap = filled([*left, *right, *hairline], soft=1.0)
    canvas.shade(_under(hairline), 0.84)
    rim = smooth([*left, *right], closed=False, steps=10)
    edge = smooth(list(reversed(hairline)), closed=False, steps=10)
    _lay(canvas, looks, cap, _strands(looks, rim, edge, dice))
    _fine_hairs(canvas, looks, edge, dice)


def draw_bare_back(canvas: Canvas, looks: Looks, dice: Random) -> None:
    """The back of a head: hair all over, no face."""
    head = filled(mirrored([(0, -168), (60, -160), (108, -110), (118, -30), (108, 60), (84, 120), (50, 146), (0, 152)]))
    tones = np.zeros((HEIGHT, WIDTH), np.float32)
    for _ in range(220):
        x = dice.uniform(-118, 118)
        _strand(tones, [(x * 0.2, -150), (x * 0.8, -60), (x, 40), (x * 0.8, 150)], dice.uniform(-1, 0.8))
    _lay(canvas, looks, head, tones)


def _under(hairline: list[Place]) -> Stroke:
    """The soft shadow that hair throws on the forehead."""
    lower = [(x * 0.985, y + 9) for x, y in hairline]
    return filled([*hairline, *reversed(lower)], soft=4)


def _strands(looks: Looks, rim: np.ndarray, edge: np.ndarray, dice: Random) -> Plane:
    """Hairs from the parting, or from the forehead backward, along the skull."""
    tones = np.zeros((HEIGHT, WIDTH), np.float32)
    parted = looks.hair_style in ("side", "behind", "bob", "tied")
    for _ in range(300):
        along = dice.random()
        a, b = _at(rim, along), _at(edge, along)
        if parted:
            root = (looks.part + dice.uniform(-3, 3), -166 + dice.random() * 52)
            depth = dice.random()
            end = (a[0] + (b[0] - a[0]) * depth, a[1] + (b[1] - a[1]) * depth)
            bend = ((root[0] + a[0]) / 2 + dice.uniform(-6, 6), min(root[1], (root[1] + a[1]) / 2) - 4)
            _strand(tones, [root, bend, end], dice.uniform(-1, 1))
        else:
            end = (a[0] * 0.94 + looks.part * 0.2, a[1] + 5)
            middle = ((a[0] + b[0]) / 2 + dice.uniform(-5, 5), (a[1] + b[1]) / 2 - 6)
            _strand(tones, [(b[0], b[1]), middle, end], dice.uniform(-1, 1))
    return tones


def _fine_hairs(canvas: Canvas, looks: Looks, edge: np.ndarray, dice: Random) -> None:
    """Single hairs across the hairline, so that it is no hard edge."""
    hairs = np.zeros((HEIGHT, WIDTH), np.float32)
    for _ in range(150):
        x, y = _at(edge, dice.random())
        reach = dice.uniform(2, 8)
        away = (x - looks.part) / 110
        root = (x - away * 4 + dice.uniform(-3, 3), y - 7)
        _strand(hairs, [root, (x, y), (x + away * reach * 0.8, y + reach * 0.7)], dice.uniform(0.3, 0.9))
    soft = np.asarray(cv2.GaussianBlur(hairs, (0, 0), 0.6), np.float32)
    canvas.paint(Stroke(0, 0, np.clip(soft, 0, 1)), looks.hair, 0.7)


def _at(track: np.ndarray, along: float) -> Place:
    x, y = track[min(len(track) - 1, int(along * len(track)))]
    return float(x), float(y)


def _strand(tones: Plane, places: list[Place], tone: float) -> None:
    track = smooth(places, closed=False, steps=6) + MIDDLE
    cv2.polylines(tones, [np.round(track * 16).astype(np.int32)], False, tone, 1, cv2.LINE_AA, 4)


def _lay(canvas: Canvas, looks: Looks, mass: Stroke, tones: Plane) -> None:
    """Colour, strands, a band of shine, and darker toward the outline."""
    y = np.arange(mass.top, mass.top + mass.cover.shape[0], dtype=np.float32)[:, None] - MIDDLE[1]
    shine = np.exp(-(((y + 126) / 20) ** 2) / 2)
    strands = np.asarray(cv2.GaussianBlur(tones[mass.window], (0, 0), 0.7), np.float32)
    thick = np.asarray(cv2.GaussianBlur(mass.cover, (0, 0), 8), np.float32)
    bright = (0.55 + 0.5 * thick) * (1 + 0.34 * strands) + shine * (0.26 + 0.55 * np.maximum(strands, 0))
    canvas.body(mass, np.asarray(looks.hair, np.float32) * np.maximum(0.2, bright)[:, :, None] + 4)
