"""Which made things wait for a background job that does not exist any more (it failed for good, or its row is gone)."""

from collections.abc import Iterable
from uuid import UUID

from selfexam.jobs.models import Job


def stalled(kind: str, subjects: Iterable[UUID]) -> set[UUID]:
    """Those of `subjects` for which no job of `kind` waits or runs; staff may start them again."""
    waiting = list(subjects)
    live = Job.objects.live().filter(kind=kind, subject__in=[str(subject) for subject in waiting])
    known = set(live.values_list("subject", flat=True))
    return {subject for subject in waiting if str(subject) not in known}
