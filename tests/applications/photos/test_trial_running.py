"""A trial goes on and counts right whatever happens to its worker; what the rules say of a photo is invented here."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.domain.refusals import NotAllowed
from applications.domain.start_trial import start_trial
from applications.models import Photo, RuleTrial, RuleTrialChange
from applications.photos import trying
from applications.photos.findings import Finding, Severity
from applications.photos.rules import BadRules, PhotoRules
from applications.photos.trying import try_rules
from selfexam.catalogue.domain.change_photo_rules import change_photo_rules
from selfexam.jobs.models import Job
from selfexam.jobs.registry import LostLease, TryLater
from tests.applications.photos.trials import TRIED, cast, ended, photo_of, run
from tests.cast import Cast

__all__ = ["cast"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every photo is tilted: it fails under the tried rules and is clean under those in force."""

    def say(seen: object, rules: PhotoRules) -> tuple[Finding, ...]:
        severity = Severity.OK if rules == PhotoRules() else Severity.FAIL
        return (Finding("roll", severity, "双眼水平", "", measured="倾斜 2°"),)

    class Seen:
        measures, opened = object(), False

    monkeypatch.setattr(trying, "see_again", lambda *args, **options: Seen())
    monkeypatch.setattr(trying, "apply_rules", say)
    monkeypatch.setattr(trying, "CHUNK", 4)


def judged_photos(cast: Cast, number: int, **fields: Any) -> list[Photo]:
    photos = [photo_of(cast, b"x", **fields) for _ in range(number)]
    Photo.objects.filter(verdict="pending").update(verdict="clean", checked_at=cast.batch.apply_from)
    return photos


def test_a_worker_that_stops_anywhere_goes_on_and_counts_nobody_twice(cast: Cast, invented: None) -> None:
    judged_photos(cast, 11)
    trial = start_trial(cast.batch, TRIED, by=cast.chief)
    steps: list[tuple[int, int]] = []

    def killed(done: int, total: int) -> None:
        steps.append((done, total))
        raise LostLease

    for _ in range(3):
        with pytest.raises(LostLease):
            try_rules(trial.pk, progress=killed, finishing=ended)
    run(trial)
    assert steps == [(4, 11), (8, 11), (11, 11)]
    assert (trial.done, trial.changes.count(), trial.counts["verdicts"]) == (11, 11, {"clean>fail": 11})
    assert trial.finished_at is not None
    run(trial)
    assert trial.done == 11


def test_of_two_workers_on_one_chunk_one_writes(cast: Cast, invented: None) -> None:
    judged_photos(cast, 3)
    trial = start_trial(cast.batch, TRIED, by=cast.chief)
    slow = RuleTrial.objects.get(pk=trial.pk)
    base = PhotoRules.from_json(trial.base.rules)
    chunk = trying._chunk(trying.photos_of(slow), base, TRIED)
    assert chunk is not None
    run(trial)
    assert trying._keep(slow, chunk) is False
    trial.refresh_from_db()
    assert (trial.done, trial.changes.count()) == (3, 3)


def test_a_long_trial_is_done_in_slices(
    cast: Cast, invented: None, monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[..., list[str]]
) -> None:
    judged_photos(cast, 9)
    monkeypatch.setattr(trying, "SLICE", timedelta())
    trial = start_trial(cast.batch, TRIED, by=cast.chief)
    with pytest.raises(TryLater):
        run(trial)
    assert run_jobs() == ["try_photo_rules"] * 3
    trial.refresh_from_db()
    job = Job.objects.get(kind="try_photo_rules")
    assert (trial.done, job.state, job.progress_done, job.progress_total) == (9, "done", 9, 9)


def test_a_slow_chunk_ends_early(cast: Cast, invented: None, monkeypatch: pytest.MonkeyPatch) -> None:
    judged_photos(cast, 3)
    monkeypatch.setattr(trying, "CHUNK_SECONDS", 0.0)
    trial = start_trial(cast.batch, TRIED, by=cast.chief)
    seen: list[int] = []
    try_rules(trial.pk, progress=lambda done, total: seen.append(done), finishing=ended)
    assert seen == [1, 2, 3]


def test_a_chunk_costs_the_same_queries_however_many_photos_there_are(cast: Cast, invented: None) -> None:
    def queries(photos: int) -> int:
        judged_photos(cast, photos)
        trial = start_trial(cast.batch, TRIED, by=cast.chief)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            run(trial)
        return sum("SAVEPOINT" not in query["sql"] for query in captured)

    few = queries(4)
    assert queries(4) - few == 3  # one chunk more: read, cursor, changes


