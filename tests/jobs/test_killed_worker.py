"""A real worker, killed with -9 in the middle of its work: every job is done all the same, and exactly once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection

from selfexam.jobs import sweeper
from selfexam.jobs.models import Job
from selfexam.jobs.queue import enqueue
from tests.jobs import toy_handlers
from tests.workers import Worker

JOBS = 12


@pytest.fixture
def effects(transactional_db: None) -> Iterator[None]:
    """A table without any constraint, so that a double effect would show."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS toy_effect")
        cursor.execute("CREATE TABLE toy_effect (number integer)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE toy_effect")


def written() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM toy_effect ORDER BY number")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.worker(include=["tests.jobs.toy_handlers"])
def test_a_worker_killed_in_mid_task_loses_nothing_and_doubles_nothing(
    worker: Worker, effects: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert toy_handlers.write_one_row is not None
    monkeypatch.setattr(sweeper, "PATIENCE", timedelta(seconds=1))
    for number in range(JOBS):
        enqueue("toy-crash", subject=str(number), number=number)
    worker.start()
    for _ in range(2):
        done = len(written())
        worker.finish(lambda done=done: len(written()) > done and Job.objects.filter(state="running").exists())
        worker.kill()
        assert Job.objects.filter(state="running").exists()
        worker.start()
    worker.finish_all()
    assert written() == list(range(JOBS))
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert Job.objects.filter(attempts__gt=1).exists()
