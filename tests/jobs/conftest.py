"""Toy kinds of jobs: a handler for one test, forgotten afterwards."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from selfexam.jobs.registry import HANDLERS, Handler, handles

Teach = Callable[..., None]


@pytest.fixture
def teach() -> Iterator[Teach]:
    """`teach(handler)` registers it for the kind "toy"; lease, attempts and kind can be given."""
    known = dict(HANDLERS)

    def register(
        handler: Handler, *, kind: str = "toy", lease: timedelta = timedelta(minutes=1), attempts: int = 3
    ) -> None:
        HANDLERS.pop(kind, None)
        handles(kind, lease=lease, attempts=attempts)(handler)

    yield register
    HANDLERS.clear()
    HANDLERS.update(known)
