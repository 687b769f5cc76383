"""Makes the environment: `.venv` from pinned and hashed requirements, and the networks of the photo check.

`--dev` adds what tests need, `--ocr` what reads ID cards.

Run as a plain script by whatever `python3` there is, before anything is installed; standard library only. What was done
for the same lock file is not done again. A failure ends with one sentence.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LEAST = (3, 11)
PROCESSES = 2
NAMES = ("python3.13", "python3.12", "python3.11", "python3.14", "python3", "python")


def stop(sentence: str) -> "None":
    sys.exit(f"\n{sentence}")


def find_python() -> str:
    """The running Python if it is new enough, else the first good one on the path."""
    if sys.version_info >= LEAST:
        return sys.executable
    for name in NAMES:
        path = shutil.which(name)
        if path and is_good(path):
            return path
    stop("需要 Python 3.11 或更新的版本，没有找到。请安装后再运行 make。")
    return ""


def is_good(path: str) -> bool:
    """A name on the path may be a shim without a Python behind it."""
    test = f"import sys, venv; sys.exit(sys.version_info < {LEAST})"
    return subprocess.run([path, "-c", test], capture_output=True).returncode == 0


def make_environment() -> None:
    # Without pip it was broken off; without its Python that one was upgraded away.
    if PYTHON.exists() and subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True).returncode == 0:
        return
    if VENV.is_symlink():
        stop(f".venv 指向 {VENV.resolve()}，那里的环境不能用。请删除这个链接后再运行一次。")
    print("正在建立 Python 环境 .venv …", flush=True)
    done = subprocess.run([find_python(), "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        stop(f"没能建立 .venv：{last_line(done.stderr or done.stdout)}。Debian 上请先安装 python3-venv。")


def install(lock: Path) -> None:
    """Exactly what the lock file names, every archive checked against its hash; two processes share the work.

    The lock file names every package, so nobody looks for what else is needed (tests/start/test_lock_files.py holds
    that); of the card reader somebody must not: rapidocr asks for an OpenCV newer than the networks bear.
    """
    stamp = VENV / f".installed-{lock.stem}"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"正在安装 {lock.name} 中的依赖，第一次需要一两分钟 …", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if not sys.argv[1:]:
        # For `make run` alone: the first page is sooner there, what is used is compiled as it is first imported. Tests
        # and the card reader want it done before: they measure memory and time.
        command.append("--no-compile")
    with tempfile.TemporaryDirectory(prefix="install-") as folder:
        pips = []
        for number, share in enumerate(shares(lock.read_text())):
            part = Path(folder) / f"{number}.txt"
            part.write_text(share)
            whole = [*command, "--no-deps", "--only-binary", ":all:", "-r", str(part)]
            pips.append(subprocess.Popen(whole, stderr=subprocess.PIPE, text=True))
        said = [pip.communicate()[1] for pip in pips]
    for pip, complaint in zip(pips, said, strict=True):
        if pip.returncode:
            stop(f"依赖没有装好：{last_line(complaint)}。请检查网络或软件包镜像后再运行一次。")
    stamp.write_text(digest)


def shares(lock: str) -> list[str]:
    """The packages of a lock file dealt out to as many processes as help on two cores, each with all its hashes.

    There and back, like cards: large packages often come in pairs (numpy and OpenCV), and every other one of the
    alphabet gave one process twice the work of the other.
    """
    packages = re.split(r"\n(?=\w)", lock.rstrip())
    parts: list[list[str]] = [[] for _ in range(min(PROCESSES, len(packages)))]
    for place, package in enumerate(packages):
        there, back = divmod(place, len(parts))
        parts[back if there % 2 == 0 else -1 - back].append(package)
    return ["\n".join(part) + "\n" for part in parts]


def fetch_networks(folder: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([str(PYTHON), "-m", "applications.photos.fetch", str(folder)], cwd=ROOT)


def wait_for_networks(fetching: "subprocess.Popen[bytes]") -> None:
    if fetching.wait():
        stop("照片检查用的网络文件没有取到，请检查网络或软件包镜像后再运行一次。")


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in reversed(lines) if line.startswith("ERROR")), lines[-1] if lines else "没有说明原因")


def main() -> None:
    make_environment()
    var = Path(os.environ.get("VAR") or ROOT / "var").expanduser()
    # Mostly waits for the mirror, and needs nothing of what is installed meanwhile.
    fetching = fetch_networks(Path(os.environ.get("PHOTO_NETWORKS") or var / "networks"))
    try:
        install(ROOT / ("requirements-dev.txt" if "--dev" in sys.argv else "requirements.txt"))
        if "--ocr" in sys.argv:
            install(ROOT / "requirements-ocr.txt")
        wait_for_networks(fetching)
    finally:
        if fetching.poll() is None:
            fetching.kill()


if __name__ == "__main__":
    main()
