"""What of an upload is kept: the picture alone, never camera, place or anything appended. Called by the upload acts."""

import io
import struct

from PIL import Image

from applications.photos.heif_header import is_heif
from applications.photos.heif_storing import bare_heif
from applications.photos.jpeg_segments import EOI, SOI, BrokenJpeg, Segment, segments
from applications.photos.opening import MOST_PROFILE, Opened, exif_hints

LONG_SIDE = 2400
VIEW_SIDE = 1600
DOCUMENT_QUALITY = 88
_JFIF, _EXIF, _ICC, _ADOBE, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE


def re_encode(opened: Opened, *, long_side: int = LONG_SIDE, quality: int = DOCUMENT_QUALITY) -> bytes:
    """A fresh JPEG of at most `long_side` pixels: for ID cards and diplomas, which people read and nobody measures."""
    picture = opened.picture
    if max(picture.size) > long_side:
        picture = picture.copy()
        picture.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def view_of(opened: Opened) -> bytes | None:
    """A JPEG for pages to show, at most 1,600 pixels long; None for a JPEG that is no larger itself."""
    facts = opened.facts
    if facts.kind == "JPEG" and max(facts.width, facts.height) <= VIEW_SIDE:
        return None
    picture = opened.picture
    if max(picture.size) > VIEW_SIDE:
        picture = picture.copy()
        picture.thumbnail((VIEW_SIDE, VIEW_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=DOCUMENT_QUALITY, icc_profile=opened.profile)
    return out.getvalue()


def ending(kept: bytes) -> str:
    """The ending of the name of a file that without_metadata gave."""
    if kept.startswith(b"\xff\xd8"):
        return ".jpg"
    return ".heic" if is_heif(kept) else ".png"


def without_metadata(data: bytes) -> bytes:
    """The ID photo as it was made: a JPEG or HEIC keeps its compressed data bit for bit, a PNG its pixels.

    Editing is forbidden (national standard 一2), so nothing is recompressed. What goes: EXIF with place and device,
    comments, previews, depth maps, and whatever follows the end of the image. What stays, because the picture would
    look different without: the rotation mark, the colour profile, Adobe's colour mark. The 50 KB rule is judged on the
    bytes uploaded.
    `data` must have passed open_picture.
    """
    if data.startswith(b"\xff\xd8"):
        return _bare_jpeg(data)
    return bare_heif(data) if is_heif(data) else _bare_png(data)


def _bare_jpeg(data: bytes) -> bytes:
    try:
        parts = list(segments(data))
    except BrokenJpeg as error:
        raise ValueError("not checked by open_picture") from error
    profile = sum(len(part.raw) for part in parts if _is_profile(part))
    kept = [part.raw for part in parts if part.marker != SOI and _stays(part, profile)]
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:  # reads the header only
        orientation, _ = exif_hints(image)
    mark = [_rotation_mark(orientation)] if orientation != 1 else []
    return b"".join([data[:2], *mark, *kept])


def _is_profile(part: Segment) -> bool:
    return part.marker == _ICC and part.payload.startswith(b"ICC_PROFILE\x00")


def _stays(part: Segment, profile: int) -> bool:
    if part.marker == EOI:
        return True
    if part.marker == _JFIF:  # 14 bytes and no preview
        return part.payload.startswith(b"JFIF\x00") and len(part.payload) == 14
    if _is_profile(part):
        return profile <= MOST_PROFILE
    if part.marker == _ADOBE:
        return part.payload.startswith(b"Adobe") and len(part.payload) == 12
    return part.marker != _COMMENT and not 0xE0 <= part.marker <= 0xEF


def _rotation_mark(orientation: int) -> bytes:
    """An EXIF segment that holds the rotation and nothing else."""
    directory = struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    payload = b"Exif\x00\x00" + b"MM\x00*" + struct.pack(">I", 8) + directory
    return bytes((0xFF, _EXIF)) + struct.pack(">H", len(payload) + 2) + payload


def _bare_png(data: bytes) -> bytes:
    """Drawn anew from its pixels: chunks of text, time and place do not survive."""
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        image.load()
        clean = image.copy()
    profile = clean.info.get("icc_profile")
    transparency = clean.info.get("transparency")
    clean.info.clear()
    if transparency is not None:
        clean.info["transparency"] = transparency
    out = io.BytesIO()
    clean.save(out, "PNG", icc_profile=profile if profile and len(profile) <= MOST_PROFILE else None)
    return out.getvalue()