def test_only_judged_photos_in_force_that_were_there_are_tried(cast: Cast, invented: None) -> None:
    superseded, *ours = judged_photos(cast, 3)
    Photo.objects.filter(pk=superseded.pk).update(superseded_at=cast.batch.apply_from)
    judged_photos(Cast(), 1)
    photo_of(cast, b"still waits for its verdict")
    trial = start_trial(cast.batch, TRIED, by=cast.chief)
    judged_photos(cast, 1)
    run(trial)
    assert trial.total == 2
    assert [change.photo for change in trial.changes.all()] == [*ours]


def test_the_next_trial_takes_the_place_of_the_last(cast: Cast, invented: None) -> None:
    judged_photos(cast, 5)
    first = start_trial(cast.batch, TRIED, by=cast.chief)
    run(first)
    second = start_trial(cast.batch, PhotoRules(roll_most=2), by=cast.chief)
    assert list(RuleTrial.objects.all()) == [second]
    assert RuleTrialChange.objects.count() == 0
    try_rules(first.pk, progress=lambda done, total: None, finishing=ended)
    assert RuleTrialChange.objects.count() == 0


def test_a_trial_that_is_replaced_while_it_runs_writes_nothing_more(cast: Cast, invented: None) -> None:
    judged_photos(cast, 8)
    first = start_trial(cast.batch, TRIED, by=cast.chief)
    begun: list[int] = []

    def replaced(done: int, total: int) -> None:
        begun.append(done)
        start_trial(cast.batch, PhotoRules(roll_most=2), by=cast.chief)

    try_rules(first.pk, progress=replaced, finishing=ended)
    assert begun == [4]
    assert (RuleTrial.objects.get().done, RuleTrialChange.objects.count()) == (0, 0)


def test_a_double_click_is_one_trial_and_one_job(cast: Cast, invented: None) -> None:
    judged_photos(cast, 2)
    first, second = (start_trial(cast.batch, TRIED, by=cast.chief) for _ in range(2))
    assert (first, Job.objects.filter(kind="try_photo_rules").count()) == (second, 1)


def test_a_trial_that_broke_off_goes_on_where_it_stood(
    cast: Cast, invented: None, run_jobs: Callable[..., list[str]]
) -> None:
    judged_photos(cast, 6)
    trial = start_trial(cast.batch, TRIED, by=cast.chief)
    with pytest.raises(ZeroDivisionError):
        try_rules(trial.pk, progress=lambda done, total: done // 0 and None, finishing=ended)
    Job.objects.update(state="failed", finished_at=cast.batch.apply_from)
    assert start_trial(cast.batch, TRIED, by=cast.chief) == trial
    assert run_jobs() == ["try_photo_rules"]
    trial.refresh_from_db()
    assert (trial.done, trial.changes.count()) == (6, 6)


def test_a_trial_after_the_rules_changed_is_compared_with_the_new_version(cast: Cast, invented: None) -> None:
    judged_photos(cast, 2)
    first = start_trial(cast.batch, TRIED, by=cast.chief)
    change_photo_rules(cast.batch, {"roll_most": 5}, seen=1, note="", by_id=cast.chief.pk, changes=[])
    second = start_trial(cast.batch, TRIED, by=cast.chief)
    assert (first == second, second.base.version) == (False, 2)


def test_only_the_lead_tries_rules_and_only_rules_that_can_be_meant(cast: Cast) -> None:
    for other in (cast.chen, cast.lead, cast.reviewer, cast.stranger):
        with pytest.raises(NotAllowed, match="考试院负责人"):
            start_trial(cast.batch, TRIED, by=other)
    with pytest.raises(BadRules, match="不能改为停用"):
        start_trial(cast.batch, PhotoRules(off=frozenset({"format"})), by=cast.chief)
    assert (RuleTrial.objects.count(), Job.objects.count()) == (0, 0)


def test_a_batch_without_photos_has_its_trial_at_once(cast: Cast, run_jobs: Callable[..., list[str]]) -> None:
    trial = start_trial(cast.batch, TRIED, by=cast.chief)
    run_jobs()
    trial.refresh_from_db()
    assert (trial.done, trial.total, trial.percent, bool(trial.finished_at)) == (0, 0, 100, True)
