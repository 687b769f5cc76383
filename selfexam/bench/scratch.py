"""A database only for measuring: same engine and settings, thrown away afterwards; nobody's data is touched."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from celery.app.task import Task
from django.conf import settings
from django.db import connection


@contextmanager
def scratch_database() -> Iterator[None]:
    """Make it beside the real one, and drop it whatever happens."""
    before = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        # A file like the real one: in memory there is nothing to write to disk.
        connection.settings_dict["TEST"]["NAME"] = str(settings.VAR / "bench.sqlite3")
    else:
        connection.settings_dict["TEST"]["NAME"] = f"bench_{before}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with no_messages():
            yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


@contextmanager
def no_messages() -> Iterator[None]:
    """Nothing is announced: the portal's own workers must not look for rows that are not theirs."""

    def unsent(task: Task, *args: Any, **kwargs: Any) -> None: ...

    with patch.object(Task, "apply_async", unsent):
        yield
