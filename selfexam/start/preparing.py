"""Brings the data folder up to date before the portal starts: tables, demonstration data, static files.

What is unchanged since the last start costs nothing: static files are collected anew only if one of them changed.
"""

import hashlib
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from selfexam.start.data_folder import ROOT
from selfexam.start.stopping import stop

# Of Bootstrap only bootstrap.min.css is used; compressing the rest would take longer than everything else.
NOT_SERVED = ("css/bootstrap-*", "css/*.rtl.*", "css/bootstrap.css*", "js/bootstrap*")


def manage(*arguments: str) -> str:
    """What `manage.py` printed; if it failed, its last line is the sentence."""
    command = [sys.executable, "-m", "selfexam.start.managing", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        stop(f"manage.py {arguments[0]} 没有成功：{_last_line(done.stderr)}")
    return done.stdout


def prepare(var: Path) -> None:
    """Static files are collected by a second process, while the first one works in the database."""
    state = static_state()
    stamp = var / "run" / "static.stamp"
    collecting = None if _is_collected(var, stamp, state) else _start_collecting()
    try:
        manage("migrate", "--no-input", "--verbosity", "0")
        print("正在检查演示数据（第一次约需半分钟）…", flush=True)
        manage("seed_demo", "--if-empty")
        if collecting is not None:
            _finish(collecting)
            stamp.write_text(state)
    finally:
        if collecting is not None and collecting.poll() is None:
            collecting.kill()


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


def _start_collecting() -> "subprocess.Popen[str]":
    ignored = [word for pattern in NOT_SERVED for word in ("--ignore", pattern)]
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0", *ignored]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def _finish(collecting: "subprocess.Popen[str]") -> None:
    said = collecting.communicate()[1]
    if collecting.returncode:
        stop(f"manage.py collectstatic 没有成功：{_last_line(said)}")


def _last_line(text: str) -> str:
    """The sentence at the end; where a check of the portal stopped the command, that check's words and what to do."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line, after in pairwise([*lines, ""]):
        if line.startswith("?: (portal.E"):
            return f"{line.partition(') ')[2]}{after.removeprefix('HINT: ')}"
    return lines[-1] if lines else "没有说明原因"
