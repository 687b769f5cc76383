"""A trial of changed rules gives the same numbers as judging every photo anew."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from applications.domain.start_trial import start_trial
from applications.models import Photo
from applications.photos.checking import check_photo
from applications.photos.judge import Judgement
from applications.photos.rejudge import see_again
from applications.photos.rules import PhotoRules
from selfexam.catalogue.domain.change_photo_rules import change_photo_rules, rules_in_force
from tests.applications.photos.conftest import drawn
from tests.applications.photos.trials import TRIED, cast, photo_of, run
from tests.cast import Cast

__all__ = ["cast"]
pytestmark = pytest.mark.django_db
PORTRAITS = [
    *((seed, "") for seed in range(1, 6)),
    *((1, defect) for defect in ("small_file", "wrong_size", "off_centre", "tilted", "two_faces", "no_face")),
    (2, "cluttered_background"),
]


@pytest.fixture
def portraits(cast: Cast, networks: object) -> list[bytes]:
    """Drawn portraits of a batch, judged as they are when they are uploaded."""
    data = [drawn(seed, defect) for seed, defect in PORTRAITS]
    for one in data:
        check_photo(photo_of(cast, one).pk)
    return data


def verdicts(photos: Any) -> list[tuple[str, Any, Any]]:
    return list(photos.order_by("pk").values_list("verdict", "findings", "rule_set"))


def test_the_numbers_are_those_of_judging_every_photo_anew(
    cast: Cast, portraits: list[bytes], judged: Callable[..., Judgement]
) -> None:
    stored = verdicts(Photo.objects)
    trial = run(start_trial(cast.batch, TRIED, by=cast.chief))
    verdict_ways, rule_ways = Counter[str](), Counter[tuple[str, str]]()
    changed = 0
    for (before, findings, _), data in zip(stored, portraits, strict=True):
        after = judged(data, TRIED)
        was = {f["code"]: grade(f["severity"]) for f in findings}
        now = {f.code: grade(f.severity) for f in after.findings}
        ways = {code: (was[code], now.get(code, "clean")) for code in was if was[code] != now.get(code, "clean")}
        rule_ways.update((code, f"{old}>{new}") for code, (old, new) in ways.items())
        changed += bool(ways)
        if before != after.verdict:
            verdict_ways[f"{before}>{after.verdict}"] += 1
    assert trial.counts["verdicts"] == verdict_ways
    assert {(code, way): n for code, ways in trial.counts["rules"].items() for way, n in ways.items()} == rule_ways
    assert (trial.counts["changed"], trial.changes.count()) == (changed, changed)
    assert {way for _, way in rule_ways} == {"clean>fail", "clean>warn", "fail>warn", "fail>clean"}
    assert (trial.done, trial.total, trial.unread) == (len(portraits), len(portraits), 0)
    assert verdicts(Photo.objects) == stored


def grade(severity: str) -> str:
    return severity if severity in ("fail", "warn") else "clean"


def test_photos_measured_by_this_version_are_not_opened_again(cast: Cast, portraits: list[bytes]) -> None:
    for photo in Photo.objects.all():
        photo.file.storage.delete(photo.file.name)
    trial = run(start_trial(cast.batch, TRIED, by=cast.chief))
    assert (trial.opened, trial.unread, trial.done) == (0, 0, len(portraits))
    assert trial.counts["changed"] > 5


def test_measures_of_an_earlier_kind_are_taken_from_the_file(cast: Cast, portraits: list[bytes]) -> None:
    before = run(start_trial(cast.batch, TRIED, by=cast.chief)).counts
    Photo.objects.update(measures={"kind": "JPEG", "roll": 1})
    trial = run(start_trial(cast.batch, TRIED, by=cast.chief))
    assert (trial.opened, trial.counts) == (len(portraits), before)


@pytest.mark.parametrize("noted", [{"taken": "2019-05-01T10:00:00"}, {"file": {"taken": "2019-05-01T10:00:00"}}])
def test_the_cameras_time_is_remembered_though_it_is_not_in_the_file(networks: Path, noted: dict[str, Any]) -> None:
    seen = see_again(noted, lambda: drawn(1), PhotoRules(), uploaded_bytes=60_000, networks=networks)
    assert seen.measures is not None
    assert (seen.opened, seen.measures.file.taken) == (True, datetime(2019, 5, 1, 10))


def test_the_rules_in_force_change_nothing(cast: Cast, portraits: list[bytes]) -> None:
    trial = run(start_trial(cast.batch, PhotoRules(), by=cast.chief))
    assert (trial.counts, trial.changes.count()) == ({"changed": 0, "verdicts": {}, "rules": {}}, 0)


def test_a_photo_whose_file_is_gone_is_counted_and_stops_nobody(
    cast: Cast, portraits: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    Photo.objects.update(measures={})
    gone = Photo.objects.order_by("pk")[0]
    gone.file.storage.delete(gone.file.name)
    trial = run(start_trial(cast.batch, TRIED, by=cast.chief))
    assert (trial.done, trial.unread, trial.opened) == (len(portraits), 1, len(portraits) - 1)


def test_a_file_that_is_no_picture_fails_under_any_rules(cast: Cast, networks: object) -> None:
    check_photo(photo_of(cast, b"no picture").pk)
    trial = run(start_trial(cast.batch, TRIED, by=cast.chief))
    assert (trial.done, trial.counts["changed"]) == (1, 0)


def test_every_verdict_names_the_version_that_gave_it_and_keeps_both(cast: Cast, networks: object) -> None:
    tilted = drawn(1, "tilted")
    before = photo_of(cast, tilted)
    check_photo(before.pk)
    rules = {"warn_only": ["roll"]}
    change_photo_rules(cast.batch, rules, seen=1, note="", by_id=cast.chief.pk, changes=[])
    after = photo_of(cast, tilted)
    check_photo(after.pk)
    check_photo(before.pk)
    found = {p.pk: (p.verdict, p.rule_set and p.rule_set.version) for p in Photo.objects.all()}
    assert found == {before.pk: ("fail", 1), after.pk: ("warn", 2)}
    assert rules_in_force(cast.batch).version == 2
