"""Puts work into the queue: a row in the caller's transaction, a wake-up after its commit. Called by domain acts."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from selfexam.jobs.models import Job
from selfexam.jobs.registry import DEFAULT_QUEUE, HANDLERS, queue_of
from selfexam.jobs.running import run_job

logger = logging.getLogger(__name__)

TRIES = 5
_POSTPONED: set[str] = set()


class NotTheSameWork(ValueError):
    """A job of this kind and subject waits with other ids: its `subject` does not say what the work is about."""


def enqueue(kind: str, *, subject: str, **ids: str | int) -> Job:
    """The live job of this kind and subject: the one that waits or runs already, else a new one.

    Call it in the transaction of the business change; nothing is woken if that transaction rolls back.
    `subject` has to name the work as exactly as `ids` do, otherwise the second request would be lost in the first.
    """
    if kind not in HANDLERS:
        raise LookupError(f"no handler for {kind!r}: is its tasks module imported by the app's ready()?")
    for _ in range(TRIES):
        live = Job.objects.live().filter(kind=kind, subject=subject).first()
        if live is not None:
            return _same_work(live, ids)
        try:
            with transaction.atomic():
                job = Job.objects.create(kind=kind, subject=subject, ids=ids, woken_at=timezone.now())
        except IntegrityError:
            # Somebody was faster; should that job have ended by the next look, the next insert succeeds.
            continue
        transaction.on_commit(partial(wake, job.pk, kind))
        return job
    raise RuntimeError(f"{kind} {subject}: could neither be found nor queued")


def _same_work(live: Job, ids: dict[str, str | int]) -> Job:
    if live.ids != ids:
        raise NotTheSameWork(f"{live.kind} {live.subject}: waits with {live.ids}, asked for {ids}")
    return live


def wake(job_id: int, kind: str) -> bool:
    """Tell a worker; a broker that is away is not a failure, the sweeper wakes the job later.

    Where jobs are run as they come up (the seed, some tests), those of another queue still wait for their worker.
    """
    queue = queue_of(kind)
    if run_job.app.conf.task_always_eager and (queue != DEFAULT_QUEUE or kind in _POSTPONED):
        return True
    try:
        run_job.apply_async(kwargs={"job_id": job_id}, queue=queue)
    except Exception:
        logger.warning("job %s could not be announced, the sweeper will", job_id, exc_info=True)
        return False
    return True


@contextmanager
def postponing(*kinds: str) -> Iterator[None]:
    """Inside, jobs of these kinds wait for a worker even where jobs are run as they come up (the seed)."""
    added = set(kinds) - _POSTPONED
    _POSTPONED.update(added)
    try:
        yield
    finally:
        _POSTPONED.difference_update(added)


def run_again(job: Job) -> bool:
    """Queue a failed job anew with its attempts forgotten; False if it is not failed any more."""
    now = timezone.now()
    try:
        with transaction.atomic():
            queued = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(
                state=Job.State.QUEUED,
                attempts=0,
                put_offs=0,
                finished_at=None,
                run_after=now,
                woken_at=now,
                problem="",
            )
    except IntegrityError:
        return False
    if queued:
        transaction.on_commit(partial(wake, job.pk, job.kind))
    return bool(queued)
