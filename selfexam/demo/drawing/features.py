"""Eyes, brows, nose, mouth and glasses of a drawn face."""

from random import Random

import numpy as np

from selfexam.demo.drawing.brush import Canvas, Colour, Place, filled, line, smooth, spot, within
from selfexam.demo.drawing.looks import Looks

_LASH: Colour = (30, 22, 20)


def draw_features(canvas: Canvas, looks: Looks, dice: Random) -> None:
    for side in (-1, 1):
        _eye(canvas, looks, side)
        _brow(canvas, looks, side, dice)
    _nose(canvas, looks)
    _mouth(canvas, looks)
    if looks.glasses:
        _glasses(canvas)


def _eye(canvas: Canvas, looks: Looks, side: int) -> None:
    s, slant = looks.eyes * 1.12, looks.eye_slant
    middle = looks.eye_x
    inner, outer = (side * (middle - 21 * s), 2.5), (side * (middle + 22 * s), 1.5 - slant)

    def upper(lift: float) -> list[Place]:
        return [
            inner,
            (side * (middle - 11 * s), -6.5 * s - lift),
            (side * (middle + 1), -9.5 * s - lift),
            (side * (middle + 13 * s), -7.0 * s - slant / 2 - lift),
            outer,
        ]

    lower = [(side * (middle + 12 * s), 6.2 * s), (side * (middle - 1), 8.2 * s), (side * (middle - 12 * s), 6.4 * s)]
    opening = filled([*upper(0), *lower], soft=0.5)
    canvas.paint(opening, (232, 228, 224))
    canvas.shade(within(spot(side * (middle - 20 * s), 3, 6, 6), opening), 0.86)
    canvas.shade(within(spot(side * (middle + 21 * s), 1, 6, 6), opening), 0.84)
    x, y, r = side * middle, -0.8, 10.2 * s
    for radius, colour in ((r, (38, 26, 20)), (r * 0.84, (74, 49, 35)), (r * 0.45, (14, 11, 11))):
        canvas.paint(within(filled(_circle(x, y, radius), soft=0.8), opening), colour)
    canvas.paint(within(spot(x, y + r * 0.5, r * 0.42, r * 0.25), opening), (126, 88, 62), 0.6)
    canvas.shade(within(line([(px, py + 2.5) for px, py in upper(0)], 7, soft=2.2), opening), 0.5)
    canvas.paint(filled(_circle(x - 3.4, y - 3.6, 1.9), soft=0.5), (255, 255, 255), 0.95)
    canvas.paint(filled(_circle(x + 3.6, y + 3.2, 1.0), soft=0.6), (235, 240, 245), 0.5)
    canvas.paint(line(upper(0.4), 3.4 if looks.woman else 2.6, soft=0.6), _LASH, 0.92)
    crease = [(px, py - 5.2) for px, py in upper(0)[1:]]
    canvas.shade(line(crease, 2.2, soft=1.0), 0.66)
    canvas.shade(line([outer, *lower, inner], 1.6, soft=0.8), 0.66)
    canvas.paint(spot(inner[0] + side * 1.2, inner[1], 2.0, 1.8), (206, 128, 118), 0.7)


def _circle(x: float, y: float, radius: float) -> list[Place]:
    return [(x + radius * np.cos(a), y + radius * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 12, endpoint=False)]


def _brow(canvas: Canvas, looks: Looks, side: int, dice: Random) -> None:
    """A soft ground and short hairs that lean outward."""
    thick, lift = 6.4 * looks.brows, looks.eye_slant * 0.6
    track = [(side * 21, -30), (side * 38, -36 - lift), (side * 56, -37 - lift), (side * 75, -30 - lift / 2)]
    canvas.paint(line(track, thick * 1.1, soft=2.2), looks.hair, 0.62)
    curve = smooth(track, closed=False, steps=14)
    for index, (x, y) in enumerate(curve[:-2]):
        lean = index / len(curve)
        for _ in range(2):
            foot = (x + dice.uniform(-1, 1), y + dice.uniform(-0.4, 0.5) * thick)
            tip = (foot[0] + side * (2.5 + 5 * lean), foot[1] - (1 - lean) * 5 + lean * 2)
            canvas.paint(line([foot, tip], 1.2, soft=0.5, curved=False), looks.hair, 0.55)


