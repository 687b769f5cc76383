"""Shoulders and what is worn: a suit, a blouse, a round neck or an open collar, without patterns."""

import numpy as np

from selfexam.demo.drawing.brush import (
    MIDDLE,
    Canvas,
    Colour,
    Place,
    Stroke,
    filled,
    line,
    mirrored,
    smooth,
    spot,
    within,
)
from selfexam.demo.drawing.looks import Looks

BOTTOM = 400


def draw_clothes(canvas: Canvas, looks: Looks) -> None:
    {"suit": _suit, "tie": _suit, "blouse": _blouse, "round": _round, "collar": _open_collar}[looks.clothes](
        canvas, looks
    )


def _torso(looks: Looks) -> Stroke:
    """Shoulders that reach the lower edge, open at the throat."""
    s, neck = looks.shoulders, looks.neck + 5
    return filled(
        mirrored(
            [
                (0, 236),
                (neck * 0.74, 219),
                (neck, 192),
                (neck + 16, 195),
                (132 * s, 226),
                (186 * s, 250),
                (216 * s, 296),
                (228 * s, 364),
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
    canvas.body(part, np.asarray(np.asarray(colour) * bright[:, :, None], np.float32))


def _suit(canvas: Canvas, looks: Looks) -> None:
    n, s = looks.neck, looks.shoulders
    shirt = filled(mirrored([(0, 246), (40, 216), (n, 180), (n + 10, 198), (66, 284), (40, 420), (0, 420)]), soft=0.6)
    _cloth(canvas, shirt, looks.shirt)
    if looks.clothes == "tie":
        _tie(canvas, looks.tie)
    _collar(canvas, looks.shirt, n)
    front: list[Place] = [(0, 480), (0, 420), (14, 376), (50, 294), (72, 220), (n + 4, 186)]
    shoulder = [
        (n + 4, 186),
        (n + 22, 197),
        (138 * s, 226),
        (188 * s, 250),
        (218 * s, 296),
        (232 * s, 376),
        (236 * s, 480),
    ]
    outside = smooth([(float(x), float(y)) for x, y in shoulder], closed=False)
    for side in (-1, 1):
        part = filled(np.vstack((front[:-1], outside)) * (side, 1), soft=0.6, curved=False)
        _cloth(canvas, part, looks.coat)
        _lapel(canvas, looks.coat, side, n)
        canvas.shade(
            within(line([(side * 172 * s, 246), (side * 178 * s, 304), (side * 172, 400)], 5, soft=4), part), 0.8
        )
    canvas.shade(line([(0, 368), (2, 420)], 3, soft=1.2, curved=False), 0.6)


def _lapel(canvas: Canvas, coat: Colour, side: int, neck: float) -> None:
    shape: list[Place] = [
        (neck + 4, 186),
        (neck + 17, 196),
        (104, 252),
        (84, 266),
        (96, 276),
        (18, 380),
        (52, 290),
        (75, 222),
    ]
    lapel = filled([(side * x, y) for x, y in shape], soft=0.6, curved=False)
    canvas.shade(lapel.moved(side * 2, 3), 0.72)
    canvas.paint(lapel, tuple(min(255, c * 1.16 + 3) for c in coat))  # type: ignore[arg-type]
    canvas.shade(line([(side * 104, 252), (side * 84, 266)], 2, soft=0.7, curved=False), 0.6)


def _tie(canvas: Canvas, colour: Colour) -> None:
    blade = filled([(-11, 246), (11, 246), (24, 420), (-24, 420)], soft=0.7, curved=False)
    knot = filled([(-17, 220), (17, 220), (11, 248), (-11, 248)], soft=0.8, curved=False)
    canvas.paint(blade, colour)
    canvas.shade(within(spot(20, 330, 9, 90), blade), 0.75)
    canvas.paint(knot, tuple(min(255, c * 1.12) for c in colour))  # type: ignore[arg-type]
    canvas.shade(within(spot(0, 250, 16, 5), blade), 0.6)
    canvas.shade(within(spot(14, 234, 6, 14), knot), 0.75)


def _collar(canvas: Canvas, colour: Colour, neck: float) -> None:
    """Two points that meet under the throat."""
    for side in (-1, 1):
        wing = filled(
            [(side * neck, 178), (side * (neck + 8), 197), (side * 44, 262), (side * 2, 228), (side * 34, 212)],
            soft=0.6,
            curved=False,
        )
        canvas.shade(wing.moved(side, 4), 0.82)
        canvas.body(wing, colour)
        canvas.shade(within(spot(side * (neck + 2), 190, 14, 16), wing), 0.88)
        canvas.shade(line([(side * 2, 229), (side * 44, 263)], 1.6, soft=0.8, curved=False), 0.78)


def _blouse(canvas: Canvas, looks: Looks) -> None:
    torso = _torso(looks)
    _cloth(canvas, torso, looks.coat)
    canvas.shade(line([(0, 230), (1, 314), (0, 410)], 2.4, soft=1.0), 0.7)
    for y in (290, 336, 382):
        canvas.shade(spot(0, y, 3, 3), 0.55)
    _collar(canvas, tuple(min(255, c * 1.1 + 6) for c in looks.coat), looks.neck)  # type: ignore[arg-type]


def _round(canvas: Canvas, looks: Looks) -> None:
    torso = _torso(looks)
    _cloth(canvas, torso, looks.coat)
    n = looks.neck + 5
    neckline: list[Place] = [(-n, 194), (-n * 0.74, 221), (0, 238), (n * 0.74, 221), (n, 194)]
    canvas.shade(line([(x, y + 9) for x, y in neckline], 3, soft=1.4), 0.74)
    canvas.shade(line([(x, y + 2) for x, y in neckline], 2, soft=1.0), 0.8)


def _open_collar(canvas: Canvas, looks: Looks) -> None:
    torso = _torso(looks)
    _cloth(canvas, torso, looks.coat)
    _collar(canvas, tuple(min(255, c * 1.12 + 5) for c in looks.coat), looks.neck)  # type: ignore[arg-type]
    canvas.shade(line([(0, 240), (2, 410)], 3, soft=1.2, curved=False), 0.68)
    for y in (296, 344, 392):
        canvas.shade(spot(0, y, 3.4, 3.4), 0.5)
