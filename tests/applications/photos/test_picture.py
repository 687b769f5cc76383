"""Each picture rule on drawn portraits: a defect at three strengths, or none; no complaint depends on the tone."""

import dataclasses
import functools
from collections.abc import Callable
from datetime import date, datetime

import numpy as np
import pytest

from applications.photos.background_colours import COLOURS
from applications.photos.checks import CHECKS, age, background_colour
from applications.photos.findings import Severity
from applications.photos.judge import Judgement, apply_rules
from applications.photos.lab import lab_of
from applications.photos.measure import Measures
from applications.photos.opening import open_picture
from applications.photos.rules import PhotoRules
from tests.applications.photos import picture_defects as defects
from tests.applications.photos.conftest import drawn, finding, jpeg, not_ok, picture
from tests.applications.photos.picture_defects import TONES
from tests.applications.photos.test_rejudging import stored

Judged = Callable[..., Judgement]
SEEDS = (1, 6, 15)
BLUE = PhotoRules(background_colours=frozenset({"light_blue"}))

# code: how it is drawn, with the strength for ok, for the middle and for strong, and what the strong one is.
DEFECTS: dict[str, tuple[Callable[..., bytes], float, float, float, str]] = {
    "compression": (defects.compressed, 70, 50, 10, "warn"),
    "compression, saved again": (defects.compressed_then_saved_well, 80, 20, 8, "warn"),
    "background_uniform": (defects.falling_light, 14, 40, 110, "warn"),
    "background_objects": (defects.picture_on_the_wall, 12, 32, 110, "fail"),
    "background_shadow": (defects.cast_shadow, 0.92, 0.65, 0.35, "warn"),
    "background_shadow, of a flash": (defects.flash_shadow, 0.92, 0.6, 0.4, "warn"),
    "clothes_contrast": (defects.clothes_near_the_wall, 0.7, 0.92, 1, "warn"),
    "clothes_pattern": (defects.striped, 8, 30, 60, "warn"),
    "exposure, dark": (defects.exposed, -0.7, -2.5, -5, "fail"),
    "exposure, burnt": (defects.exposed, 0.4, 0.85, 2.5, "fail"),
    "face_lighting": (defects.side_light, 0.6, 0.28, 0.1, "warn"),
    "sharpness": (defects.out_of_focus, 1, 2.1, 4, "fail"),
    "sharpness, shaken": (defects.shaken, 3, 8, 17, "fail"),
    "grayscale": (defects.faded, 0.6, 0.25, 0, "fail"),
}


# What the face checks say of painted light and covers is test_face_checks.py's business.
FACE_CODES = {
    *("yaw", "pitch", "eyes_open", "gaze", "mouth_closed", "expression", "forehead_hidden", "occlusion"),
    *("ears", "shoulders", "glasses", "dark_lenses", "lens_glare", "frame_over_eye"),
}


def of_the_picture(judgement: Judgement) -> dict[str, str]:
    return {code: said for code, said in not_ok(judgement).items() if code not in FACE_CODES}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_told_once_and_as_grave_as_it_is(judged: Judged, name: str, seed: int) -> None:
    draw, weak, middle, strong, gravest = DEFECTS[name]
    code = name.split(",")[0]
    told = []
    for strength in (weak, middle, strong):
        judgement = judged(draw(seed, strength))
        told.append(finding(judgement, code).severity.value)
        # A strongly compressed file is small as well; the rest that a failure leaves unchecked is a note.
        others = {other: said for other, said in of_the_picture(judgement).items() if other not in (code, "bytes")}
        assert set(others.values()) <= {"note"}, (strength, others)
        again = apply_rules(Measures.from_json(stored(judgement)), PhotoRules())
        assert again == judgement.findings
    assert told[0] == "ok"
    assert told[2] == gravest
    if name != "exposure, burnt":  # a light face burns sooner than a dark one
        assert told[1] == "warn"


