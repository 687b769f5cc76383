"""Each check on drawn portraits with a defect of a known size."""

import dataclasses
import io
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from applications.photos.checks import CHECKS
from applications.photos.findings import Finding, Severity
from applications.photos.judge import Judgement
from applications.photos.rules import PhotoRules
from applications.photos.storing import without_metadata
from tests.applications.photos.conftest import SEED, drawn, finding, jpeg, not_ok, picture

Judged = Callable[..., Judgement]
CODES = [
    "format",
    "pixels",
    "bytes",
    "compression",
    "face_count",
    "centred",
    "head_top",
    "eye_line",
    "face_width",
    "roll",
    *("yaw", "pitch", "eyes_open", "gaze", "mouth_closed", "expression", "forehead_hidden", "occlusion"),
    *("ears", "shoulders", "glasses", "dark_lenses", "lens_glare", "frame_over_eye"),
    "background_uniform",
    "background_objects",
    "background_shadow",
    "background_colour",
    "clothes_contrast",
    "clothes_pattern",
    "exposure",
    "face_lighting",
    "sharpness",
    "grayscale",
    "colour_cast",
    "age",
]
GROUND = picture().getpixel((20, 20))


def placed(scale: float = 1.0, right: float = 0, down: float = 0, turn: float = 0) -> bytes:
    """The drawn person scaled about the eyes, turned and moved, on the same wall."""
    way = cv2.getRotationMatrix2D((240, 252), turn, scale)
    way[:, 2] += (right, down)
    moved = cv2.warpAffine(
        np.asarray(picture()), way, (480, 640), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    )
    return jpeg(Image.fromarray(moved), quality=100)


def test_a_good_portrait_is_clean_and_every_check_says_so_in_reading_order(judged: Judged) -> None:
    judgement = judged(drawn())
    assert judgement.verdict == "clean"
    assert [f.code for f in judgement.findings] == CODES
    assert len(CHECKS) == len(CODES)
    assert {f.code for f in judgement.findings if f.severity is not Severity.OK} == {"age"}, "never shown as passed"
    assert all(f.measured and f.limit and f.value is not None for f in judgement.findings if f.code != "age")


@pytest.mark.parametrize(
    ("mode", "options", "said"),
    [
        ("L", {}, "灰度"),
        ("CMYK", {}, "CMYK"),
    ],
)
def test_a_jpeg_without_24_bit_colour_fails(judged: Judged, mode: str, options: dict[str, int], said: str) -> None:
    out = io.BytesIO()
    picture().convert(mode).save(out, "JPEG", quality=98, **options)
    found = finding(judged(out.getvalue()), "format")
    assert (found.severity, said in found.message) == (Severity.FAIL, True)


@pytest.mark.parametrize(("mode", "said"), [("RGB", "PNG"), ("RGBA", "带透明层"), ("P", "调色板颜色")])
def test_a_png_fails_with_the_reason(judged: Judged, mode: str, said: str) -> None:
    out = io.BytesIO()
    picture().convert(mode).save(out, "PNG")
    found = finding(judged(out.getvalue()), "format")
    assert (found.severity, said in found.message) == (Severity.FAIL, True)


@pytest.mark.parametrize("size", [(479, 640), (413, 531), (960, 1280), (640, 480), (60, 80)])
def test_any_other_size_fails_and_says_both(judged: Judged, size: tuple[int, int]) -> None:
    found = finding(judged(jpeg(picture().resize(size), quality=100)), "pixels")
    assert (found.severity, found.value, found.limit) == (Severity.FAIL, f"{size[0]}×{size[1]}", "480×640")


def test_a_photo_that_is_upright_only_by_its_rotation_mark_fails(judged: Judged) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    judgement = judged(jpeg(picture().rotate(90, expand=True), exif=exif, quality=100))
    assert finding(judgement, "pixels").severity == Severity.FAIL
    assert finding(judgement, "roll").severity == Severity.OK, "the picture was looked at upright"


def test_the_framing_of_a_larger_photo_of_the_same_shape_is_judged_as_if_scaled(judged: Judged) -> None:
    judgement = judged(jpeg(picture().resize((960, 1280)), quality=95))
    assert not_ok(judgement) == {"pixels": "fail"}


