"""Draws who looks at somebody's document, when and what for across it, so that a copy that gets out names its way.

Used for the images of an application, of an exemption and of a correction whenever anybody but their owner opens them
(the privacy page says so). Drawn into the served bytes on each request: the stored image stays clean, and the candidate
sees their own without it.
"""

import functools
import io
import math
from pathlib import Path

from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from selfexam.accounts.models import User
from selfexam.typesetting.fonts import fonts

PURPOSE = "仅供毕业审核"
# What a review page shows beside the data; the whole image opens from it.
SMALL = 720
_ANGLE, _STRENGTH, _QUALITY = 24, 92, 86


def words_for(user: User) -> str:
    """Name, account and minute of whoever looks, and what for."""
    return f"{PURPOSE}  {user.name} {user.username}  {timezone.localtime():%Y-%m-%d %H:%M}"


def watermarked(data: bytes, words: str, *, long_side: int | None = None) -> bytes:
    """JPEG of `data` (one of our own) with `words` all over it, at most `long_side` pixels long."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as stored:
        if long_side:
            stored.draft("RGB", (long_side, long_side))  # decodes at a fraction of the size: four times as fast
        image = stored.convert("RGB")
    if long_side:
        image.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    mark_all_over(image, words)
    return as_jpeg(image)


def mark_all_over(image: Image.Image, words: str) -> None:
    """Light letters with a dark rim, in slanting rows that leave no quarter of the image without the words."""
    size = max(13, round(max(image.size) / 42))
    tile = _tile(words, size)
    across, down = tile.width + size, round(tile.height + size * 1.5)
    for row, top in enumerate(range(-tile.height // 3, image.height, down)):
        for left in range(-across * (row % 2) // 2, image.width, across):
            image.paste(tile, (left, top), tile)


def mark_below(image: Image.Image, words: str) -> None:
    """One line at the lower edge: for a face, across which nothing should lie."""
    font = _font(max(12, image.width // 30))
    draw = ImageDraw.Draw(image)
    place = (image.width // 2, image.height - 6)
    draw.text(place, words, font=font, fill="#ffffff", stroke_width=2, stroke_fill="#18242c", anchor="mb")


def as_jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


@functools.lru_cache(maxsize=32)
def _tile(words: str, size: int) -> Image.Image:
    font = _font(size)
    wide = math.ceil(font.getlength(words)) + 8
    line = Image.new("RGBA", (wide, round(size * 1.8)), (255, 255, 255, 0))
    draw = ImageDraw.Draw(line)
    draw.text(
        (wide // 2, line.height // 2),
        words,
        font=font,
        fill=(255, 255, 255, _STRENGTH),
        stroke_width=1,
        stroke_fill=(24, 36, 44, _STRENGTH),
        anchor="mm",
    )
    return line.rotate(_ANGLE, expand=True, resample=Image.Resampling.BICUBIC)


@functools.lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    sans = next(path for path in fonts() if "Sans" in path.name)
    return ImageFont.truetype(io.BytesIO(_bytes(sans)), size)


@functools.cache
def _bytes(path: Path) -> bytes:
    return path.read_bytes()