@pytest.mark.parametrize(
    ("red", "blue", "said"), [(1, 0.75, "ok"), (1, 1.3, "ok"), (1, 0.25, "warn"), (2, 0.3, "warn"), (0.6, 0.7, "warn")]
)
def test_a_strong_cast_is_a_hint(judged: Judged, red: float, blue: float, said: str) -> None:
    for seed in SEEDS:
        judgement = judged(defects.tinted(seed, red, blue))
        assert finding(judgement, "colour_cast").severity == said
        assert judgement.verdict != "fail"


@pytest.mark.parametrize("seed", SEEDS)
def test_a_warm_lamp_is_no_cast_on_any_tone(judged: Judged, seed: int) -> None:
    warm = np.array((1.25, 1.0, 0.65), np.float32)
    lamp = functools.partial(defects.lit, light=warm)
    told = {tone: finding(judged(defects.person(seed, skin=tone).shot(lamp)), "colour_cast").severity for tone in TONES}
    assert told == dict.fromkeys(TONES, "ok")


@pytest.mark.parametrize(
    ("colour", "said"),
    [((100, 197, 255), "ok"), ((130, 205, 250), "ok"), ((150, 190, 160), "warn"), ((200, 40, 40), "warn")],
)
def test_the_background_is_compared_with_the_colours_named(
    judged: Judged, colour: tuple[int, int, int], said: str
) -> None:
    judgement = judged(defects.wall_of(1, colour), BLUE)
    assert finding(judgement, "background_colour").severity == said
    assert apply_rules(Measures.from_json(stored(judgement)), BLUE) == judgement.findings
    assert finding(judged(defects.wall_of(1, colour)), "background_colour").severity == "ok", "none named: any will do"


def test_every_named_colour_is_itself_and_white_is_not_blue() -> None:
    white, blue = lab_of(COLOURS["white"].rgb), lab_of(COLOURS["light_blue"].rgb)
    assert white == pytest.approx((100, 0, 0), abs=0.1)
    assert sum((a - b) ** 2 for a, b in zip(white, blue, strict=True)) ** 0.5 > background_colour.DISTANCE.default


@pytest.fixture(scope="module")
def forty(judged: Judged) -> dict[int, Judgement]:
    return {seed: judged(drawn(seed)) for seed in range(100, 144)}


def test_portraits_without_a_defect_do_not_fail_and_seldom_warn(forty: dict[int, Judgement]) -> None:
    warned = {seed: said for seed, judgement in forty.items() if (said := of_the_picture(judgement))}
    assert {severity for said in warned.values() for severity in said.values()} <= {"warn"}
    assert len(warned) <= len(forty) // 5
    # Hair that the network did not see as hair.
    assert {code for said in warned.values() for code in said} <= {"background_shadow"}


LIGHT = ("exposure", "face_lighting", "sharpness", "grayscale", "colour_cast")
WALLS = ((236, 238, 240), (172, 211, 240), (120, 120, 120), (40, 60, 110))


def of_light(judgement: Judgement) -> dict[str, str]:
    return {code: said for code, said in not_ok(judgement).items() if code in LIGHT}


@pytest.mark.parametrize("ground", WALLS)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_complaint_of_light_or_focus_depends_on_the_tone_of_the_skin(
    judged: Judged, seed: int, ground: tuple[int, int, int]
) -> None:
    told = {tone: of_light(judged(defects.person(seed, skin=tone, ground=ground).shot())) for tone in TONES}
    assert told == {tone: {} for tone in TONES}


