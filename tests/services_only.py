"""A plugin for a second round on PostgreSQL and Redis, `pytest -p tests.services_only`: leaves out what the first round
on SQLite has answered for good.

That is a test without a database: pytest-django lets it open none. Tests of jobs and of the start stay, as a broker or
the environment may matter to them. `make test-services` alone leaves nothing out.
"""

from pathlib import PurePosixPath

import pytest

DATABASE = frozenset({"db", "transactional_db", "django_db_setup", "live_server"})
ALWAYS = frozenset({"tests/jobs", "tests/start"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [item for item in items if not needs_services(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if needs_services(item)]


def needs_services(item: pytest.Item) -> bool:
    asked = DATABASE.intersection(getattr(item, "fixturenames", ()))
    in_room = any(str(folder) in ALWAYS for folder in PurePosixPath(item.nodeid.split("::")[0]).parents)
    return bool(asked) or item.get_closest_marker("django_db") is not None or in_room
