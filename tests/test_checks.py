"""The system checks name what is missing on a machine, and say nothing where nothing is."""

from pathlib import Path

import pytest
from django.core.checks import CheckMessage
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from applications.photos.network_files import NETWORK_FILES
from selfexam import checks


def ids(messages: list[CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]


def test_missing_and_wrong_networks_are_named(settings: Settings, tmp_path: Path) -> None:
    settings.PHOTO_NETWORKS = tmp_path
    first = NETWORK_FILES[0]
    (tmp_path / first.name).write_bytes(b"x" * first.bytes)
    (found,) = checks.networks_are_there(None)
    assert (found.id, [file.name in found.msg for file in NETWORK_FILES]) == (
        "portal.W001",
        [True] * len(NETWORK_FILES),
    )


def test_the_fonts_of_the_pinned_package_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.fonts_are_there(None) == []
    for broken in ((Path("nowhere/Noto.otf"),), ()):
        monkeypatch.setattr(checks, "fonts", lambda broken=broken: broken)
        assert ids(checks.fonts_are_there(None)) == ["portal.W002"]


def test_a_folder_that_cannot_be_written_is_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = tmp_path / "broker"
    broker.mkdir()
    settings.CELERY_BROKER_URL, settings.BROKER_FOLDER = "filesystem://", broker
    assert checks.folders_can_be_written(None) == []
    monkeypatch.setattr(checks.os, "access", lambda path, mode: Path(path) != broker)
    (found,) = checks.folders_can_be_written(None)
    assert (found.id, found.msg) == ("portal.W003", f"This account may not write into {broker}.")


@pytest.mark.parametrize(
    ("demo", "engine", "expected"),
    [(False, "sqlite3", ["portal.W004"]), (False, "postgresql", []), (True, "sqlite3", [])],
)
def test_a_server_on_sqlite_is_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, demo: bool, engine: str, expected: list[str]
) -> None:
    settings.DEMO = demo
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", f"django.db.backends.{engine}")
    assert ids(checks.servers_have_a_server_database(None)) == expected


@pytest.mark.parametrize(("demo", "expected"), [(True, ["portal.W005"]), (False, [])])
def test_a_demonstration_on_a_server_is_told(settings: Settings, demo: bool, expected: list[str]) -> None:
    settings.DEMO = demo
    assert ids(checks.servers_are_no_demonstration(None)) == expected


@pytest.mark.parametrize(
    ("demo", "address", "expected"),
    [
        (False, "http://127.0.0.1:8000", ["portal.W007"]),
        (False, "https://localhost/", ["portal.W007"]),
        (False, "https://zk.example.org", []),
        (True, "http://127.0.0.1:8000", []),
    ],
)
def test_a_server_that_names_itself_only_locally_is_told(
    settings: Settings, demo: bool, address: str, expected: list[str]
) -> None:
    settings.DEMO, settings.PORTAL_URL = demo, address
    assert ids(checks.servers_say_where_they_are(None)) == expected


def test_only_a_database_that_did_some_of_the_earlier_steps_cannot_go_on() -> None:
    steps = {("jobs", "0001_first"), ("jobs", "0002_put_offs_and_start")}
    assert not checks.halfway(set())
    assert not checks.halfway(steps | {("auth", "0001_initial")})
    assert checks.halfway({("jobs", "0001_first")})
    assert not checks.halfway({("jobs", "0001_first"), ("jobs", "0001_tables")})


@pytest.mark.django_db
def test_a_database_of_the_middle_is_told_before_anything_is_migrated() -> None:
    assert checks.tables_can_be_brought_up_to_date(["default"]) == []
    recorder = MigrationRecorder(connection)
    # Of a new database Django notes the steps that a migration stands for too.
    recorder.record_unapplied("jobs", "0001_tables")
    recorder.record_unapplied("jobs", "0002_put_offs_and_start")
    assert ids(checks.tables_can_be_brought_up_to_date(["default"])) == ["portal.E008"]
    assert checks.tables_can_be_brought_up_to_date(None) == []
    with pytest.raises(SystemCheckError, match="从那里接着升级"):
        call_command("migrate", verbosity=0, skip_checks=False)
    recorder.record_applied("jobs", "0002_put_offs_and_start")
    assert checks.tables_can_be_brought_up_to_date(["default"]) == []
    assert ("jobs", "0001_tables") in MigrationLoader(connection).applied_migrations
