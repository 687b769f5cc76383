"""Believes an upload only after checks: kind by content, size before decoding, decoded to the end.

Called when a photo or an image of a document is uploaded, and by judge.py. Names and declared types are not looked at.
"""

import io
from dataclasses import dataclass
from datetime import datetime

from PIL import Image, ImageOps

from applications.photos.headers import Header, read_header
from applications.photos.quality import estimate_quality
from applications.photos.refusals import Refused

__all__ = ["Facts", "Opened", "Refused", "open_picture"]

# Nothing here needs more: documents are kept at this size, and the photo check works at 480 × 640.
LONG_SIDE = 2400
_ORIENTATION = 0x0112
_EXIF_IFD, _TAKEN = 0x8769, 0x9003


@dataclass(frozen=True)
class Facts:
    """What is known of the file itself. `width` and `height` are as stored, before the rotation mark is obeyed."""

    kind: str
    mode: str
    width: int
    height: int
    bytes: int
    quality: int | None
    orientation: int
    taken: datetime | None  # from EXIF: a hint at most, easily absent, edited or wrong


@dataclass(frozen=True)
class Opened:
    """`picture` is upright RGB, its long side at most 2,400 pixels; a smaller one is untouched."""

    picture: Image.Image
    facts: Facts


def open_picture(data: bytes) -> Opened:
    """The picture of `data`. Raises Refused with a sentence for the person who uploaded it."""
    header = read_header(data)
    try:
        return _decode(data, header)
    except Refused:
        raise
    # Fed hostile bytes, a decoder may raise anything; whatever it is, the picture is unusable.
    except Exception as error:
        raise Refused("truncated", "图片不完整或已损坏，请重新导出或重新拍摄后上传") from error


def _decode(data: bytes, header: Header) -> Opened:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        if image.size != (header.width, header.height):
            raise Refused("hostile", "图片的编码不正常，请用看图软件另存为 JPG 后上传")
        if header.kind == "PNG" and getattr(image, "is_animated", False):
            raise Refused("animated", "这是动图，请选择一张普通照片")
        facts = _facts(image, header, len(data))
        if header.kind == "JPEG":
            image.draft(None, (LONG_SIDE, LONG_SIDE))
        image.load()
        picture = _shrunk(image)
        if facts.orientation != 1:
            picture.getexif()[_ORIENTATION] = facts.orientation
            picture = ImageOps.exif_transpose(picture)
    picture.info.clear()
    return Opened(picture, facts)


def _shrunk(image: Image.Image) -> Image.Image:
    factor = max(image.size) // LONG_SIDE
    small = image.reduce(factor) if factor > 1 and image.mode not in ("P", "1") else image
    picture = _as_rgb(small)
    if max(picture.size) > LONG_SIDE:
        picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return picture


def _as_rgb(image: Image.Image) -> Image.Image:
    """RGB; what is transparent becomes white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(with_alpha, mask=with_alpha.getchannel("A"))
        return ground
    return image.convert("RGB")


def _facts(image: Image.Image, header: Header, count: int) -> Facts:
    tables: dict[int, list[int]] = getattr(image, "quantization", {})
    orientation, taken = exif_hints(image)
    return Facts(
        kind=header.kind,
        mode=image.mode,
        width=header.width,
        height=header.height,
        bytes=count,
        quality=estimate_quality(tables[0]) if 0 in tables else None,
        orientation=orientation,
        taken=taken,
    )


def exif_hints(image: Image.Image) -> tuple[int, datetime | None]:
    """The rotation mark (1 if there is none) and the time of taking; broken EXIF counts as none."""
    try:
        exif = image.getexif()
        orientation = exif.get(_ORIENTATION, 1)
        text = exif.get_ifd(_EXIF_IFD).get(_TAKEN)
    except Exception:  # EXIF is attached by others and may be anything; the picture is good without it
        return 1, None
    try:
        taken = datetime.strptime(str(text).strip("\x00 "), "%Y:%m:%d %H:%M:%S")
    except ValueError:
        taken = None
    return (orientation if orientation in range(1, 9) else 1), taken