def test_framing_says_nothing_of_a_photo_of_another_shape(judged: Judged) -> None:
    judgement = judged(drawn(defect="wrong_size"))
    assert not_ok(judgement) == {
        "pixels": "fail",
        "centred": "note",
        "head_top": "note",
        "eye_line": "note",
        "face_width": "note",
    }


@pytest.mark.parametrize(
    ("uploaded", "most", "severity"),
    [
        (51_199, None, Severity.FAIL),
        (51_200, None, Severity.OK),
        (200_000, 150_000, Severity.FAIL),
        (150_000, 150_000, Severity.OK),
    ],
)
def test_the_size_is_judged_on_the_bytes_uploaded(
    judged: Judged, uploaded: int, most: int | None, severity: Severity
) -> None:
    rules = PhotoRules(most_bytes=most)
    assert finding(judged(drawn(), rules, uploaded_bytes=uploaded), "bytes").severity == severity


def test_a_picture_that_is_large_only_with_its_camera_data_is_left_to_a_person(judged: Judged) -> None:
    small = drawn(defect="small_file")
    assert finding(judged(small, uploaded_bytes=60_000), "bytes").severity == Severity.WARN


@pytest.mark.parametrize(
    ("right", "severity"), [(-70, "fail"), (-30, "warn"), (-10, "ok"), (10, "ok"), (30, "warn"), (70, "fail")]
)
def test_off_centre_is_measured_in_pixels(judged: Judged, right: int, severity: str) -> None:
    found = finding(judged(placed(right=right)), "centred")
    assert found.severity == severity
    assert found.value == pytest.approx(right, abs=4)


@pytest.mark.parametrize(
    ("turn", "severity"), [(-14, "fail"), (-6, "warn"), (-2, "ok"), (2, "ok"), (6, "warn"), (14, "fail")]
)
def test_a_tilted_head_is_measured_in_degrees(judged: Judged, turn: int, severity: str) -> None:
    found = finding(judged(placed(turn=turn)), "roll")
    assert found.severity == severity
    assert abs(float(found.value or 0)) == pytest.approx(abs(turn), abs=1.5)


@pytest.mark.parametrize(
    ("down", "eyes", "top"), [(0, "ok", "ok"), (70, "warn", "fail"), (-60, "warn", "warn"), (110, "fail", "fail")]
)
def test_eyes_and_head_top_are_measured_from_the_upper_edge(judged: Judged, down: int, eyes: str, top: str) -> None:
    judgement = judged(placed(down=down))
    assert finding(judgement, "eye_line").value == pytest.approx(252 + down, abs=6)
    assert (finding(judgement, "eye_line").severity, finding(judgement, "head_top").severity) == (eyes, top)


@pytest.mark.parametrize(
    ("scale", "severity"), [(0.6, "fail"), (0.8, "warn"), (1.0, "ok"), (1.25, "ok"), (1.5, "warn"), (1.75, "fail")]
)
def test_the_width_of_the_face_is_measured(judged: Judged, scale: float, severity: str) -> None:
    usual = finding(judged(drawn()), "face_width").value
    found = finding(judged(placed(scale=scale)), "face_width")
    assert isinstance(usual, float)
    assert found.value == pytest.approx(usual * scale, rel=0.06)
    assert found.severity == severity


def test_a_photo_without_a_face_fails_once_and_the_rest_is_not_checked(judged: Judged) -> None:
    judgement = judged(drawn(defect="no_face"))
    assert not_ok(judgement)["face_count"] == "fail"
    assert {s for code, s in not_ok(judgement).items() if code != "face_count"} == {"note"}


def test_a_second_face_fails_and_its_place_is_shown(judged: Judged) -> None:
    found = finding(judged(drawn(defect="two_faces")), "face_count")
    assert (found.severity, found.value) == (Severity.FAIL, 2)
    assert found.box is not None
    assert found.box[0] > 300


def wall(change: Callable[[np.ndarray], np.ndarray]) -> bytes:
    """The portrait with its wall changed; the person is what differs from the wall."""
    pixels = np.asarray(picture()).astype(float)
    person = np.linalg.norm(pixels - GROUND, axis=2) > 14
    person = cv2.morphologyEx(person.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9))) > 0
    changed = change(pixels.copy())
    changed[person] = pixels[person]
    return jpeg(Image.fromarray(np.clip(changed, 0, 255).astype(np.uint8)))


