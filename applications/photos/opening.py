"""Believes an upload only after checks: kind by content, size before decoding, decoded to the end.

Called when a photo or an image of a document is uploaded, and by judge.py. Names and declared types are not looked at.
"""

import io
from dataclasses import dataclass
from datetime import datetime

from PIL import Image, ImageOps

from applications.photos.headers import MOST_PIXELS, Header, read_header
from applications.photos.heif_picture import decode_heif
from applications.photos.quality import estimate_quality
from applications.photos.refusals import Refused

__all__ = ["Facts", "Opened", "Refused", "open_picture"]

# Nothing here needs more: documents are kept at this size, and the photo check works at 480 × 640.
LONG_SIDE = 2400
MOST_PROFILE = 32 * 1024
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
    appended: int = 0  # bytes after the end of a JPEG: a second picture, an archive, a maker's notes


@dataclass(frozen=True)
class Opened:
    """`picture` is upright RGB, its long side at most 2,400 pixels; a smaller one is untouched.

    `profile` is the colour profile its numbers are meant in, None for sRGB; `see_through` tells that parts of it were
    transparent and are white now.
    """

    picture: Image.Image
    facts: Facts
    profile: bytes | None = None
    see_through: bool = False


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
    return _decode_heic(data, header) if header.kind == "HEIC" else _decode_jpeg_or_png(data, header)


def _decode_heic(data: bytes, header: Header) -> Opened:
    decoded = decode_heif(data, long_side=LONG_SIDE, most_pixels=MOST_PIXELS)
    _, taken = hints_of(decoded.exif)
    facts = Facts("HEIC", decoded.mode, header.width, header.height, len(data), None, 1, taken)
    see_through = _see_through(decoded.picture)
    return Opened(_shrunk(decoded.picture), facts, rgb_profile(decoded.profile), see_through)


def _decode_jpeg_or_png(data: bytes, header: Header) -> Opened:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
        if image.size != (header.width, header.height):
            raise Refused("hostile", "图片的编码不正常，请用看图软件另存为 JPG 后上传")
        if header.kind == "PNG" and getattr(image, "is_animated", False):
            raise Refused("animated", "这是动图，请选择一张普通照片")
        if header.kind == "JPEG":
            image.draft(None, (LONG_SIDE, LONG_SIDE))
        # Before the facts: Pillow decodes a PNG to read its EXIF, and of damage it complains only once.
        image.load()
        facts = _facts(image, header, len(data))
        profile, see_through = rgb_profile(image.info.get("icc_profile")), _see_through(image)
        picture = _shrunk(image)
        if facts.orientation != 1:
            picture.getexif()[_ORIENTATION] = facts.orientation
            picture = ImageOps.exif_transpose(picture)
    picture.info.clear()
    return Opened(picture, facts, profile, see_through)


def rgb_profile(profile: bytes | None) -> bytes | None:
    """A profile of RGB colours (ICC.1, 7.2.6: the colour space at byte 16) of ordinary length; no other is of use."""
    return profile if profile and len(profile) <= MOST_PROFILE and profile[16:20] == b"RGB " else None


def _see_through(image: Image.Image) -> bool:
    if image.mode in ("RGBA", "LA"):
        lowest, _ = image.getchannel("A").getextrema()
        return bool(lowest < 255)  # type: ignore[operator]
    return "transparency" in image.info


def _shrunk(image: Image.Image) -> Image.Image:
    """RGB of at most LONG_SIDE; shrunk before it is copied for its colours. What is transparent becomes white."""
    see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if image.mode in ("P", "PA", "1"):  # colours by number cannot be mixed
        image = image.convert("RGBA" if see_through else "RGB")
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    if not see_through:
        return image.convert("RGB")
    with_alpha = image.convert("RGBA")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return ground


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
        appended=header.appended,
    )


def exif_hints(image: Image.Image) -> tuple[int, datetime | None]:
    """The rotation mark (1 if there is none) and the time of taking; broken EXIF counts as none."""
    try:
        return _hints(image.getexif())
    except Exception:  # EXIF is attached by others and may be anything; the picture is good without it
        return 1, None


def hints_of(raw: bytes) -> tuple[int, datetime | None]:
    """The same, of an EXIF block that stands by itself."""
    exif = Image.Exif()
    try:
        exif.load(raw)
        return _hints(exif)
    except Exception:
        return 1, None


def _hints(exif: Image.Exif) -> tuple[int, datetime | None]:
    orientation = exif.get(_ORIENTATION, 1)
    text = exif.get_ifd(_EXIF_IFD).get(_TAKEN)
    try:
        taken = datetime.strptime(str(text).strip("\x00 "), "%Y:%m:%d %H:%M:%S")
    except ValueError:
        taken = None
    return (orientation if orientation in range(1, 9) else 1), taken
