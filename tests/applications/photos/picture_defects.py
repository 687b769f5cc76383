"""Defects of a known strength on drawn portraits: wall, light, focus, clothes, compression."""

import dataclasses
import io
from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image

from selfexam.demo import portraits
from selfexam.demo.drawing.looks import Looks, looks_of
from tests.applications.photos.conftest import jpeg

Plane = np.ndarray
# From very light to very dark; the first five are those of the demonstration.
TONES = (
    (238, 206, 184),
    (224, 187, 160),
    (198, 156, 127),
    (176, 133, 104),
    (141, 98, 72),
    (104, 70, 52),
    (74, 50, 39),
    (52, 36, 29),
)
X, Y = np.meshgrid(np.arange(480, dtype=np.float32), np.arange(640, dtype=np.float32))


@dataclasses.dataclass(frozen=True)
class Drawn:
    """Before the camera's grain is laid over it."""

    rgb: Plane
    figure: Plane
    looks: Looks
    seed: int

    def shot(self, change: Callable[[Plane], Plane] = lambda rgb: rgb) -> bytes:
        """With grain, then changed, as a JPEG of high quality."""
        rgb = change(portraits._with_grain(self.rgb, self.figure, self.seed))
        return jpeg(Image.fromarray(np.clip(rgb, 0, 255).astype(np.uint8)))

    def before(self, wall: Plane) -> "Drawn":
        """The same person before another wall."""
        figure = self.figure[:, :, None]
        return dataclasses.replace(self, rgb=np.asarray(wall + (self.rgb - wall) * figure, np.float32))

    @property
    def wall(self) -> Plane:
        return np.broadcast_to(np.asarray(self.looks.ground, np.float32), self.rgb.shape).copy()


def person(seed: int, **looks: object) -> Drawn:
    wanted = dataclasses.replace(looks_of(seed), **looks)
    canvas = portraits._draw(wanted, seed)
    return Drawn(canvas.rgb, canvas.figure, wanted, seed)


def lit(rgb: Plane, light: Plane | float) -> Plane:
    """With `light` times the light: linear, as a camera sees it."""
    linear = np.power(np.clip(rgb, 0, 255) / 255, 2.2) * light
    return np.asarray(np.power(np.clip(linear, 0, 1), 1 / 2.2) * 255, np.float32)


def compressed(seed: int, quality: int) -> bytes:
    with Image.open(io.BytesIO(person(seed).shot())) as image:
        return jpeg(image.convert("RGB"), quality=quality, subsampling=2)


def compressed_then_saved_well(seed: int, quality: int) -> bytes:
    with Image.open(io.BytesIO(compressed(seed, quality))) as image:
        return jpeg(image.convert("RGB"))


def falling_light(seed: int, units: float) -> bytes:
    one = person(seed)
    return one.before(one.wall - Y[:, :, None] / 640 * units).shot()


def picture_on_the_wall(seed: int, side: int) -> bytes:
    one = person(seed)
    wall = one.wall
    wall[60 : 60 + side, 420 - side // 2 : 420 + side // 2] = (120, 70, 40)
    return one.before(wall).shot()


def cast_shadow(seed: int, light: float, right: float = 62, down: float = 14) -> bytes:
    """The person's outline on the wall, moved aside and soft; outside the lower corner."""
    one = person(seed)
    moved = cv2.warpAffine(one.figure, np.array([[1, 0, right], [0, 1, down]], float), (480, 640))
    soft = cv2.GaussianBlur(moved, (0, 0), 5)[:, :, None] * (Y < 430)[:, :, None]
    return one.before(lit(one.wall, 1 - soft * (1 - light))).shot()


def flash_shadow(seed: int, light: float) -> bytes:
    """Near the wall, with a flash on the camera: a narrow rim of shadow along one side."""
    return cast_shadow(seed, light, right=20, down=6)


def wall_of(seed: int, colour: tuple[int, int, int]) -> bytes:
    return person(seed, ground=colour).shot()


def clothes_near_the_wall(seed: int, share: float) -> bytes:
    """Coat, shirt and tie that are `share` of the way to the colour of the wall."""
    looks = looks_of(seed)
    near = {
        name: tuple(c + (g - c) * share for c, g in zip(getattr(looks, name), looks.ground, strict=True))
        for name in ("coat", "shirt", "tie")
    }
    return person(seed, **near).shot()


def striped(seed: int, strength: float, period: int = 20) -> bytes:
    one = person(seed)
    stripes = np.sign(np.sin(2 * np.pi * (X + Y * 0.3) / period)) * strength * (Y > 470) * (one.figure > 0.98)
    return dataclasses.replace(one, rgb=one.rgb + stripes[:, :, None]).shot()


def exposed(seed: int, stops: float, **looks: object) -> bytes:
    return person(seed, **looks).shot(lambda rgb: lit(rgb, 2.0**stops))


def side_light(seed: int, least: float, **looks: object) -> bytes:
    """The person's left falls off to `least` of the light; the wall has its own lamp."""
    one = person(seed, **looks)
    light = 1 - (1 - least) / (1 + np.exp(-(X - 240) / 24))
    light = 1 - (1 - light) * one.figure
    return dataclasses.replace(one, rgb=lit(one.rgb, light[:, :, None])).shot()


def out_of_focus(seed: int, radius: float, **looks: object) -> bytes:
    """Blurred before the camera adds its grain."""
    one = person(seed, **looks)
    return dataclasses.replace(one, rgb=cv2.GaussianBlur(one.rgb, (0, 0), radius)).shot() if radius else one.shot()


def shaken(seed: int, pixels: int) -> bytes:
    one = person(seed)
    way = np.zeros((pixels, pixels), np.float32)
    way[pixels // 2] = 1 / pixels
    return dataclasses.replace(one, rgb=cv2.filter2D(one.rgb, -1, way)).shot()


def faded(seed: int, colour: float, **looks: object) -> bytes:
    """`colour` 1 is the whole, 0 none."""

    def fade(rgb: Plane) -> Plane:
        grey = (rgb @ np.array([0.299, 0.587, 0.114], np.float32))[:, :, None]
        return np.asarray(grey + (rgb - grey) * colour, np.float32)

    return person(seed, **looks).shot(fade)


def tinted(seed: int, red: float, blue: float) -> bytes:
    return person(seed).shot(lambda rgb: lit(rgb, np.array([red, 1.0, blue], np.float32)))
