"""Brings the data folder up to date while the portal loads: tables, demonstration data, static files.

What is unchanged since the last start costs nothing: static files are collected anew only if one of them changed.
"""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from selfexam.start.data_folder import ROOT
from selfexam.start.managing import FAILED, THEN
from selfexam.start.stopping import stop

MIGRATE = ("migrate", "--no-input", "--verbosity", "0")
SEED = ("seed_demo", "--if-empty", "--verbosity", "0")
# Of Bootstrap only bootstrap.min.css is used; compressing the rest would take longer than everything else.
NOT_SERVED = ("css/bootstrap-*", "css/*.rtl.*", "css/bootstrap.css*", "js/bootstrap*")


def manage(*arguments: str) -> str:
    """What `manage.py` printed; if a command failed, the last thing it said is the sentence."""
    return _said(_managing(*arguments), arguments[0])


class Preparation:
    """Two processes from the beginning: one migrates and fills the database, one collects static files.

    Whoever has to load what static files are called can begin after `collect`; nobody may be served before `fill`.
    """

    def __init__(self, var: Path) -> None:
        self.stamp, self.state = var / "run" / "static.stamp", static_state()
        self.collecting = None if _is_collected(var, self.stamp, self.state) else _collecting()
        self.filling = _managing(*MIGRATE, THEN, *SEED, THEN, "demo_accounts")

    def collect(self) -> None:
        if self.collecting is not None:
            _said(self.collecting, "collectstatic")
            self.stamp.write_text(self.state)

    def fill(self) -> str:
        """The lines that name the demonstration's accounts."""
        return _said(self.filling, "migrate")

    def give_up(self) -> None:
        for process in (self.collecting, self.filling):
            if process is not None and process.poll() is None:
                process.kill()


@contextmanager
def preparing(var: Path) -> Iterator[Preparation]:
    """What still works when the start fails is ended."""
    preparation = Preparation(var)
    try:
        yield preparation
    finally:
        preparation.give_up()


def static_state() -> str:
    """A digest of all that static files come from: our own folder, the pinned packages, the settings."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "static").rglob("*")):
        facts = path.stat()
        digest.update(f"{path.relative_to(ROOT)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    for source in (ROOT / "requirements.txt", ROOT / "selfexam" / "settings.py", Path(__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _is_collected(var: Path, stamp: Path, state: str) -> bool:
    return stamp.exists() and stamp.read_text() == state and (var / "static" / "staticfiles.json").exists()


def _collecting() -> "subprocess.Popen[str]":
    ignored = [word for pattern in NOT_SERVED for word in ("--ignore", pattern)]
    return _managing("collectstatic", "--no-input", "--clear", "--verbosity", "0", *ignored)


def _managing(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "selfexam.start.managing", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _said(process: "subprocess.Popen[str]", name: str) -> str:
    said, complaint = process.communicate()
    if process.returncode:
        complaint, _, failed = complaint.rpartition(FAILED)
        stop(f"manage.py {failed.strip() or name} 没有成功：{_last_line(complaint or failed)}")
    return said


def _last_line(text: str) -> str:
    """The sentence at the end; where a check of the portal stopped the command, that check's words and what to do."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line, after in pairwise([*lines, ""]):
        if line.startswith("?: (portal.E"):
            return f"{line.partition(') ')[2]}{after.removeprefix('HINT: ')}"
    return lines[-1] if lines else "没有说明原因"