def _nose(canvas: Canvas, looks: Looks) -> None:
    n = looks.nose
    for side in (-1, 1):
        canvas.paint(spot(side * 9.5 * n, 67, 4.6 * n, 2.1), (70, 36, 30), 0.78)
        wing = [(side * 17 * n, 52), (side * 23 * n, 60), (side * 21 * n, 68), (side * 15 * n, 70)]
        canvas.shade(line(wing, 3, soft=1.5), 0.80)
        canvas.shade(line([(side * 15, -14), (side * 11, 8), (side * 11 * n, 40)], 7, soft=5), 0.94)
    canvas.shade(line([(-13 * n, 70), (0, 74), (13 * n, 70)], 4, soft=2), 0.80)
    canvas.paint(spot(-1, 52, 4.5, 5), (255, 246, 236), 0.22)
    canvas.paint(spot(-0.5, 22, 3, 18), (255, 244, 230), 0.14)


def _mouth(canvas: Canvas, looks: Looks) -> None:
    f, wide = looks.lips, looks.mouth
    red, green, blue = looks.skin
    lip = (red * 0.82, green * 0.56, blue * 0.56) if looks.woman else (red * 0.80, green * 0.64, blue * 0.62)
    seam: list[Place] = [(-wide, 103), (-16, 104.5), (-5, 103.5), (0, 104.6), (5, 103.5), (16, 104.5), (wide, 103)]
    top = [(wide, 103), (18, 97.5 - f), (6, 95.5 - 1.5 * f), (0, 97.5 - f), (-6, 95.5 - 1.5 * f), (-18, 97.5 - f)]
    low = [(wide, 103), (20, 111.5 + 2 * f), (0, 114 + 3 * f), (-20, 111.5 + 2 * f)]
    upper_lip, lower_lip = filled([*seam, *top[1:]], soft=1.3), filled([*seam, *low[1:]], soft=1.5)
    strength = 0.85 if looks.woman else 0.66
    canvas.paint(upper_lip, tuple(c * 0.86 for c in lip), strength)  # type: ignore[arg-type]
    canvas.paint(lower_lip, lip, strength)
    canvas.paint(within(spot(0, 110, 12, 2.2), lower_lip), (255, 226, 218), 0.30)
    canvas.paint(line(seam, 2.0, soft=0.7), (84, 38, 36), 0.85)
    canvas.shade(spot(0, 122, 20, 4), 0.88)
    for side in (-1, 1):
        canvas.shade(spot(side * (wide + 1), 103.5, 4, 4), 0.78)


def _glasses(canvas: Canvas) -> None:
    """Clear lenses in a thin frame that stays clear of the eyes."""
    metal: Colour = (58, 54, 56)
    for side in (-1, 1):
        lens = [
            (side * 14, -17),
            (side * 48, -23),
            (side * 82, -18),
            (side * 86, 2),
            (side * 76, 24),
            (side * 48, 29),
            (side * 20, 23),
            (side * 12, 2),
        ]
        canvas.paint(line(lens, 2.6, soft=0.6, closed=True), metal, 0.92)
        canvas.shade(line([(x, y + 3) for x, y in lens], 3, soft=2, closed=True), 0.93)
        canvas.paint(line([(side * 85, -8), (side * 108, -10)], 3, soft=0.6, curved=False), metal, 0.9)
    canvas.paint(line([(-13, -4), (0, -8), (13, -4)], 3.2, soft=0.6), metal, 0.92)
