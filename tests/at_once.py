"""Several people at the same moment: each act in a thread and connection of its own (PostgreSQL only)."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

# SQLite lets one writer in at a time: files of races begin with `pytestmark = ON_POSTGRESQL`.
ON_POSTGRESQL = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.services,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="races need PostgreSQL: set DATABASE_URL"),
]


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each act got, in the order of the acts; an exception is a result too."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def ends_at_once(acts: Sequence[Callable[[], Any]]) -> list[str]:
    """How each act ended, sorted: `done`, or the name of what it raised."""
    return sorted(type(got).__name__ if isinstance(got, Exception) else "done" for got in at_once(acts))


AT_ONCE = 6


def many_at_once(*acts: Callable[[], Any]) -> list[Any]:
    """The acts in turn, one a thread, until `AT_ONCE` threads are busy."""
    return at_once([acts[place % len(acts)] for place in range(AT_ONCE)])
