"""Wake-ups and jobs in tests: nothing is sent, the test runs the jobs itself and sees what goes wrong in them."""

from collections.abc import Callable
from typing import Any

import pytest
from celery.app.task import Task

from selfexam.celery import app
from selfexam.jobs import runner
from selfexam.jobs.models import Job

Wake = tuple[str, dict[str, Any]]
MOST_JOBS = 1000


@pytest.fixture(autouse=True)
def wakes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[Wake]:
    """Every Celery message of the test as (task, its arguments); tests marked `worker` send them for real."""
    sent: list[Wake] = []
    send = Task.apply_async

    def record(task: Task, args: Any = None, kwargs: Any = None, **options: Any) -> Any:
        if app.conf.task_always_eager:
            return send(task, args, kwargs, **options)
        sent.append((task.name, {**(kwargs or {}), **({"args": args} if args else {})}))
        return None

    if request.node.get_closest_marker("worker") is None:
        monkeypatch.setattr(Task, "apply_async", record)
    return sent


@pytest.fixture
def run_jobs() -> Callable[..., list[str]]:
    """`run_jobs()` runs what is due until nothing is and returns the kinds; an error in a handler fails the test.

    With `errors=True` they are left to the job, as in a worker. A job that waits for later stays waiting.
    """

    def run(*, errors: bool = False) -> list[str]:
        done: list[str] = []
        while (job := Job.objects.claimable().order_by("run_after", "pk").first()) is not None:
            assert len(done) < MOST_JOBS, f"jobs without end, the last was {job}"
            before = job.put_offs
            runner.run(job.pk)
            done.append(job.kind)
            job.refresh_from_db()
            if not errors and job.state != Job.State.DONE and job.put_offs == before:
                raise AssertionError(f"{job.kind} {job.subject}: {job.problem} (the log has the traceback)")
        return done

    return run
