"""HEIC: opened under the pixel limit, refused with a sentence when damaged or several, stored as a picture alone."""

import functools
import io
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from applications.photos.heif_items import read_items
from applications.photos.judge import Judgement
from applications.photos.opening import Refused, open_picture
from applications.photos.storing import ending, view_of, without_metadata
from tests.applications.photos.conftest import finding, picture
from tests.applications.photos.scenes import heic

SECRET = b"SECRETPHONE"


@functools.cache
def sample(tiles: int = 0) -> bytes:
    return heic(picture(), orientation=1, tiles=tiles)


def claiming(width: int, height: int) -> bytes:
    """The same file, said to be of another size."""
    data = sample()
    place = data.index(b"ispe") + 8
    return data[:place] + struct.pack(">II", width, height) + data[place + 8 :]


@pytest.mark.parametrize("tiles", [0, 256])
def test_the_picture_is_that_of_the_camera(tiles: int) -> None:
    opened = open_picture(sample(tiles))
    facts = opened.facts
    assert (facts.kind, facts.mode, facts.width, facts.height) == ("HEIC", "RGB", 480, 640)
    assert str(facts.taken) == "2022-11-03 09:30:00"
    differs = np.asarray(opened.picture, float) - np.asarray(picture(), float)
    assert abs(differs).mean() < 6


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_turned_picture_is_upright(orientation: int) -> None:
    turns = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    opened = open_picture(heic(picture().transpose(turns[orientation]), orientation=orientation))
    assert opened.picture.size == (480, 640)
    assert abs(np.asarray(opened.picture, float) - np.asarray(picture(), float)).mean() < 6


def test_a_large_one_is_brought_down_to_2400_pixels() -> None:
    opened = open_picture(heic(picture().resize((1000, 2500))))
    assert opened.picture.size == (960, 2400)
    assert (opened.facts.width, opened.facts.height) == (1000, 2500)


def tiles_without_layout() -> bytes:
    """The item that says how the tiles lie stands last in the list of places (entries of 20 bytes) and has none."""
    data = sample(256)
    start = data.index(b"iloc") + 12
    end = start + 20 * len(read_items(data).extents)
    first, others = data[start : start + 20], data[start + 20 : end]
    return data[:start] + others + first[:10] + bytes(2) + first[12:] + data[end:]


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "two pictures": (lambda: heic(picture(), picture(6)), "several_pictures"),
    "half a file": (lambda: sample()[: len(sample()) // 2], "truncated"),
    "the last byte missing": (lambda: sample()[:-1], "truncated"),
    "the first boxes": (lambda: sample()[:60], "truncated"),
    "something appended": (lambda: sample() + b"<script>alert(1)</script>", "truncated"),
    "tiles without their layout": (tiles_without_layout, "truncated"),
    "said to be huge": (lambda: claiming(9000, 9000), "too_large"),
    "said to be a strip": (lambda: claiming(39_000, 10), "too_large"),
    "said to be small": (lambda: claiming(48, 64), "truncated"),
    "said to be nothing": (lambda: claiming(0, 640), "truncated"),
    "a moving picture": (lambda: sample().replace(b"ftypheic", b"ftyphevc", 1), "animated"),
    "another codec": (lambda: sample().replace(b"hvc1", b"av01"), "not_a_picture"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_a_sentence(name: str) -> None:
    made, code = REFUSED[name]
    with pytest.raises(Refused) as refusal:
        open_picture(made())
    assert refusal.value.code == code
    assert "，" in refusal.value.sentence, "what is the matter, then what to do"


@pytest.mark.parametrize("tiles", [0, 256])
def test_a_damaged_byte_never_raises_anything_but_a_refusal(tiles: int) -> None:
    data = sample(tiles)
    boxes = read_items(data).meta.end
    for at in [*range(4, boxes, 7), *range(boxes, len(data), len(data) // 20)]:
        broken = bytearray(data)
        broken[at] ^= 0xFF
        said = ""
        try:
            opened = open_picture(bytes(broken))
        except Refused as refusal:
            said = refusal.sentence
        assert said or opened.picture.mode == "RGB"


@pytest.mark.parametrize("tiles", [0, 256])
def test_what_is_kept_is_the_picture_alone(tiles: int) -> None:
    data = sample(tiles)
    kept = without_metadata(data)
    assert SECRET in data
    assert SECRET not in kept
    assert len(kept) == len(data)
    opened = open_picture(kept)
    assert opened.facts.taken is None
    assert opened.picture.tobytes() == open_picture(data).picture.tobytes()
    assert without_metadata(kept) == kept
    assert ending(kept) == ".heic"


def test_a_box_beside_the_picture_is_emptied() -> None:
    film = struct.pack(">I4s", 8 + len(SECRET), b"mdat") + SECRET
    odd = struct.pack(">I4s", 8 + len(SECRET), b"mpvd") + SECRET
    kept = without_metadata(sample() + film + odd)
    assert SECRET not in kept
    assert b"mpvd" not in kept
    assert open_picture(kept).picture.size == (480, 640)


def test_pages_are_given_a_jpeg(judged: Callable[..., Judgement]) -> None:
    view = view_of(open_picture(sample()))
    assert view is not None
    with Image.open(io.BytesIO(view)) as image:
        assert (image.format, image.size) == ("JPEG", (480, 640))


def test_a_heic_never_passes_the_format_rule(judged: Callable[..., Judgement]) -> None:
    judgement = judged(sample())
    assert judgement.verdict == "fail"
    assert finding(judgement, "format").measured == "HEIC，应为 JPG，24 位真彩色"


MEASURE = """
import resource, sys
from applications.photos.opening import open_picture
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
open_picture(open(sys.argv[1], "rb").read())
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("kind", ["JPEG", "HEIC"])
def test_40_megapixels_are_opened_in_300_megabytes(kind: str, tmp_path: Path) -> None:
    """Measured in a process of its own; `ru_maxrss` counts KiB on Linux."""
    if not sys.platform.startswith("linux"):
        pytest.skip("memory is counted otherwise here")
    path = tmp_path / "large"
    plain = Image.new("RGB", (7300, 5470), (120, 160, 200))
    if kind == "JPEG":
        plain.save(path, "JPEG", quality=80)
    else:
        path.write_bytes(heic(plain, tiles=1024))
    run = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 300
