"""What the desks leave to a worker: who queues it, and how its page finds the job (handlers: tasks.py)."""

from review.models import BulkPass
from selfexam.accounts.models import User
from selfexam.catalogue.models import Batch
from selfexam.jobs.models import Job
from selfexam.jobs.queue import enqueue

RELEASE_DECISIONS = "release_decisions"
BULK_REVIEW = "bulk_first_review"


def release_in_background(batch: Batch, by: User) -> Job:
    """The job that releases this batch: the one at work already, whoever started it, else a new one."""
    live = release_job(batch)
    if live is not None and live.state in (Job.State.QUEUED, Job.State.RUNNING):
        return live
    return enqueue(RELEASE_DECISIONS, subject=f"batch {batch.pk}", batch=batch.pk, by=by.pk)


def release_job(batch: Batch) -> Job | None:
    """The newest release of this batch, whatever has become of it."""
    return Job.objects.newest(RELEASE_DECISIONS, f"batch {batch.pk}")


def bulk_soon(bulk: BulkPass) -> Job:
    return enqueue(BULK_REVIEW, subject=str(bulk.uuid), bulk=bulk.pk)


def bulk_job(bulk: BulkPass) -> Job | None:
    """The newest job of this list, whatever has become of it."""
    return Job.objects.newest(BULK_REVIEW, str(bulk.uuid))
