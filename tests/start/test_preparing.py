"""What a second start does not do again, and the bootstrap before there is an environment."""

import configparser
import hashlib
import os
import shlex
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from selfexam.start import bootstrap, preparing, ready
from selfexam.start.managing import THEN
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


def test_of_several_commands_the_failed_one_is_named_and_none_comes_after_it() -> None:
    with pytest.raises(SystemExit) as end:
        preparing.manage("check", "--tag", "security", THEN, "migrate", "--no-such-option", THEN, "no_such_command")
    assert "manage.py migrate 没有成功：" in str(end.value.code)


def test_several_commands_say_their_lines_in_order() -> None:
    said = preparing.manage("version", THEN, "diffsettings", "--output", "unified", THEN, "version")
    first, *between, last = said.splitlines()
    assert first == last
    assert any(line.startswith("+ ") for line in between)


def test_a_check_that_stops_a_command_speaks_for_itself() -> None:
    said = "ERRORS:\n?: (portal.E008) 不能升级。\n\tHINT: 请重来。\n\nSystem check identified 1 issue (0 silenced)."
    assert preparing._last_line(said) == "不能升级。请重来。"


def test_what_is_given_up_works_on_no_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "run").mkdir()
    monkeypatch.setattr(preparing, "_managing", lambda *words: subprocess.Popen(["sleep", "60"]))
    with preparing.preparing(tmp_path) as preparation:
        working = [preparation.collecting, preparation.filling]
    assert [process.wait(5) for process in working if process is not None] == [-9, -9]


def test_what_gives_way_to_the_page_runs_once_the_page_answers(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    with socket.socket() as page:
        page.bind(("127.0.0.1", 0))
        port = page.getsockname()[1]
        command = [sys.executable, "-m", "selfexam.start.after_page", str(port), sys.executable, "-c", "print('runs')"]
        waiting = subprocess.Popen(command, env=os.environ | {"VAR": str(tmp_path)}, stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1)
        ready.mark_of(tmp_path).touch()
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1)
        page.listen()
        asking, _ = page.accept()
        asking.recv(1000)
        asking.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        asking.close()
        assert waiting.communicate(timeout=20)[0] == "runs\n"


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