@pytest.mark.parametrize(
    ("draw", "strength", "code"),
    [
        (defects.exposed, -4, "exposure"),
        (defects.side_light, 0.15, "face_lighting"),
        (defects.out_of_focus, 4.5, "sharpness"),
        (defects.faded, 0, "grayscale"),
    ],
)
def test_a_real_defect_is_seen_on_every_tone(
    judged: Judged, draw: Callable[..., bytes], strength: float, code: str
) -> None:
    told = {tone: finding(judged(draw(6, strength, skin=tone)), code).severity.value for tone in TONES}
    assert len(set(told.values())) == 1
    assert told[TONES[0]] in ("warn", "fail")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_sharp_face_is_as_sharp_on_every_tone(judged: Judged, seed: int) -> None:
    seen = [finding(judged(defects.person(seed, skin=tone).shot()), "sharpness").value for tone in TONES]
    assert max(seen) - min(seen) < 0.4  # type: ignore[type-var, operator]


def test_a_dark_suit_before_a_dark_wall_is_not_called_dark(judged: Judged) -> None:
    dark = defects.person(1, skin=TONES[-1], ground=(60, 62, 70), coat=(34, 34, 38))
    assert "exposure" not in not_ok(judged(dark.shot()))


def test_a_grey_file_is_complained_of_once(judged: Judged) -> None:
    grey = judged(jpeg(picture().convert("L")))
    assert {code for code, said in not_ok(grey).items() if said == "fail"} == {"format"}
    assert "warn" not in not_ok(grey).values()


def test_a_rule_switched_off_leaves_nothing_unsaid(judged: Judged) -> None:
    """What one rule would have taken over is judged again where that rule does not apply."""
    cluttered = PhotoRules(off=frozenset({"background_objects"}))
    assert finding(judged(drawn(defect="cluttered_background")), "background_uniform").severity == "note"
    assert finding(judged(drawn(defect="cluttered_background"), cluttered), "background_uniform").severity != "note"
    dark = defects.exposed(1, -6)
    assert finding(judged(dark), "grayscale").severity == "note"
    assert finding(judged(dark, PhotoRules(off=frozenset({"exposure"}))), "grayscale").severity != "note"


def test_only_rules_that_are_sure_ever_fail_a_photo(judged: Judged) -> None:
    sure = {check.rule.code for check in CHECKS if check.rule.sure}
    assert not {"compression", "background_uniform", "background_shadow", "clothes_contrast", "age"} & sure
    assert {"background_objects", "sharpness", "grayscale", "exposure"} <= sure


def seen_on(day: date, taken: datetime | None, judged: Judged) -> Measures:
    seen = Measures.from_json(stored(judged(drawn())))
    return dataclasses.replace(seen, measured_on=day, file=dataclasses.replace(seen.file, taken=taken))


@pytest.mark.parametrize(
    ("taken", "words"),
    [
        (None, "没有拍摄时间"),
        (datetime(2022, 11, 3, 9, 30), "2022 年 11 月 3 日，只供参考"),
        (datetime(2020, 1, 5), "可能不是近照"),
        (datetime(2031, 1, 5), "不可信"),
    ],
)
def test_the_cameras_time_is_a_note_and_proves_nothing(judged: Judged, taken: datetime | None, words: str) -> None:
    found = age.check(seen_on(date(2022, 12, 1), taken, judged), PhotoRules())
    assert (found.severity, words in found.message, "由老师" in found.message) == (Severity.NOTE, True, True)


def test_the_cameras_time_given_beside_a_stripped_file_is_used(judged: Judged) -> None:
    taken = datetime(2022, 11, 3, 9, 30)
    assert open_picture(drawn()).facts.taken is None
    assert "2022 年 11 月 3 日" in finding(judged(drawn(), taken=taken), "age").message


def test_skin_burnt_in_its_red_is_told_before_it_looks_white(judged: Judged) -> None:
    flash = judged(defects.exposed(4, 1.3, skin=TONES[2]))
    told = finding(flash, "exposure")
    assert (told.severity, told.message) == ("warn", "脸部偏亮，肤色失去层次，由老师确认。")
    assert flash.measures["picture"]["exposure"]["burnt"] < 0.01


def test_dark_skin_under_the_same_flash_is_not_told_of_it(judged: Judged) -> None:
    assert "exposure" not in not_ok(judged(defects.exposed(4, 1.3, skin=TONES[-1])))
