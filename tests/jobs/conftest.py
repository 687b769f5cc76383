"""Toy kinds of jobs: a handler for one test, forgotten afterwards."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from selfexam.jobs.registry import HANDLERS, Handler, default_queue, handles

Teach = Callable[..., None]


@pytest.fixture
def teach() -> Iterator[Teach]:
    """`teach(handler)` registers it for the kind "toy"; lease, attempts, kind and queue can be given."""
    known = dict(HANDLERS)

    def register(
        handler: Handler,
        *,
        kind: str = "toy",
        lease: timedelta = timedelta(minutes=1),
        attempts: int = 3,
        queue: Callable[[], str] = default_queue,
    ) -> None:
        HANDLERS.pop(kind, None)
        handles(kind, lease=lease, attempts=attempts, queue=queue)(handler)

    yield register
    HANDLERS.clear()
    HANDLERS.update(known)
