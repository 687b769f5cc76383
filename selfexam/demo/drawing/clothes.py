"""Shoulders and what is worn: a suit, a blouse, a round neck or an open collar, without patterns."""

import numpy as np

from selfexam.demo.drawing.brush import MIDDLE, Canvas, Colour, Place, Stroke, filled, line, mirrored, spot, within
from selfexam.demo.drawing.looks import Looks

BOTTOM = 400


def draw_clothes(canvas: Canvas, looks: Looks) -> None:
    {"suit": _suit, "tie": _suit, "blouse": _blouse, "round": _round, "collar": _open_collar}[looks.clothes](
        canvas, looks
    )


def _torso(looks: Looks, neck: float) -> Stroke:
    """Shoulders that reach the lower edge; `neck` is half the width of what stays open at the throat."""
    s = looks.shoulders
    return filled(
        mirrored(
            [
                (0, 252),
                (neck * 0.7, 236),
                (neck, 204),
                (neck + 22, 212),
                (132 * s, 242),
                (186 * s, 266),
                (216 * s, 312),
                (228 * s, 380),
                (232 * s, 470),
                (0, 480),
            ]
        ),
        soft=0.6,
    )


def _cloth(canvas: Canvas, part: Stroke, colour: Colour) -> None:
    """Cloth that turns away from the light at the sides and falls in two soft folds."""
    high, wide = part.cover.shape
    x = np.arange(part.left, part.left + wide, dtype=np.float32)[None, :] - MIDDLE[0]
    y = np.arange(part.top, part.top + high, dtype=np.float32)[:, None] - MIDDLE[1]
    bright = 1.08 - 0.34 * (x / 230) ** 2 - 0.10 * np.clip((y - 240) / 160, 0, 1)
    bright += 0.035 * np.sin((np.abs(x) - y * 0.5) / 26) * np.clip((y - 250) / 60, 0, 1)
    canvas.body(part, np.asarray(colour, np.float32) * bright[:, :, None])


def _suit(canvas: Canvas, looks: Looks) -> None:
    shirt = filled(mirrored([(0, 262), (40, 232), (60, 190), (74, 214), (66, 300), (40, 420), (0, 420)]), soft=0.6)
    _cloth(canvas, shirt, looks.shirt)
    if looks.clothes == "tie":
        _tie(canvas, looks.tie)
    _collar(canvas, looks.shirt, 62)
    open_front: list[Place] = [(64, 206), (74, 236), (50, 310), (14, 392), (0, 420), (0, 480)]
    s = looks.shoulders
    right = [*reversed(open_front), (88, 214), (140 * s, 244), (190 * s, 266), (220 * s, 312), (234 * s, 392)]
    for side in (-1, 1):
        half = [*[(side * x, float(y)) for x, y in right], (side * 236 * s, 480.0)]
        part = filled([*half[5:], half[0], *half[1:5]], soft=0.6, curved=False)
        _cloth(canvas, part, looks.coat)
        _lapel(canvas, looks.coat, side)
        canvas.shade(
            within(line([(side * 172 * s, 262), (side * 178 * s, 320), (side * 172, 400)], 5, soft=4), part), 0.8
        )
    canvas.shade(line([(0, 384), (2, 420)], 3, soft=1.2, curved=False), 0.6)


def _lapel(canvas: Canvas, coat: Colour, side: int) -> None:
    shape: list[Place] = [(64, 204), (78, 214), (104, 268), (84, 282), (96, 292), (18, 396), (52, 306), (75, 238)]
    lapel = filled([(side * x, y) for x, y in shape], soft=0.6, curved=False)
    canvas.shade(lapel.moved(side * 2, 3), 0.72)
    canvas.paint(lapel, tuple(min(255, c * 1.16 + 3) for c in coat))  # type: ignore[arg-type]
    canvas.shade(line([(side * 104, 268), (side * 84, 282)], 2, soft=0.7, curved=False), 0.6)


def _tie(canvas: Canvas, colour: Colour) -> None:
    blade = filled([(-11, 262), (11, 262), (24, 420), (-24, 420)], soft=0.7, curved=False)
    knot = filled([(-17, 236), (17, 236), (11, 264), (-11, 264)], soft=0.8, curved=False)
    canvas.paint(blade, colour)
    canvas.shade(within(spot(20, 330, 9, 90), blade), 0.75)
    canvas.paint(knot, tuple(min(255, c * 1.12) for c in colour))  # type: ignore[arg-type]
    canvas.shade(within(spot(0, 266, 16, 5), blade), 0.6)
    canvas.shade(within(spot(14, 250, 6, 14), knot), 0.75)


def _collar(canvas: Canvas, colour: Colour, half: float) -> None:
    """Two points that meet under the throat."""
    for side in (-1, 1):
        wing = filled(
            [(side * half, 190), (side * (half + 9), 214), (side * 44, 278), (side * 2, 240), (side * 34, 226)],
            soft=0.6,
            curved=False,
        )
        canvas.shade(wing.moved(side, 4), 0.82)
        canvas.body(wing, colour)
        canvas.shade(within(spot(side * (half + 4), 206, 14, 16), wing), 0.88)
        canvas.shade(line([(side * 2, 241), (side * 44, 279)], 1.6, soft=0.8, curved=False), 0.78)


def _blouse(canvas: Canvas, looks: Looks) -> None:
    torso = _torso(looks, 62)
    _cloth(canvas, torso, looks.coat)
    canvas.shade(line([(0, 246), (1, 330), (0, 410)], 2.4, soft=1.0), 0.7)
    for y in (290, 336, 382):
        canvas.shade(spot(0, y, 3, 3), 0.55)
    _collar(canvas, tuple(min(255, c * 1.1 + 6) for c in looks.coat), 62)  # type: ignore[arg-type]


def _round(canvas: Canvas, looks: Looks) -> None:
    torso = _torso(looks, 72)
    _cloth(canvas, torso, looks.coat)
    neckline: list[Place] = [(-78, 206), (-58, 238), (0, 262), (58, 238), (78, 206)]
    canvas.shade(line([(x, y + 9) for x, y in neckline], 3, soft=1.4), 0.74)
    canvas.shade(line([(x, y + 2) for x, y in neckline], 2, soft=1.0), 0.8)


def _open_collar(canvas: Canvas, looks: Looks) -> None:
    torso = _torso(looks, 66)
    _cloth(canvas, torso, looks.coat)
    _collar(canvas, tuple(min(255, c * 1.12 + 5) for c in looks.coat), 66)  # type: ignore[arg-type]
    canvas.shade(line([(0, 256), (2, 410)], 3, soft=1.2, curved=False), 0.68)
    for y in (296, 344, 392):
        canvas.shade(spot(0, y, 3.4, 3.4), 0.5)
