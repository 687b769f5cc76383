"""The judgement as a whole."""

import json
from collections.abc import Callable

import pytest

from applications.photos.judge import Judgement
from selfexam.demo.portraits import DEFECTS, draw_portrait
from tests.applications.photos.conftest import drawn, not_ok

Judged = Callable[..., Judgement]

EXPECTED = {
    "small_file": {"bytes": "fail"},
    "off_centre": {"centred": "fail"},
    "tilted": {"roll": "fail"},
    "two_faces": {"face_count": "fail"},
    "cluttered_background": {"background_objects": "fail"},
}


def test_what_cannot_be_opened_is_a_finding(judged: Judged) -> None:
    judgement = judged(b"GIF89a" + b"\x00" * 40)
    assert (judgement.verdict, [f.code for f in judgement.findings], judgement.measures) == ("fail", ["unreadable"], {})
    assert judgement.findings[0].message == "这是 GIF 图片，不是照片，请选择 JPG、PNG 或 HEIC 图片。"


def test_a_judgement_is_plain_json(judged: Judged) -> None:
    told = json.loads(json.dumps(judged(drawn(defect="two_faces")).to_json()))
    assert sorted(told) == ["findings", "measures", "ms", "verdict"]
    assert told["verdict"] == "fail"


@pytest.mark.parametrize("seed", range(0, 60, 7))
def test_drawn_portraits_pass(judged: Judged, seed: int) -> None:
    assert judged(drawn(seed)).verdict in ("clean", "warn")


@pytest.mark.parametrize("seed", [1, 6, 15])
@pytest.mark.parametrize("defect", EXPECTED)
def test_a_drawn_defect_fails_its_own_check_alone(judged: Judged, seed: int, defect: str) -> None:
    judgement = judged(drawn(seed, defect))
    assert {code: s for code, s in not_ok(judgement).items() if s == "fail"} == EXPECTED[defect]


def test_every_defect_of_the_demonstration_fails(judged: Judged) -> None:
    assert {defect: judged(drawn(3, defect)).verdict for defect in DEFECTS} == dict.fromkeys(DEFECTS, "fail")


def test_all_sixty_portraits_of_the_demonstration_pass(judged: Judged) -> None:
    verdicts = {seed: judged(draw_portrait(seed)) for seed in range(60)}
    assert {seed: not_ok(j) for seed, j in verdicts.items() if j.verdict == "fail"} == {}
    assert sum(j.verdict == "clean" for j in verdicts.values()) >= 45
