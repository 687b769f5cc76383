"""What a load balancer asks: is the process up, and can it work."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from selfexam import health


def test_the_process_answers_without_touching_the_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_a_portal_that_can_work_is_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "broker": True, "files": True})


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["database", "broker", "files"])
def test_what_cannot_be_reached_is_named_and_nothing_else_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    def away() -> None:
        raise OSError("secret address")

    monkeypatch.setattr(health, f"_{missing}", away)
    answer = client.get("/readyz")
    assert (answer.status_code, [name for name, good in answer.json().items() if not good]) == (503, [missing])
    assert b"secret" not in answer.content


@pytest.mark.django_db
def test_both_answer_to_nobody_in_particular_and_only_to_reading(client: Client) -> None:
    for path in ("/healthz", "/readyz"):
        assert (client.head(path).status_code, client.post(path).status_code) == (200, 405)


@pytest.mark.django_db
def test_folders_that_cannot_be_written_are_noticed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert connection.vendor in ("sqlite", "postgresql")
    settings.CELERY_BROKER_URL = "filesystem://"
    monkeypatch.setattr(health.os, "access", lambda path, mode: False)
    for check in (health._broker, health._files):
        with pytest.raises(PermissionError):
            check()
