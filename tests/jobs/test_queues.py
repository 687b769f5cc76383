"""A kind of job may have a queue of its own: announced there, swept there, taken by the worker of that queue alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from selfexam.celery import app
from selfexam.jobs import sweeper, tasks
from selfexam.jobs.models import Job
from selfexam.jobs.queue import enqueue, run_again, wake
from selfexam.jobs.registry import RunningJob, queue_of
from tests.jobs import toy_handlers
from tests.jobs.conftest import Teach
from tests.workers import Worker


def nothing(job: RunningJob) -> None: ...


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """Every wake-up as (job, queue)."""
    sent: list[tuple[int, str]] = []

    def record(kwargs: dict[str, int], queue: str, **options: Any) -> None:
        sent.append((kwargs["job_id"], queue))

    monkeypatch.setattr(tasks.run_job, "apply_async", record)
    return sent


@pytest.mark.django_db(transaction=True)
def test_a_job_is_announced_in_the_queue_of_its_kind_each_time(teach: Teach, announced: list[tuple[int, str]]) -> None:
    teach(nothing)
    teach(nothing, kind="apart", queue=lambda: "apart")
    plain, apart = enqueue("toy", subject="a"), enqueue("apart", subject="a")
    Job.objects.update(woken_at=None)
    sweeper.sweep()
    Job.objects.filter(pk=apart.pk).update(state="failed", finished_at=apart.created_at)
    run_again(apart)
    both = [(plain.pk, "celery"), (apart.pk, "apart")]
    assert announced == [*both, *both, (apart.pk, "apart")]


@pytest.mark.django_db(transaction=True)
def test_work_for_a_worker_that_is_gone_goes_to_the_ordinary_ones(
    teach: Teach, announced: list[tuple[int, str]]
) -> None:
    there = ["apart"]
    teach(nothing, kind="apart", queue=lambda: there[0])
    job = enqueue("apart", subject="a")
    there[0] = "celery"
    wake(job.pk, job.kind)
    assert announced == [(job.pk, "apart"), (job.pk, "celery")]
    assert queue_of("a kind of another release") == "celery"


@pytest.fixture
def eager() -> Iterator[None]:
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.mark.django_db(transaction=True)
def test_where_jobs_run_as_they_come_up_those_of_another_queue_wait(
    teach: Teach, announced: list[tuple[int, str]], eager: None
) -> None:
    teach(nothing, kind="apart", queue=lambda: "apart")
    job = enqueue("apart", subject="a")
    assert (announced, Job.objects.get(pk=job.pk).state) == ([], "queued")


@pytest.fixture
def effects(transactional_db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS toy_effect")
        cursor.execute("CREATE TABLE toy_effect (number integer)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE toy_effect")


@pytest.mark.worker(include=["tests.jobs.toy_handlers"], queue="apart")
def test_a_worker_of_another_queue_does_its_own_work_only(
    worker: Worker, effects: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert toy_handlers.write_apart is not None
    monkeypatch.setattr(sweeper, "PATIENCE", timedelta(seconds=1))
    for number in range(4):
        enqueue("toy-apart" if number % 2 else "toy-crash", subject=str(number), number=number)
    worker.start()
    worker.finish(lambda: Job.objects.filter(kind="toy-apart", state="done").count() == 2)
    assert set(Job.objects.filter(kind="toy-crash").values_list("state", "attempts")) == {("queued", 0)}
