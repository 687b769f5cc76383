"""What a second start does not do again, and the bootstrap before there is an environment."""

import configparser
import hashlib
import shlex
from pathlib import Path

import pytest

from selfexam.start import bootstrap, preparing
from selfexam.start.supervisor import configuration


def test_static_files_are_collected_again_only_when_one_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "selfexam").mkdir()
    for name in ("static/page.css", "requirements.txt", "selfexam/settings.py"):
        (tmp_path / name).write_text("a")
    monkeypatch.setattr(preparing, "ROOT", tmp_path)
    before = preparing.static_state()
    assert preparing.static_state() == before
    for name in ("static/page.css", "requirements.txt", "selfexam/settings.py"):
        (tmp_path / name).write_text("changed")
        after = preparing.static_state()
        assert after != before
        before = after


def test_a_failing_command_ends_with_its_last_line() -> None:
    with pytest.raises(SystemExit) as end:
        preparing.manage("no_such_command")
    assert str(end.value.code).strip().startswith("manage.py no_such_command 没有成功：")


def test_the_supervisor_understands_folders_with_spaces_and_percent_signs(tmp_path: Path) -> None:
    var = tmp_path / "my data 100%"
    parser = configparser.RawConfigParser()
    parser.read_string(configuration(var, 8123))
    assert parser["group:portal"]["programs"] == "web,worker,clock"
    web = parser["program:web"]
    assert web["stdout_logfile"].replace("%%", "%") == str(var / "log" / "web.log")
    words = shlex.split(web["command"])
    assert words[words.index("--bind") + 1] == "127.0.0.1:8123"
    assert (web["stopasgroup"], web["killasgroup"], web["autorestart"]) == ("false", "true", "true")


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    file = tmp_path / "requirements.txt"
    file.write_text("nothing==1 --hash=sha256:" + "0" * 64)
    return file


def test_a_lock_file_that_is_installed_is_not_installed_again(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (lock.parent / ".installed-requirements").write_text(hashlib.sha256(lock.read_bytes()).hexdigest())
    monkeypatch.setattr(bootstrap.subprocess, "Popen", lambda *args, **options: pytest.fail("installed again"))
    bootstrap.install(lock)


def test_a_failed_install_ends_with_a_sentence_and_is_tried_again(lock: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failed:
        returncode = 1

        def __init__(self, *args: object, **options: object) -> None: ...

        def communicate(self) -> tuple[None, str]:
            return None, "WARNING: retrying\nERROR: No matching distribution found for nothing==1\n"

    monkeypatch.setattr(bootstrap.subprocess, "Popen", Failed)
    with pytest.raises(SystemExit) as end:
        bootstrap.install(lock)
    assert "依赖没有装好：ERROR: No matching distribution found for nothing==1。" in str(end.value.code)
    assert not (lock.parent / ".installed-requirements").exists()


def test_no_good_python_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "LEAST", (99, 0))
    with pytest.raises(SystemExit) as end:
        bootstrap.find_python()
    assert "需要 Python 3.11 或更新的版本" in str(end.value.code)
