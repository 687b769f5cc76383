"""Uploads that are meant to hurt, or are no photo at all; each is built here, none is kept in the repository."""

import io
import struct
import zlib

import numpy as np
from PIL import Image, ImageDraw, ImageFile

from tests.applications.photos.conftest import drawn, jpeg, picture


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_that_claims(width: int, height: int, depth: int = 8) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * (1 + min(width, 1000) * 3))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def plain(side: int, mode: str = "L") -> Image.Image:
    """Large and easily packed."""
    grey = Image.linear_gradient("L").resize((side, side))
    return Image.merge(mode, [grey] * len(mode)) if len(mode) > 1 and mode != "LA" else grey.convert(mode)


def large_jpeg(side: int, **options: object) -> bytes:
    ImageFile.MAXBLOCK = max(ImageFile.MAXBLOCK, side * side)
    return saved(plain(side, "RGB"), "JPEG", quality=90, subsampling=0, **options)


def dog() -> Image.Image:
    """A round brown head with ears that hang, two eyes and a snout."""
    image = Image.new("RGB", (480, 640), (205, 225, 240))
    pen = ImageDraw.Draw(image)
    pen.ellipse((110, 120, 370, 440), fill=(150, 105, 62))
    for x in (90, 330):
        pen.ellipse((x, 130, x + 70, 380), fill=(94, 62, 36))
    for x in (180, 270):
        pen.ellipse((x, 215, x + 34, 249), fill=(24, 18, 14))
    pen.ellipse((190, 280, 290, 400), fill=(196, 160, 120))
    pen.ellipse((215, 285, 265, 325), fill=(20, 16, 16))
    return image


def cartoon() -> Image.Image:
    """A face of lines and flat colours."""
    image = Image.new("RGB", (480, 640), "white")
    pen = ImageDraw.Draw(image)
    pen.ellipse((140, 120, 340, 400), fill=(255, 220, 180), outline="black", width=5)
    for x in (185, 255):
        pen.ellipse((x, 220, x + 40, 260), fill="white", outline="black", width=4)
        pen.ellipse((x + 14, 232, x + 28, 246), fill="black")
    pen.arc((195, 280, 285, 350), 20, 160, fill="black", width=5)
    return image


def thirty() -> Image.Image:
    image = Image.new("RGB", (480, 640), "white")
    for number in range(30):
        image.paste(picture(number % 4).resize((96, 107)), (number % 5 * 96, number // 5 * 107))
    return image


def noise() -> Image.Image:
    return Image.fromarray(np.random.default_rng(1).integers(0, 255, (640, 480, 3), np.uint8))


def with_exif(segments: int) -> bytes:
    """As many EXIF segments as are asked for, 64 KB each."""
    one = b"\xff\xe1" + struct.pack(">H", 65_535) + b"Exif\x00\x00" + b"MM\x00*" + b"\xff" * 65_523
    return drawn()[:2] + one * segments + drawn()[2:]


def mpo() -> bytes:
    return saved(picture(), "MPO", quality=98, subsampling=0, save_all=True, append_images=[Image.new("RGB", (48, 64))])


SMALL = picture().resize((48, 64))
# name: the bytes, and the code of the refusal; "" for what is opened and judged.
HOSTILE = {
    "zero bytes": (b"", "empty"),
    "truncated": (drawn()[:-900], "truncated"),
    "bomb": (png_that_claims(30_000, 30_000), "too_large"),
    "bomb under the library's limit": (png_that_claims(12_000, 7_000), "too_large"),
    "a PNG of 36 megapixels": (png_that_claims(6_000, 6_000), "too_large"),
    "GIF": (saved(SMALL, "GIF"), "not_a_picture"),
    "WebP": (saved(SMALL, "WEBP"), "not_a_picture"),
    "AVIF": (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1" + b"\x00" * 60, "not_a_picture"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not_a_picture"),
    "animated PNG": (saved(SMALL, "PNG", save_all=True, append_images=[Image.new("RGB", (48, 64))]), "animated"),
    "16 bit": (png_that_claims(480, 640, depth=16), "deep"),
    "GIF after a page": (b"<html>" + saved(SMALL, "GIF"), "not_a_picture"),
    "JPEG and a page": (drawn() + b"<?php system($_GET[0]); ?><script>alert(1)</script>", ""),
    "JPEG and an archive": (drawn() + b"PK\x03\x04" + b"\x00" * 4000, ""),
    "two pictures in one": (mpo(), ""),
    "gigantic EXIF": (with_exif(120), ""),
    "thirty faces": (jpeg(thirty()), ""),
    "no face": (drawn(defect="no_face"), ""),
    "drawing": (jpeg(cartoon()), ""),
    "dog": (jpeg(dog()), ""),
    "noise": (jpeg(noise()), ""),
    "white": (jpeg(Image.new("RGB", (480, 640), "white")), ""),
    "one pixel": (jpeg(Image.new("RGB", (1, 1))), ""),
    "long strip": (saved(Image.new("RGB", (20_000, 20)), "PNG"), ""),
    "tall strip": (jpeg(Image.new("RGB", (3, 9_000))), ""),
}
# The largest of every kind that is opened.
LARGE = {
    "JPEG": large_jpeg(6_300),
    "progressive JPEG": large_jpeg(3_990, progressive=True),
    "PNG with an alpha channel": saved(plain(3_990, "RGBA"), "PNG", compress_level=1),
    "PNG of numbered colours": saved(plain(3_990).convert("P"), "PNG", transparency=3),
}
