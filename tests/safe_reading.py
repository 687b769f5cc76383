"""The house rule that GET never writes, held during every test."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connections
from django.test import Client

WRITES = re.compile(r"^\s*(?:INSERT\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM)\s+[\"`]?(\w+)", re.IGNORECASE)
# The session's clock and the lockout's counters are no business data.
ALLOWED = re.compile(r"^(django_session|axes_\w+)$")


class WroteWhileReading(AssertionError):
    """A GET or HEAD request changed the database."""


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    written = WRITES.match(sql)
    if written and not ALLOWED.match(written.group(1)):
        raise WroteWhileReading(sql[:200])
    return execute(sql, params, many, context)


@pytest.fixture(autouse=True)
def gets_that_write_raise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every request of Django's test client that only reads meets `refuse_writes`."""
    request = Client.request

    def guarded(client: Client, **environ: Any) -> Any:
        if environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return request(client, **environ)
        with ExitStack() as guards:
            for connection in connections.all(initialized_only=True):
                guards.enter_context(connection.execute_wrapper(refuse_writes))
            return request(client, **environ)

    monkeypatch.setattr(Client, "request", guarded)
