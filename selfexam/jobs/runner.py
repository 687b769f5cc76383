"""Runs one job: claims it by a conditional UPDATE, calls its handler, writes what became of it.

Any number of workers may be told of the same job; exactly one claims it, and a killed worker's claim ends with
its lease.
"""

import logging
from datetime import timedelta
from pathlib import PurePath
from traceback import extract_tb
from uuid import uuid4

from django.db.models import F
from django.db.models.expressions import Combinable
from django.utils import timezone

from selfexam.jobs.models import Job
from selfexam.jobs.registry import HANDLERS, LostLease, Registered, RunningJob, TryLater

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)


def run(job_id: int) -> bool:
    """Do the job if it is ours to do; True if its handler was called."""
    kind = Job.objects.filter(pk=job_id).values_list("kind", flat=True).first()
    if kind is None:
        return False
    registered = HANDLERS.get(kind)
    if registered is None:
        # A worker of an older release: a newer one knows the kind, the sweeper will find it.
        logger.error("job %s: nobody here handles %s", job_id, kind)
        return False
    job = _claim(job_id, registered)
    if job is None:
        return False
    if job.attempt > registered.attempts:
        # The workers of all earlier attempts died: nobody was left to write the failure.
        _end(job, f"试了 {registered.attempts} 次，处理进程每次都中断")
        return False
    _call(job, registered)
    return True


def _claim(job_id: int, registered: Registered) -> RunningJob | None:
    token, now = uuid4(), timezone.now()
    claimed = (
        Job.objects.claimable(now)
        .filter(pk=job_id)
        .update(
            state=Job.State.RUNNING,
            token=token,
            lease_until=now + registered.lease,
            attempts=F("attempts") + 1,
            started_at=now,
        )
    )
    if not claimed:
        return None
    row = Job.objects.get(pk=job_id)
    return RunningJob(row.pk, row.uuid, row.ids, row.attempts, row.put_offs, token, registered.lease)


def _call(job: RunningJob, registered: Registered) -> None:
    try:
        registered.handler(job)
        if not job.is_finished:
            with job.finishing():
                pass
    except LostLease:
        logger.warning("job %s was taken over by another worker", job.uuid)
    except TryLater as later:
        _put_off(job, later)
    except Exception as error:
        logger.exception("job %s failed at attempt %s", job.uuid, job.attempt)
        if job.is_finished:
            return
        if job.attempt >= registered.attempts:
            _end(job, _place(error))
        else:
            _requeue(job, growing(job.attempt - 1), _place(error))


def growing(times: int) -> timedelta:
    """The pause after `times` earlier ones: 5 s, 10 s, 20 s, … up to a quarter of an hour."""
    return min(FIRST_PAUSE * (1 << min(times, 20)), LONGEST_PAUSE)


def _place(error: Exception) -> str:
    """`ValueError, checking.py:31`: enough to find the log entry; the message may hold somebody's data."""
    frames = extract_tb(error.__traceback__)
    place = f", {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def _put_off(job: RunningJob, later: TryLater) -> None:
    pause = growing(job.put_offs) if later.after is None else later.after
    _requeue(job, pause, later.reason, attempts=F("attempts") - 1, put_offs=F("put_offs") + 1)


def _requeue(job: RunningJob, pause: timedelta, reason: str, **counts: Combinable) -> None:
    Job.objects.filter(pk=job.pk, token=job.token).update(
        state=Job.State.QUEUED,
        token=None,
        lease_until=None,
        run_after=timezone.now() + pause,
        problem=reason[:300],
        woken_at=None,
        **counts,
    )


def _end(job: RunningJob, reason: str) -> None:
    Job.objects.filter(pk=job.pk, token=job.token).update(
        state=Job.State.FAILED, token=None, lease_until=None, finished_at=timezone.now(), problem=reason[:300]
    )
