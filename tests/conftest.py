"""What every test shares: quick hashing, plain static files, factories that count from the start."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from selfexam.accounts.models import User
from tests.browsing import _closed_windows, browser
from tests.factories.sequences import count_from_the_start
from tests.safe_reading import gets_that_write_raise
from tests.waking import run_jobs, wakes
from tests.workers import worker

__all__ = ["_closed_windows", "browser", "gets_that_write_raise", "run_jobs", "wakes", "worker"]


# A busy machine is slow and must not fail a property for it; in CI the same examples are tried every time.
hypothesis_settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true",
    database=None,
)
hypothesis_settings.load_profile("house")


@pytest.fixture(autouse=True)
def _test_house(settings: Settings, tmp_path: Path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    count_from_the_start()


@pytest.fixture
def signed_in(client: Client) -> Callable[[User], Client]:
    """`signed_in(user)` is the client of that user."""

    def sign(user: User) -> Client:
        client.force_login(user, backend="selfexam.accounts.backends.PortalBackend")
        return client

    return sign
