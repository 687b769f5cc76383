"""What is refused before anything is kept, and with which words."""

import io
import struct
import zlib
from datetime import datetime

import pytest
from PIL import Image

from applications.photos.opening import Refused, open_picture
from tests.applications.photos.conftest import drawn, jpeg, picture


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(width: int, height: int, depth: int = 8) -> bytes:
    """A PNG that claims a size and holds one row of it."""
    header = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    rows = zlib.compress(b"\x00" * (1 + min(width, 1000) * 3))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def small() -> Image.Image:
    return picture().resize((48, 64))


def animated_png() -> bytes:
    return saved(small(), "PNG", save_all=True, append_images=[Image.new("RGB", (48, 64))])


def jpeg_12_bit() -> bytes:
    data = bytearray(drawn())
    data[data.find(b"\xff\xc0") + 4] = 12
    return bytes(data)


def png_with_a_damaged_place() -> bytes:
    data = bytearray(saved(picture(), "PNG"))
    data[len(data) // 2] ^= 0xFF
    return bytes(data)


REFUSED = {
    "zero bytes": (b"", "empty"),
    "text": (b"hello, world, this is no picture at all", "not_a_picture"),
    "GIF named jpg": (saved(small(), "GIF"), "not_a_picture"),
    "WebP named jpg": (saved(small(), "WEBP"), "not_a_picture"),
    "BMP named jpg": (saved(small(), "BMP"), "not_a_picture"),
    "TIFF named jpg": (saved(small(), "TIFF"), "not_a_picture"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "not_a_picture"),
    "page": (b"<!DOCTYPE html><script>alert(1)</script>", "not_a_picture"),
    "zip": (b"PK\x03\x04" + b"\x00" * 60, "not_a_picture"),
    "PDF": (b"%PDF-1.7 " + b"\x00" * 60, "not_a_picture"),
    "start of a HEIC": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 40, "truncated"),
    "first half of a JPEG": (drawn()[: len(drawn()) // 2], "truncated"),
    "JPEG without its last bytes": (drawn()[:-40], "truncated"),
    "start of a JPEG": (drawn()[:20], "truncated"),
    "three bytes": (b"\xff\xd8\xff", "truncated"),
    "half a PNG": (saved(picture(), "PNG")[:4000], "truncated"),
    "PNG damaged in the middle": (png_with_a_damaged_place(), "truncated"),
    "PNG signature": (b"\x89PNG\r\n\x1a\n", "truncated"),
    "PNG of no width": (png_of(0, 640), "truncated"),
    "bomb": (png_of(30_000, 30_000), "too_large"),
    "bomb under the library's limit": (png_of(12_000, 7_000), "too_large"),
    "long strip": (png_of(39_000, 1), "too_large"),
    "16-bit PNG": (png_of(480, 640, depth=16), "deep"),
    "16-bit gray PNG": (saved(Image.new("I;16", (48, 64)), "PNG"), "deep"),
    "12-bit JPEG": (jpeg_12_bit(), "deep"),
    "animated PNG": (animated_png(), "animated"),
    "GIF after a page": (b"<html>" + saved(small(), "GIF"), "not_a_picture"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_a_sentence(name: str) -> None:
    data, code = REFUSED[name]
    with pytest.raises(Refused) as refusal:
        open_picture(data)
    assert refusal.value.code == code
    assert "，" in refusal.value.sentence, "what is the matter, then what to do"


@pytest.mark.parametrize("at", range(40, 4000, 331))
def test_a_damaged_byte_never_raises_anything_but_a_refusal(at: int) -> None:
    data = bytearray(drawn())
    data[at] ^= 0xFF
    said = ""
    try:
        opened = open_picture(bytes(data))
    except Refused as refusal:
        said = refusal.sentence
    assert said or opened.picture.mode == "RGB"


def test_the_facts_are_those_of_the_file() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = "2022:11:03 09:30:00"
    data = jpeg(picture().rotate(90, expand=True), exif=exif, quality=90)
    opened = open_picture(data)
    assert opened.picture.size == (480, 640)
    assert (opened.facts.width, opened.facts.height, opened.facts.orientation) == (640, 480, 6)
    assert (opened.facts.kind, opened.facts.mode, opened.facts.bytes) == ("JPEG", "RGB", len(data))
    assert opened.facts.quality == pytest.approx(90, abs=2)
    assert opened.facts.taken == datetime(2022, 11, 3, 9, 30)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_broken_exif_does_no_harm() -> None:
    data = drawn()
    broken = b"\xff\xe1\x00\x10Exif\x00\x00II*\x00\xff\xff\xff\xff"
    assert open_picture(data[:2] + broken + data[2:]).facts.taken is None


def test_a_480_by_640_photo_is_opened_pixel_for_pixel() -> None:
    assert open_picture(drawn()).picture.tobytes() == picture().tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_phone_photo_is_brought_down_to_2400_pixels(kind: str) -> None:
    opened = open_picture(saved(picture().resize((3000, 4000)), kind))
    assert max(opened.picture.size) <= 2400
    assert (opened.facts.width, opened.facts.height) == (3000, 4000)


def test_what_is_transparent_becomes_white() -> None:
    opened = open_picture(saved(Image.new("RGBA", (48, 64), (255, 0, 0, 0)), "PNG"))
    assert opened.picture.getpixel((10, 10)) == (255, 255, 255)


def test_the_first_picture_of_a_multi_picture_file_counts() -> None:
    data = saved(picture(), "MPO", save_all=True, append_images=[Image.new("RGB", (48, 64))])
    assert open_picture(data).picture.size == (480, 640)
