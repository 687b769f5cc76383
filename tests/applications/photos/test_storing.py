"""What is kept of an upload: the picture and nothing else."""

import io

import pytest
from PIL import Image, ImageCms

from applications.photos.jpeg_segments import SOS, segments
from applications.photos.opening import open_picture
from applications.photos.storing import re_encode, without_metadata
from tests.applications.photos.conftest import drawn, jpeg, picture

SECRET = b"106.5516E"


def with_metadata(**options: object) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[29] = "2022:11:03"
    return jpeg(picture(), exif=exif, comment=SECRET, **options)


def scans(data: bytes) -> list[bytes]:
    return [part.raw for part in segments(data) if part.marker == SOS]


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_keeps_its_compressed_data_bit_for_bit(progressive: bool) -> None:
    data = with_metadata(progressive=progressive)
    kept = without_metadata(data)
    assert SECRET in data
    assert SECRET not in kept
    assert scans(kept) == scans(data)
    assert open_picture(kept).picture.tobytes() == open_picture(data).picture.tobytes()


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"PK\x03\x04 an archive", b"\xff\xd8\xff\xe0 another"])
def test_what_follows_the_picture_is_dropped(tail: bytes) -> None:
    assert without_metadata(drawn() + tail) == without_metadata(drawn())


def test_the_second_picture_of_a_multi_picture_file_is_dropped() -> None:
    out = io.BytesIO()
    picture().save(out, "MPO", save_all=True, append_images=[picture(3)], quality=95)
    with Image.open(io.BytesIO(without_metadata(out.getvalue()))) as kept:
        assert (kept.format, getattr(kept, "n_frames", 1)) == ("JPEG", 1)


def test_the_rotation_mark_stays_alone() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = SECRET.decode()
    data = jpeg(picture().rotate(90, expand=True), exif=exif)
    kept = without_metadata(data)
    with Image.open(io.BytesIO(kept)) as image:
        assert dict(image.getexif()) == {0x0112: 6}
    assert open_picture(kept).picture.tobytes() == open_picture(data).picture.tobytes()


def test_colour_profile_and_resolution_stay() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with Image.open(io.BytesIO(without_metadata(with_metadata(icc_profile=profile, dpi=(300, 300))))) as image:
        assert (image.info["icc_profile"], image.info["dpi"]) == (profile, (300, 300))


def test_a_huge_profile_goes() -> None:
    assert len(without_metadata(jpeg(picture(), icc_profile=b"x" * 200_000))) < 200_000


def test_cmyk_keeps_its_meaning() -> None:
    data = jpeg(picture().convert("CMYK"), subsampling=-1)
    assert open_picture(without_metadata(data)).picture.tobytes() == open_picture(data).picture.tobytes()


def test_stripping_twice_changes_nothing() -> None:
    once = without_metadata(with_metadata())
    assert without_metadata(once) == once


def test_a_png_keeps_its_pixels_and_loses_its_texts() -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_text("place", SECRET.decode())
    out = io.BytesIO()
    picture().save(out, "PNG", pnginfo=notes)
    kept = without_metadata(out.getvalue())
    assert SECRET in out.getvalue()
    assert SECRET not in kept
    assert open_picture(kept).picture.tobytes() == picture().tobytes()


def test_a_document_is_drawn_anew_at_most_2400_pixels_long() -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    data = jpeg(picture().resize((3000, 4000)), exif=exif, quality=80) + b"<script>"
    kept = re_encode(open_picture(data))
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (1800, 2400), {})
    assert b"<script>" not in kept
