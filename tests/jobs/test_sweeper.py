"""What the clock wakes again, and what it leaves alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from selfexam.celery import app, clock_entries
from selfexam.jobs import sweeper
from selfexam.jobs.models import Job
from selfexam.jobs.queue import enqueue
from tests.jobs.conftest import Teach
from tests.waking import Wake

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(hours=1)


@pytest.fixture
def job(teach: Teach) -> Job:
    teach(lambda job: None)
    return enqueue("toy", subject="a")


def woken(wakes: list[Wake]) -> list[object]:
    return [kwargs["job_id"] for _, kwargs in wakes]


def test_a_job_whose_message_was_lost_is_woken(job: Job, wakes: list[Wake]) -> None:
    Job.objects.update(woken_at=timezone.now() - LONG_AGO)
    assert (sweeper.sweep(), woken(wakes)) == (1, [job.pk])


def test_a_job_woken_a_moment_ago_is_left_alone(job: Job) -> None:
    assert sweeper.sweep() == 0


def test_a_job_is_not_woken_by_every_sweep(job: Job) -> None:
    Job.objects.update(woken_at=None)
    assert [sweeper.sweep(), sweeper.sweep()] == [1, 0]


def test_a_job_that_waits_for_its_time_sleeps_on(job: Job) -> None:
    Job.objects.update(woken_at=None, run_after=timezone.now() + timedelta(minutes=1))
    assert sweeper.sweep() == 0


@pytest.mark.parametrize(("lease", "expected"), [(-1, 1), (30, 0)], ids=["lease ended", "lease runs"])
def test_a_running_job_is_woken_when_its_lease_has_ended(job: Job, lease: int, expected: int) -> None:
    now = timezone.now()
    Job.objects.update(
        state="running", token=uuid4(), lease_until=now + timedelta(seconds=lease), woken_at=now - LONG_AGO
    )
    assert sweeper.sweep() == expected


@pytest.mark.parametrize("state", ["done", "failed"])
def test_ended_jobs_are_never_woken(job: Job, state: str) -> None:
    Job.objects.update(state=state, finished_at=timezone.now(), woken_at=None)
    assert sweeper.sweep() == 0


def test_the_longest_due_come_first_and_no_more_than_the_cap(job: Job, wakes: list[Wake]) -> None:
    jobs = [enqueue("toy", subject=s) for s in "bcd"]
    Job.objects.update(woken_at=None)
    Job.objects.filter(pk=jobs[2].pk).update(run_after=timezone.now() - LONG_AGO)
    assert (sweeper.sweep(most=2), woken(wakes)) == (2, [jobs[2].pk, job.pk])


def test_without_its_broker_the_rest_goes_back_to_sleep(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    for subject in "bc":
        enqueue("toy", subject=subject)
    Job.objects.update(woken_at=None)
    answers = iter([True, False])
    monkeypatch.setattr(sweeper, "wake", lambda job_id, kind: next(answers))
    assert (sweeper.sweep(), Job.objects.filter(woken_at=None).count()) == (1, 2)


def test_the_clock_sweeps_and_every_start_names_a_task_that_exists() -> None:
    entries = clock_entries()
    assert entries["sweep-the-queue"] == {
        "task": "selfexam.jobs.tasks.sweep",
        "schedule": 15,
        "options": {"expires": 15},
    }
    app.loader.import_default_modules()
    assert {entry["task"] for entry in entries.values()} <= set(app.tasks)
