"""The whole portal under its supervisor: it answers, a killed part comes back, stopping leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfexam.start import preparing
from selfexam.start.ready import mark_of
from selfexam.start.supervised import Portal

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")


def children(parent: int) -> dict[int, str]:
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if stat.read_text().rpartition(")")[2].split()[1] == str(parent):
                found[int(stat.parent.name)] = (stat.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return found


def members(group: int) -> list[str]:
    """Who still works in this process group; the dead that nobody has buried yet do not count."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if its_group == str(group) and state != "Z":
                found.append((stat.parent / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


def workers_of(portal: Portal) -> list[int]:
    """The web server says --workers, so the word alone would find it too."""
    return [
        pid
        for pid, command in children(portal.supervisor.pid).items()
        if " celery " in command and " worker " in command
    ]


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    var = tmp_path / "my data"
    for name in ("run", "log"):
        (var / name).mkdir(parents=True)
    for name, value in {
        "VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "selfexam.settings",
        "DEMO": "1",
        "CARD_READING": "off",
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("DATABASE_URL", "CELERY_BROKER_URL"):
        monkeypatch.delenv(name, raising=False)
    preparing.manage("migrate", "--no-input", "--verbosity", "0")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mark_of(var).touch()
    started = Portal(var, port)
    yield started
    started.stop()


@pytest.mark.worker
def test_a_killed_worker_comes_back_and_stopping_leaves_nothing_behind(portal: Portal) -> None:
    portal.wait_for_page()
    (first,) = workers_of(portal)
    os.killpg(first, signal.SIGKILL)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        again = workers_of(portal)
        if again and again != [first]:
            break
        time.sleep(0.2)
    assert again != [first]
    assert len(again) == 1
    parts = list(children(portal.supervisor.pid))
    assert len(parts) == 3
    portal.stop()
    # Every part led a process group of its own: none of the groups has a member left.
    assert [command for group in parts for command in members(group)] == []


@pytest.mark.worker
def test_a_portal_whose_page_never_comes_is_stopped_with_a_sentence(portal: Portal) -> None:
    portal.supervisor.terminate()
    with pytest.raises(SystemExit) as end:
        portal.wait_for_page()
    assert "页面没有启动。原因在" in str(end.value.code)
    assert portal.supervisor.poll() is not None


@pytest.mark.worker
def test_make_run_refuses_a_taken_port_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        environment = os.environ | {"VAR": str(tmp_path), "PORT": str(other.getsockname()[1])}
        command = [sys.executable, "-m", "selfexam.start.portal"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line]
    assert [line.partition("。")[0] for line in lines] == [f"端口 {environment['PORT']} 已被占用"]