@pytest.mark.parametrize(("fall", "severity"), [(8, "ok"), (40, "warn"), (90, "warn")])
def test_light_that_falls_off_warns_and_never_fails(judged: Judged, fall: int, severity: str) -> None:
    def darker_below(pixels: np.ndarray) -> np.ndarray:
        return pixels - np.linspace(0, fall, 640)[:, None, None]

    assert finding(judged(wall(darker_below)), "background_uniform").severity == severity


@pytest.mark.parametrize("wide", [60, 110, 160])
def test_an_object_beside_the_person_fails_with_its_place(judged: Judged, wide: int) -> None:
    def board(pixels: np.ndarray) -> np.ndarray:
        pixels[40 : 40 + wide, 400 - wide // 2 : 480] = (120, 70, 40)
        return pixels

    judgement = judged(wall(board))
    assert not_ok(judgement) == {
        "background_objects": "fail",
        "background_uniform": "note",
        "background_shadow": "note",
    }
    found = finding(judgement, "background_objects")
    assert found.box is not None
    assert found.box[0] + found.box[2] > 400


def test_a_shelf_behind_the_person_fails(judged: Judged) -> None:
    assert finding(judged(drawn(defect="cluttered_background")), "background_objects").severity == Severity.FAIL


def test_hair_that_the_network_misses_never_fails_the_background(judged: Judged) -> None:
    assert not_ok(judged(drawn(8))) == {"background_shadow": "warn", "glasses": "note"}


def test_a_strict_batch_warns_where_a_lenient_one_does_not(judged: Judged) -> None:
    data = wall(lambda pixels: pixels - np.linspace(0, 20, 640)[:, None, None])
    severities = [
        finding(judged(data, PhotoRules(background=kind)), "background_uniform").severity
        for kind in ("strict", "lenient")
    ]
    assert severities == [Severity.WARN, Severity.OK]


def test_the_limits_are_the_batchs_own(judged: Judged) -> None:
    rules = dataclasses.replace(PhotoRules(), eye_line_least=255, eye_line_most=320)
    found = finding(judged(drawn(), rules), "eye_line")
    assert (found.severity, found.limit) == (Severity.WARN, "255–320")


def test_a_finding_survives_the_database(judged: Judged) -> None:
    findings = judged(drawn(defect="off_centre")).findings
    assert tuple(Finding.from_json(f.to_json()) for f in findings) == findings


@pytest.mark.parametrize("content", ["white", "noise", "stripes", "thirty"])
def test_what_is_no_portrait_is_judged_without_a_crash(judged: Judged, content: str) -> None:
    image = Image.new("RGB", (480, 640), "white")
    if content == "noise":
        image = Image.fromarray(np.random.default_rng(SEED).integers(0, 255, (640, 480, 3), np.uint8))
    if content == "stripes":
        for x in range(0, 480, 24):
            ImageDraw.Draw(image).rectangle((x, 0, x + 11, 640), fill="black")
    if content == "thirty":
        for n in range(30):
            image.paste(picture(n % 4).resize((96, 107)), (n % 5 * 96, n // 5 * 107))
    judgement = judged(jpeg(image))
    assert judgement.verdict == "fail"
    assert [f.code for f in judgement.findings] == CODES


def with_a_second_picture() -> bytes:
    out = io.BytesIO()
    picture().save(out, "MPO", save_all=True, append_images=[picture()], quality=95)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (with_a_second_picture(), "note"),
        (drawn() + b"PK\x03\x04 an archive", "note"),
        (drawn() + b"\x00" * 4096, "ok"),
        (drawn(), "ok"),
    ],
)
def test_what_hangs_on_a_picture_is_told_and_fails_nothing(judged: Judged, data: bytes, said: str) -> None:
    judgement = judged(data)
    found = finding(judgement, "format")
    assert (found.severity.value, "附带" in found.message) == (said, said == "note")
    assert judgement.verdict == "clean"
    # What an upload keeps is the picture alone.
    assert finding(judged(without_metadata(data)), "format").severity is Severity.OK
