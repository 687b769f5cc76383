"""The data folder of this start, held by one start at a time. Used by `make run` and `make reset-demo`."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selfexam.start.stopping import stop

ROOT = Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """VAR, or `var/` beside manage.py, as an absolute path; never a folder that holds the program itself."""
    var = Path(os.environ.get("VAR") or ROOT / "var").expanduser().resolve()
    if ROOT.is_relative_to(var):
        stop(f"VAR={var} 是程序所在的文件夹，不能存放数据。请换一个文件夹，例如 VAR=var。")
    return var


@contextmanager
def held(var: Path) -> Iterator[None]:
    """Make the folder and hold it: two starts on one folder would both seed, sweep and tick."""
    try:
        for name in ("run", "log"):
            (var / name).mkdir(parents=True, exist_ok=True)
        lock = os.open(var / "run" / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        stop(f"数据文件夹 {var} 不能写入：{error.strerror}。请用 VAR= 换一个文件夹。")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stop(f"门户已经在用数据文件夹 {var} 运行。请先在原来的窗口按 Ctrl-C 停止，或用 VAR= 换一个文件夹。")
    if (left := supervisor_of(var)) is not None:
        stop(f"数据文件夹 {var} 还有没停下的门户进程。请先运行 kill {left}，或用 VAR= 换一个文件夹。")
    try:
        yield
    finally:
        os.close(lock)


def supervisor_of(var: Path) -> int | None:
    """The supervisor that a killed `make run` left behind, if it still runs."""
    try:
        process = int((var / "run" / "supervisor.pid").read_text())
        os.kill(process, 0)
        if Path("/proc/self").exists() and b"supervisord" not in Path(f"/proc/{process}/cmdline").read_bytes():
            return None
    except (OSError, ValueError):
        return None
    return process
