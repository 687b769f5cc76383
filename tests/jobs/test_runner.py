"""One job, run: who gets it, what is written at its end, what happens when it goes wrong."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from selfexam.accounts.models import User
from selfexam.jobs import runner
from selfexam.jobs.models import Job
from selfexam.jobs.queue import enqueue
from selfexam.jobs.registry import HANDLERS, LostLease, RunningJob, TryLater, handles
from tests.factories.accounts import UserFactory
from tests.jobs.conftest import Teach

pytestmark = pytest.mark.django_db


def row() -> Job:
    return Job.objects.get()


def make_due() -> None:
    Job.objects.update(run_after=timezone.now())


def near(seconds: int) -> Any:
    """A time to come, asked for a moment later: a slow machine takes off up to two seconds."""
    return pytest.approx(seconds, abs=2)


def take_over() -> None:
    """What another worker does when the lease has run out."""
    Job.objects.update(token=uuid4(), lease_until=timezone.now() + timedelta(minutes=1))


def test_a_job_is_run_once_and_done(teach: Teach) -> None:
    seen: list[object] = []
    teach(lambda job: seen.append(job.ids["photo"]))
    job = enqueue("toy", subject="a", photo=7)
    assert (runner.run(job.pk), runner.run(job.pk), seen) == (True, False, [7])
    done = row()
    assert (done.state, done.attempts, done.token, done.lease_until) == ("done", 1, None, None)
    assert done.started_at is not None
    assert done.finished_at is not None
    assert done.finished_at >= done.started_at


def test_a_running_job_is_not_given_to_a_second_worker(teach: Teach) -> None:
    second: list[bool] = []
    teach(lambda job: second.append(runner.run(job.pk)))
    runner.run(enqueue("toy", subject="a").pk)
    assert second == [False]


def test_a_job_that_is_not_due_or_not_there_is_left_alone(teach: Teach) -> None:
    teach(lambda job: None)
    job = enqueue("toy", subject="a")
    Job.objects.update(run_after=timezone.now() + timedelta(minutes=1))
    assert (runner.run(job.pk), runner.run(job.pk + 1), row().state) == (False, False, "queued")


def test_a_kind_that_this_release_does_not_know_waits_for_one_that_does(teach: Teach) -> None:
    teach(lambda job: None)
    job = enqueue("toy", subject="a")
    HANDLERS.pop("toy")
    assert (runner.run(job.pk), row().state, row().attempts) == (False, "queued", 0)


def test_the_effect_and_the_end_are_one_transaction(teach: Teach) -> None:
    def half(job: RunningJob) -> None:
        with job.finishing():
            UserFactory(username="effect")
            raise ValueError

    teach(half)
    runner.run(enqueue("toy", subject="a").pk)
    assert (User.objects.filter(username="effect").exists(), row().state) == (False, "queued")


def test_a_worker_that_lost_its_job_writes_nothing(teach: Teach) -> None:
    def slow(job: RunningJob) -> None:
        take_over()
        with job.finishing():
            UserFactory(username="effect")

    teach(slow)
    runner.run(enqueue("toy", subject="a").pk)
    assert (User.objects.filter(username="effect").exists(), row().state, row().problem) == (False, "running", "")


def test_a_late_worker_may_finish_what_nobody_took_over(teach: Teach) -> None:
    teach(lambda job: Job.objects.update(lease_until=timezone.now() - timedelta(minutes=1)) and None)
    runner.run(enqueue("toy", subject="a").pk)
    assert row().state == "done"


def test_progress_is_shown_and_extends_the_lease(teach: Teach) -> None:
    left: list[float] = []

    def steps(job: RunningJob) -> None:
        Job.objects.update(lease_until=timezone.now())
        job.progress(3, 12)
        left.append((row().lease_until - timezone.now()).total_seconds())

    teach(steps, lease=timedelta(seconds=40))
    runner.run(enqueue("toy", subject="a").pk)
    assert (row().progress_done, row().progress_total, left[0]) == (3, 12, near(40))


def test_progress_on_a_lost_job_stops_the_handler(teach: Teach) -> None:
    after: list[str] = []

    def steps(job: RunningJob) -> None:
        take_over()
        job.progress(1, 2)
        after.append("went on")

    teach(steps)
    runner.run(enqueue("toy", subject="a").pk)
    assert (after, row().state) == ([], "running")


def test_an_error_is_tried_again_later_and_fails_in_the_end(teach: Teach) -> None:
    def wrong(job: RunningJob) -> None:
        raise ValueError("110101199001011234")

    teach(wrong, attempts=3)
    job, pauses = enqueue("toy", subject="a"), []
    for _ in range(2):
        assert runner.run(job.pk) is True
        pauses.append((row().run_after - timezone.now()).total_seconds())
        assert (row().state, runner.run(job.pk)) == ("queued", False)
        make_due()
    runner.run(job.pk)
    assert (pauses, row().state, row().attempts) == ([near(5), near(10)], "failed", 3)


def test_the_problem_names_the_place_and_nobodys_data(teach: Teach) -> None:
    def wrong(job: RunningJob) -> None:
        raise ValueError("110101199001011234")

    teach(wrong)
    runner.run(enqueue("toy", subject="a").pk)
    assert row().problem == f"ValueError, test_runner.py:{wrong.__code__.co_firstlineno + 1}"


def test_later_is_no_attempt(teach: Teach) -> None:
    def away(job: RunningJob) -> None:
        raise TryLater("平台没有回应", after=timedelta(minutes=2))

    teach(away, attempts=1)
    job = enqueue("toy", subject="a")
    for _ in range(4):
        make_due()
        runner.run(job.pk)
    assert (row().state, row().attempts, row().put_offs, row().problem) == ("queued", 0, 4, "平台没有回应")
    assert timedelta(minutes=1) < row().run_after - timezone.now() <= timedelta(minutes=2)


def test_later_without_a_time_waits_longer_each_time(teach: Teach) -> None:
    def away(job: RunningJob) -> None:
        raise TryLater("平台没有回应")

    teach(away)
    job, pauses = enqueue("toy", subject="a"), []
    for _ in range(3):
        make_due()
        runner.run(job.pk)
        pauses.append((row().run_after - timezone.now()).total_seconds())
    assert (pauses, runner.growing(50)) == ([near(5), near(10), near(20)], runner.LONGEST_PAUSE)


def test_a_dead_workers_job_is_taken_over_when_its_lease_ends(teach: Teach) -> None:
    teach(lambda job: None)
    job = enqueue("toy", subject="a")
    Job.objects.update(state="running", token=uuid4(), lease_until=timezone.now(), attempts=1)
    assert (runner.run(job.pk), row().state, row().attempts) == (True, "done", 2)


def test_a_job_that_kills_its_worker_every_time_ends_as_failed(teach: Teach) -> None:
    called: list[int] = []
    teach(lambda job: called.append(job.attempt), attempts=2)
    job = enqueue("toy", subject="a")
    Job.objects.update(state="running", token=uuid4(), lease_until=timezone.now(), attempts=2)
    assert (runner.run(job.pk), called) == (False, [])
    assert (row().state, row().problem) == ("failed", "试了 2 次，处理进程每次都中断")


def test_an_error_after_the_end_does_not_undo_it(teach: Teach) -> None:
    def afterwards(job: RunningJob) -> None:
        with job.finishing():
            UserFactory(username="effect")
        raise ValueError

    teach(afterwards)
    runner.run(enqueue("toy", subject="a").pk)
    assert (row().state, User.objects.filter(username="effect").count()) == ("done", 1)


def test_finishing_twice_is_refused(teach: Teach) -> None:
    refused: list[type] = []

    def twice(job: RunningJob) -> None:
        with job.finishing():
            pass
        try:
            with job.finishing():
                pass
        except LostLease as lost:
            refused.append(type(lost))

    teach(twice)
    runner.run(enqueue("toy", subject="a").pk)
    assert (refused, row().state) == ([LostLease], "done")


@pytest.mark.parametrize(
    ("lease", "attempts"), [(timedelta(), 1), (timedelta(hours=1), 1), (timedelta(minutes=1), 0)], ids=str
)
def test_handlers_with_impossible_terms_are_refused(lease: timedelta, attempts: int) -> None:
    with pytest.raises(ValueError, match="nobody"):
        handles("nobody", lease=lease, attempts=attempts)


def test_two_handlers_for_one_kind_are_refused(teach: Teach) -> None:
    def one(job: RunningJob) -> None: ...
    def other(job: RunningJob) -> None: ...

    teach(one)
    with pytest.raises(ValueError, match="toy has two handlers"):
        handles("toy", lease=timedelta(minutes=1), attempts=1)(other)
