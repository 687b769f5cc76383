"""A real Celery worker process on the test's database, broker and data folder, for the few tests that need one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from selfexam.jobs import sweeper
from selfexam.jobs.models import Job
from selfexam.jobs.registry import DEFAULT_QUEUE

ROOT = Path(__file__).resolve().parents[1]


def database_url() -> str:
    """The address of the test database, as another process has to open it."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    user, password = quote(facts["USER"] or "", safe=""), quote(facts["PASSWORD"] or "", safe="")
    return f"postgres://{user}:{password}@{quote(facts['HOST'] or '', safe='')}:{facts['PORT'] or 5432}/{facts['NAME']}"


class Worker:
    """One worker with two processes on one queue; `include` names modules with handlers that only the test knows."""

    def __init__(self, log: Path, include: tuple[str, ...] = (), queue: str = DEFAULT_QUEUE) -> None:
        self.log, self.include, self.queue = log, include, queue
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
            "DATABASE_URL": database_url(),
            "WORKER_PRIVATE_ROOT": str(settings.PRIVATE_ROOT),
            "WORKER_VAR": str(settings.VAR),
        }
        command = [sys.executable, "-m", "celery", "-A", "selfexam", "worker", "--concurrency", "2"]
        flags = ["--queues", self.queue, "--without-gossip", "--without-mingle", "--without-heartbeat"]
        includes = [word for name in self.include for word in ("-I", name)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *flags, *includes], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """As when the power fails: the worker and its processes at once, nothing is tidied."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def finish(self, until: Callable[[], bool], seconds: float = 60) -> None:
        """Play the clock (a sweep every half second) until `until()`; the worker's log tells why it never was."""
        end = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < end, f"waited {seconds} s\n{self.log.read_text()[-4000:]}"
            sweeper.sweep()
            time.sleep(0.5)

    def finish_all(self, seconds: float = 60) -> None:
        """Until no job waits or runs."""
        self.finish(lambda: not Job.objects.live().exists(), seconds)


@pytest.fixture
def worker(request: pytest.FixtureRequest, tmp_path: Path, transactional_db: None) -> Iterator[Worker]:
    """A worker not yet started; the test is marked `worker` and names its own modules or queue: `worker(include=…)`."""
    mark = request.node.get_closest_marker("worker")
    assert mark is not None, "a test with a real worker is marked `worker`"
    made = Worker(
        tmp_path / "worker.log", tuple(mark.kwargs.get("include", ())), mark.kwargs.get("queue", DEFAULT_QUEUE)
    )
    yield made
    made.kill()
    # Shown only if the test failed: a page that waits in vain says nothing of why.
    print(made.log.read_text()[-4000:] if made.log.exists() else "the worker was never started")
    for job in Job.objects.order_by("pk"):
        print(job.pk, job.kind, job.state, job.attempts, job.put_offs, job.run_after, job.woken_at, job.problem)
