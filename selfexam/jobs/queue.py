"""Puts work into the queue: a row in the caller's transaction, a wake-up after its commit."""

import logging

from django.db import IntegrityError, transaction
from django.utils import timezone

from selfexam.jobs.models import Job

logger = logging.getLogger(__name__)


def enqueue(kind: str, *, subject: str, **ids: str | int) -> Job:
    """The live job of this kind and subject: the one that waits or runs already, else a new one.

    Call it in the transaction of the business change; nothing is woken if that transaction rolls back.
    """
    live = Job.objects.live().filter(kind=kind, subject=subject).first()
    if live is not None and live.state == Job.State.QUEUED:
        return live
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, subject=subject, ids=ids, woken_at=timezone.now())
    except IntegrityError:
        # One is running, or somebody was faster: that one is the job.
        return Job.objects.filter(kind=kind, subject=subject).order_by("-pk")[0]
    transaction.on_commit(lambda: wake(job.pk))
    return job


def wake(job_id: int) -> None:
    """Tell a worker; a broker that is away is not a failure, the sweeper wakes the job later."""
    from selfexam.jobs.tasks import run_job

    try:
        run_job.delay(job_id=job_id)
    except Exception:
        logger.warning("job %s could not be announced, the sweeper will", job_id, exc_info=True)


def run_again(job: Job) -> bool:
    """Queue a failed job anew with its attempts forgotten; False if it is not failed any more."""
    now = timezone.now()
    try:
        with transaction.atomic():
            queued = Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(
                state=Job.State.QUEUED, attempts=0, finished_at=None, run_after=now, woken_at=now, problem=""
            )
    except IntegrityError:
        return False
    if queued:
        transaction.on_commit(lambda: wake(job.pk))
    return bool(queued)
