"""Wakes what nobody woke: jobs whose message was lost, whose pause is over, whose worker died. Called by the clock."""

from datetime import timedelta

from django.utils import timezone

from selfexam.jobs.models import Job
from selfexam.jobs.queue import wake

# A job just announced is left alone this long, so that a long queue is not announced over and over.
PATIENCE = timedelta(seconds=45)
MOST_AT_ONCE = 500


def sweep(most: int = MOST_AT_ONCE) -> int:
    """Announce every claimable job that was not announced lately, the longest due first; how many."""
    now = timezone.now()
    asleep = Job.objects.asleep(now, now - PATIENCE).order_by("run_after", "pk")
    found = list(asleep.values_list("pk", "kind")[:most])
    ids = [job_id for job_id, _ in found]
    Job.objects.filter(pk__in=ids).update(woken_at=now)
    for count, (job_id, kind) in enumerate(found):
        if not wake(job_id, kind):
            # The broker is away: the rest goes back to sleep and is found by the next sweep.
            Job.objects.filter(pk__in=ids[count:], woken_at=now).update(woken_at=None)
            return count
    return len(ids)
