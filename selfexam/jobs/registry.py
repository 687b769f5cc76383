"""Which function does which kind of job, and what such a function may do with the job it runs.

An app registers its handlers in its `tasks` module, imported by the app's `ready()`.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from selfexam.jobs.models import Job, JobQuerySet


class LostLease(Exception):
    """Another worker has taken the job over; whatever was about to be written is rolled back."""


class TryLater(Exception):
    """The work cannot be done yet (a partner did not answer). That is no attempt: it may happen any number of times.

    `reason` is shown to staff: Chinese, without a person's data. Without `after` the pauses grow by themselves.
    """

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason, self.after = reason, after


@dataclass
class RunningJob:
    """A claimed job in the hands of its handler; `attempt` counts from 1, `put_offs` how often it raised TryLater."""

    pk: int
    uuid: UUID
    ids: Mapping[str, Any]
    attempt: int
    put_offs: int
    token: UUID
    lease: timedelta
    is_finished: bool = False

    def _mine(self) -> JobQuerySet:
        return Job.objects.filter(pk=self.pk, token=self.token, state=Job.State.RUNNING)

    def progress(self, done: int, total: int) -> None:
        """Show how far the work is and extend the lease; raises LostLease if it is no longer ours.

        Called outside a transaction, or nobody sees it before the end.
        """
        kept = self._mine().update(
            progress_done=min(done, total), progress_total=total, lease_until=timezone.now() + self.lease
        )
        if not kept:
            raise LostLease(str(self.uuid))

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """One transaction for the final effect and the job's end: both are written or neither.

        Raises LostLease, before anything is written, if another worker has taken the job over.
        """
        with transaction.atomic():
            done = self._mine().update(
                state=Job.State.DONE, token=None, lease_until=None, finished_at=timezone.now(), problem=""
            )
            if not done:
                raise LostLease(str(self.uuid))
            yield
        self.is_finished = True


Handler: TypeAlias = Callable[[RunningJob], None]

# What `celery worker` listens to unless told otherwise.
DEFAULT_QUEUE = "celery"


def default_queue() -> str:
    return DEFAULT_QUEUE


@dataclass(frozen=True)
class Registered:
    """A handler with the time it may take between two signs of life, how often it is tried, and whose work it is.

    `queue` is asked whenever a worker is told: work for a worker that is no longer there goes to the ordinary ones.
    """

    handler: Handler
    lease: timedelta
    attempts: int
    queue: Callable[[], str] = default_queue


HANDLERS: dict[str, Registered] = {}

# Redis hands an unacknowledged message out again after this long; a lease has to end before.
LONGEST_LEASE = timedelta(minutes=10)


def queue_of(kind: str) -> str:
    """The queue in which a job of this kind is announced just now."""
    registered = HANDLERS.get(kind)
    return registered.queue() if registered is not None else DEFAULT_QUEUE


def handles(
    kind: str, *, lease: timedelta, attempts: int, queue: Callable[[], str] = default_queue
) -> Callable[[Handler], Handler]:
    """Register the decorated function for `kind`: how long it may be silent, how many attempts it has, its queue."""
    if not timedelta() < lease <= LONGEST_LEASE:
        raise ValueError(f"{kind}: a lease is at most {LONGEST_LEASE}")
    if attempts < 1:
        raise ValueError(f"{kind}: at least one attempt")

    def register(handler: Handler) -> Handler:
        if kind in HANDLERS and HANDLERS[kind].handler.__qualname__ != handler.__qualname__:
            raise ValueError(f"{kind} has two handlers")
        HANDLERS[kind] = Registered(handler, lease, attempts, queue)
        return handler

    return register
