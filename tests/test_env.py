"""Every setting that cannot be meant stops the start with one sentence, and gives nothing of a password away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from selfexam import env

SERVERS = ("sqlite", "postgres", "postgresql")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("mysql://h/db", "X: must begin with one of sqlite://, postgres://, postgresql://"),
        ("postgres://user:se#cret@h/db", "X: is no URL; special characters are written as %xx"),
        ("postgres://user:secret@h:port/db", "X: is no URL; special characters are written as %xx"),
        ("postgres://user:secret@[h/db", "X: is no URL; special characters are written as %xx"),
        (
            "postgres://h",
            "X: names no database, write postgres://user:password@machine/name or sqlite:////file",
        ),
        ("sqlite://", "X: names no database, write postgres://user:password@machine/name or sqlite:////file"),
        ("sqlite:///", "X: names no database, write postgres://user:password@machine/name or sqlite:////file"),
    ],
)
def test_a_database_that_cannot_be_meant_is_refused(monkeypatch: pytest.MonkeyPatch, value: str, sentence: str) -> None:
    monkeypatch.setenv("X", value)
    with pytest.raises(env.BadSetting) as refused:
        env.database("X", "sqlite:///a", SERVERS)
    assert str(refused.value) == sentence


def test_a_database_is_read_from_its_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "postgres://portal:a%23b@h:5433/db")
    found = env.database("X", "sqlite:///a", SERVERS)
    assert (found["NAME"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("db", "a#b", "h", 5433)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("ftp://h", "X: must begin with one of http://, https://"),
        ("zk.example.org", "X: must begin with one of http://, https://"),
        ("https://", "X: names no machine, write https://machine/…"),
        ("https://h:port", "X: is no URL; special characters are written as %xx"),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(monkeypatch: pytest.MonkeyPatch, value: str, sentence: str) -> None:
    monkeypatch.setenv("X", value)
    with pytest.raises(env.BadSetting) as refused:
        env.url("X", "http://h", ("http", "https"))
    assert str(refused.value) == sentence


def test_a_folder_below_a_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("X", str(tmp_path / "file" / "var"))
    with pytest.raises(env.BadSetting) as refused:
        env.folder("X", tmp_path)
    assert str(refused.value) == f"X={tmp_path / 'file' / 'var'}: {tmp_path / 'file'} is a file, a folder is needed"


def test_a_folder_that_cannot_be_written_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.delenv("X", raising=False)
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(env.BadSetting) as refused:
        env.secret("X", demonstration=True, keep_in=tmp_path / "keys" / "secret")
    assert str(refused.value) == (
        f"VAR: {tmp_path / 'keys'} cannot be written (Permission denied), name another folder"
    )


def test_a_command_says_it_in_one_line() -> None:
    root = Path(__file__).resolve().parents[1]
    surroundings = os.environ | {"DEMO": "maybe", "DJANGO_SETTINGS_MODULE": "selfexam.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=root, env=surroundings, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr.strip()) == (1, "Settings: DEMO='maybe': write 1 or 0")
