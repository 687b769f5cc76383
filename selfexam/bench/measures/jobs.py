"""What the safety of a Job costs: enqueue and run, against a bare row and a bare UPDATE each in its own transaction."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from selfexam.bench.registry import Stopwatch, bench
from selfexam.jobs import runner, sweeper
from selfexam.jobs.models import Job
from selfexam.jobs.queue import enqueue
from selfexam.jobs.registry import HANDLERS, RunningJob, handles

KIND = "bench"


def nothing(job: RunningJob) -> None:
    """A handler without work: what is left is the queue itself."""


@bench("jobs", sizes=(200, 1000))
def jobs(watch: Stopwatch) -> None:
    """A queue that is full must not be slower for one job than an empty one."""
    handles(KIND, lease=timedelta(minutes=1), attempts=1)(nothing)
    try:
        _measure(watch)
    finally:
        del HANDLERS[KIND]
        Job.objects.filter(kind__startswith=KIND).delete()


def _measure(watch: Stopwatch) -> None:
    Job.objects.filter(kind__startswith=KIND).delete()
    numbers = range(watch.size)
    with watch("bare: insert, then update", watch.size):
        for number in numbers:
            Job.objects.create(kind=f"{KIND}-bare", subject=str(number))
            done = Job.objects.filter(kind=f"{KIND}-bare", subject=str(number))
            done.update(state=Job.State.DONE, finished_at=timezone.now())
    with watch("enqueue", watch.size):
        for number in numbers:
            with transaction.atomic():
                enqueue(KIND, subject=str(number), number=number)
    waiting = Job.objects.filter(kind=KIND)
    waiting.update(woken_at=None)
    with watch("sweep", watch.size):
        while sweeper.sweep():
            pass
    ids = list(waiting.values_list("pk", flat=True))
    with watch("run", watch.size):
        for job_id in ids:
            runner.run(job_id)
    with watch("run again what is done", watch.size):
        for job_id in ids:
            runner.run(job_id)
