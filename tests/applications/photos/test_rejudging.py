"""Stored numbers are judged like the picture they came from."""

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from applications.photos.judge import Judgement, apply_rules, verdict_of
from applications.photos.measure import Measures
from applications.photos.plain import CannotRebuild
from applications.photos.rejudge import see_again
from applications.photos.rules import PhotoRules
from selfexam.demo.portraits import DEFECTS
from tests.applications.photos.conftest import drawn, not_ok

Judged = Callable[..., Judgement]


def stored(judgement: Judgement) -> dict[str, Any]:
    """As the database gives it back."""
    kept: dict[str, Any] = json.loads(json.dumps(judgement.measures, allow_nan=False))
    return kept


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for one in value:
            yield from leaves(one)
    else:
        yield value


@pytest.mark.parametrize("seed", [1, 8, 23])
@pytest.mark.parametrize("defect", ["", *DEFECTS])
def test_stored_numbers_give_the_same_findings_as_the_picture(judged: Judged, seed: int, defect: str) -> None:
    judgement = judged(drawn(seed, defect))
    assert apply_rules(Measures.from_json(stored(judgement)), PhotoRules()) == judgement.findings


def test_a_changed_rule_is_judged_without_the_picture(judged: Judged) -> None:
    judgement = judged(drawn())
    seen = Measures.from_json(stored(judgement))
    stricter = dataclasses.replace(PhotoRules(), eye_line_least=255, eye_line_most=320)
    assert not_ok(judged(drawn(), stricter)) == {f.code: f.severity for f in apply_rules(seen, stricter) if f.box}
    assert verdict_of(apply_rules(seen, stricter)) == "warn"


def test_numbers_measured_in_another_frame_are_not_judged_anew(judged: Judged) -> None:
    seen = Measures.from_json(stored(judged(drawn())))
    assert seen.suits(PhotoRules())
    assert not seen.suits(PhotoRules(width=413, height=531))


def before_clipped(exposure: dict[str, Any]) -> dict[str, Any]:
    """As it was kept before burnt skin was told."""
    return {name: value for name, value in exposure.items() if name != "clipped"}


def test_numbers_from_before_burnt_skin_was_told_are_measured_again(judged: Judged, networks: Path) -> None:
    kept = stored(judged(drawn()))
    old = kept | {"picture": kept["picture"] | {"exposure": before_clipped(kept["picture"]["exposure"])}}
    seen = see_again(old, drawn, PhotoRules(), uploaded_bytes=kept["uploaded_bytes"], networks=networks)
    assert seen.opened
    assert seen.measures is not None
    assert seen.measures.to_json()["picture"] == kept["picture"]


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: {},
        lambda kept: {"kind": "JPEG", "roll": 1.0, "faces": 1},
        lambda kept: kept | {"geometry": {}},
        lambda kept: kept | {"geometry": kept["geometry"] | {"roll": "1"}},
        lambda kept: kept | {"faces": 1},
        lambda kept: kept | {"uploaded_bytes": True},
        lambda kept: kept | {"measured_on": "yesterday"},
        lambda kept: kept | {"frame": [480]},
        lambda kept: {name: value for name, value in kept.items() if name != "background"},
        lambda kept: kept | {"picture": kept["picture"] | {"exposure": before_clipped(kept["picture"]["exposure"])}},
    ],
)
def test_numbers_of_an_earlier_version_are_refused(judged: Judged, change: Callable[[Any], Any]) -> None:
    with pytest.raises(CannotRebuild):
        Measures.from_json(change(stored(judged(drawn()))))


@pytest.mark.parametrize("defect", ["", "two_faces"])
def test_no_vector_of_the_face_is_kept(judged: Judged, defect: str) -> None:
    """Boxes and one colour are the longest things; the detector's eyes are not among them."""
    kept = stored(judged(drawn(defect=defect)))
    assert all(len(value) <= 4 for value in leaves(kept) if isinstance(value, list))
    assert len(list(leaves(kept))) < 80
    assert all(set(face) == {"box", "score"} for face in kept["faces"])
