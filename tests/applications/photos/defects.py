"""Paints one defect of a chosen strength onto a portrait whose places are known; strength 0 changes nothing."""

from collections.abc import Callable

import numpy as np

from selfexam.demo.drawing.brush import HEIGHT, MIDDLE, WIDTH, Colour, Place, filled, line, within
from tests.applications.photos.anchors import COLUMNS, ROWS, Anchors, Rgb, around, canvas_of, colour_at, pulled


def closed_eyes(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """The upper lids come down: 1 is shut."""
    canvas = canvas_of(rgb)
    for eye in face.eyes:
        skin = colour_at(rgb, eye.iris[0], eye.upper[2][1] - 8)
        edge = [(x, up + (low - up) * strength) for (x, up), (_, low) in zip(eye.upper, eye.lower, strict=True)]
        lid = filled([*((x, y - 2.5) for x, y in eye.upper), *reversed(edge)], soft=0.8)
        canvas.paint(lid, skin)
        canvas.paint(line(edge, 2.6, soft=0.6), (38, 28, 26), 0.9)
    return canvas.rgb


def open_mouth(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """The lower lip and the jaw go down by `strength` of the way from the eyes to the chin."""
    x, y = face.mouth
    gap = strength * face.chin * np.maximum(0, 1 - ((COLUMNS - MIDDLE[0] - x) / face.mouth_half) ** 2) ** 0.5
    below = ROWS - MIDDLE[1] - y
    jaw = face.chin - y + 20
    moved = np.where((below > gap) & (below < jaw), (below - gap) * jaw / np.maximum(jaw - gap, 1) - below, 0)
    canvas = canvas_of(pulled(rgb, np.zeros_like(gap), moved))
    inside = ((below > 0) & (below <= gap))[:, :, None]
    canvas.rgb = np.where(inside, np.asarray((58, 22, 24), np.float32), canvas.rgb)
    teeth = inside & (below < np.minimum(gap * 0.4, 7))[:, :, None]
    canvas.rgb = np.where(teeth, np.asarray((228, 222, 212), np.float32), canvas.rgb).astype(np.float32)
    return canvas.rgb


def smile(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """The corners of the mouth are drawn up and outward, the cheeks with them."""
    across, down = np.zeros_like(COLUMNS), np.zeros_like(COLUMNS)
    for side in (-1, 1):
        corner = around((face.mouth[0] + side * face.mouth_half, face.mouth[1]), 17, 15)
        cheek = around((side * face.half * 0.55, face.nose), 26, 22)
        across -= side * 15 * strength * corner
        down += 15 * strength * corner + 7 * strength * cheek
    canvas = canvas_of(pulled(rgb, across, down))
    for side in (-1, 1):
        corner = face.mouth[0] + side * (face.mouth_half + 14 * strength), face.mouth[1] - 12 * strength
        fold = [
            (side * 24, face.nose),
            (side * (face.mouth_half + 10), face.nose + 18),
            (corner[0] + side * 4, corner[1]),
        ]
        canvas.shade(line(fold, 5, soft=2.5), 1 - 0.4 * strength)
    return canvas.rgb


def aside(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """Both irises go to the right of the picture by `strength` of half an eye's width."""
    canvas = canvas_of(rgb)
    for eye in face.eyes:
        opening = filled(eye.opening, soft=0.5)
        by = strength * abs(eye.upper[-1][0] - eye.upper[0][0]) / 2
        canvas.paint(opening, (226, 221, 216))
        x, y = eye.iris[0] + by, eye.iris[1]
        for radius, colour in ((1.0, (38, 26, 20)), (0.84, (74, 49, 35)), (0.45, (14, 11, 11))):
            canvas.paint(within(filled(_circle(x, y, eye.radius * radius), soft=0.8), opening), colour)
        canvas.paint(line(list(eye.upper), 2.8, soft=0.6), (34, 26, 24), 0.9)
    return canvas.rgb


def turned(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """The head as a ball turned to the right of the picture by `strength` degrees."""
    return _rolled(rgb, face, np.radians(strength), 0.0)


def nodded(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """The head as a ball lowered by `strength` degrees."""
    return _rolled(rgb, face, 0.0, np.radians(strength))


def _rolled(rgb: Rgb, face: Anchors, yaw: float, pitch: float) -> Rgb:
    wide, high, middle = face.half * 1.12, face.chin * 1.15, face.chin * 0.12
    x, y = (COLUMNS - MIDDLE[0]) / wide, (ROWS - MIDDLE[1] - middle) / high
    inside = np.clip(1 - x * x - y * y, 0, 1)
    depth = np.sqrt(inside)
    # Where on the unturned ball lies what is seen here: turned back by the angles.
    from_x = x * np.cos(yaw) - depth * np.sin(yaw)
    back = x * np.sin(yaw) + depth * np.cos(yaw)
    from_y = y * np.cos(pitch) - back * np.sin(pitch)
    fade = np.clip(depth / 0.45, 0, 1)
    return pulled(rgb, (from_x - x) * wide * fade, (from_y - y) * high * fade)


LENS = ((14, -17), (48, -23), (82, -18), (86, 2), (76, 24), (48, 29), (20, 23), (12, 2))


def _circle(x: float, y: float, radius: float) -> list[Place]:
    return [(x + radius * np.cos(a), y + radius * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 12, endpoint=False)]


def _lens(face: Anchors, side: int, down: float = 0.0, high: float = 1.0) -> list[Place]:
    scale = face.half / 108
    return [(side * x * scale, y * scale * high + down) for x, y in LENS]


def spectacles(rgb: Rgb, face: Anchors, *, down: float = 0.0, high: float = 1.0, thick: float = 3.0) -> Rgb:
    canvas = canvas_of(rgb)
    for side in (-1, 1):
        canvas.paint(line(_lens(face, side, down, high), thick, soft=0.6, closed=True), (40, 38, 40), 0.95)
        arm = [(side * face.half * 0.79, down - 8), (side * face.half, down - 10)]
        canvas.paint(line(arm, thick, soft=0.6, curved=False), (40, 38, 40), 0.95)
    canvas.paint(line([(-13, down - 4), (0, down - 8), (13, down - 4)], thick, soft=0.6), (40, 38, 40), 0.95)
    return canvas.rgb


def dark_lenses(rgb: Rgb, face: Anchors, strength: float, colour: Colour = (18, 18, 22)) -> Rgb:
    """Lenses that take away `strength` of the light."""
    canvas = canvas_of(rgb)
    for side in (-1, 1):
        canvas.paint(filled(_lens(face, side), soft=0.8), colour, strength)
    return spectacles(canvas.rgb, face)


def tinted_lenses(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """Violet lenses that hardly darken."""
    return dark_lenses(rgb, face, strength, (150, 120, 230))


def glare(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """A white reflection on either lens; `strength` is its width in pixels."""
    canvas = canvas_of(spectacles(rgb, face))
    for side in (-1, 1):
        x = side * 52 + 6
        if strength:
            canvas.paint(filled(_circle(x, 10, strength), soft=1.5), (253, 253, 254), 0.97)
    return canvas.rgb


def frame_over_eyes(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """Glasses that sit `strength` of their height too low, so that the upper rim comes over the eyes."""
    return spectacles(rgb, face, down=strength * 46, thick=5.0)


def covered_forehead(rgb: Rgb, face: Anchors, strength: float, colour: Colour | None = None) -> Rgb:
    """A fringe (or, with a colour, a cap) from the hairline downward: 1 reaches the upper edge of the brows."""
    canvas = canvas_of(rgb)
    low = face.hairline + strength * (face.brows - face.hairline)
    half = face.half * 0.97
    top = [(-half, -60), (-half * 0.8, -118), (0, -134), (half * 0.8, -118), (half, -60)]
    fringe = filled(
        [*top, (half * 0.8, low - 3), (half * 0.3, low), (-half * 0.3, low), (-half * 0.8, low - 3)], soft=1.2
    )
    canvas.paint(fringe, colour or face.hair)
    return canvas.rgb


def cap(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    return covered_forehead(rgb, face, strength, (60, 84, 140))


def mask(rgb: Rgb, face: Anchors, strength: float, colour: Colour = (150, 190, 215)) -> Rgb:
    """A medical mask from the chin upward: 1 reaches the bridge of the nose."""
    if not strength:
        return rgb
    canvas = canvas_of(rgb)
    top = face.chin - strength * (face.chin - 26)
    half = face.half
    cloth = [
        (0, top),
        (half * 0.55, top + 8),
        (half * 0.97, top + 18),
        (half * 0.85, face.chin * 0.72),
        (0, face.chin + 4),
    ]
    canvas.paint(filled([*cloth, *((-x, y) for x, y in reversed(cloth[1:-1]))], soft=1.0), colour)
    return canvas.rgb


def hand(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """A hand before mouth and nose, of the own skin a little shaded; 1 reaches the middle of the nose."""
    if not strength:
        return rgb
    canvas = canvas_of(rgb)
    red, green, blue = colour_at(rgb, face.half * 0.6, face.nose)
    high = strength * 58
    for n, x in enumerate((-36, -12, 12, 36)):
        finger = filled([(x - 11, 104 - high), (x + 11, 104 - high), (x + 12, 260), (x - 12, 260)], soft=1.0)
        canvas.paint(finger, (red * 0.96 - n, green * 0.93, blue * 0.92))
        canvas.shade(line([(x + 12, 106 - high), (x + 12, 250)], 3, soft=1.4), 0.6)
    return canvas.rgb


def hair_over_ears(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """Hair hanging beside the face; 1 covers the ears."""
    if not strength:
        return rgb
    canvas = canvas_of(rgb)
    inner = face.half * 0.93
    outer = inner + 8 + 34 * strength
    for side in (-1, 1):
        low = -40 + strength * 150
        lock = [(side * x, y) for x, y in ((inner, -70), (outer, -70), (outer, low), (inner, low))]
        canvas.paint(filled(lock, soft=1.5, curved=False), face.hair)
    return canvas.rgb


def sloping_shoulders(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """The shoulder on the right of the picture sinks, the other rises: `strength` degrees."""
    below = np.clip((ROWS - MIDDLE[1] - face.chin) / 30, 0, 1)
    down = -np.tan(np.radians(strength)) * (COLUMNS - MIDDLE[0]) * below
    return pulled(rgb, np.zeros_like(down), down)


def dimmed(rgb: Rgb, face: Anchors, strength: float) -> Rgb:
    """Darker skin: the face and neck lose `strength` of their light, the whites of the eyes and the wall do not."""
    skin = np.zeros((HEIGHT, WIDTH), np.float32)
    head = filled([(x, y) for x, y in _ring(face)], soft=6)
    skin[head.window] = head.cover
    for eye in face.eyes:
        white = filled(eye.opening, soft=0.8)
        skin[white.window] *= 1 - white.cover
    skin *= np.linalg.norm(rgb - rgb[20, 20], axis=2) > 14  # the wall keeps its light
    return np.asarray(rgb * (1 - strength * skin[:, :, None]), np.float32)


def _ring(face: Anchors) -> list[Place]:
    """Around face, ears and neck."""
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    return [(face.half * 1.2 * np.sin(a), 60 + (face.chin + 20) * np.cos(a)) for a in turn]


Defect = Callable[[Rgb, Anchors, float], Rgb]
