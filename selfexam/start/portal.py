"""`make run`: prepares the data folder, starts web, worker and clock under a supervisor, waits for the page, says
where.

Runs in the foreground; Ctrl-C stops everything. Every failure ends with one sentence that says what to do.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from selfexam.start.supervisor import configuration

ROOT = Path(__file__).resolve().parents[2]
LONGEST_START = 60


def stop(sentence: str) -> None:
    sys.exit(f"\n{sentence}")


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1024 <= int(text) <= 65535:
        stop(f"PORT={text} 不能用，请写 1024 到 65535 之间的数，例如 make run PORT=8001。")
    return int(text)


def refuse_taken_port(port: int) -> None:
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            stop(f"端口 {port} 已被占用。请关闭占用它的程序，或换一个端口：make run PORT={port + 1}。")


def refuse_second_start(var: Path) -> None:
    """Two supervisors on one data folder would both sweep and both tick."""
    try:
        other = int((var / "run" / "supervisor.pid").read_text())
        os.kill(other, 0)
        is_ours = b"supervisord" in Path(f"/proc/{other}/cmdline").read_bytes() if Path("/proc").exists() else True
    except (OSError, ValueError):
        return
    if is_ours:
        stop(f"门户已经在用数据文件夹 {var} 运行。请先在原来的窗口按 Ctrl-C 停止，或用 VAR= 换一个文件夹。")


def manage(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        stop(f"manage.py {arguments[0]} 没有成功：{lines[-1] if lines else '没有说明原因'}")
    return done.stdout


def prepare() -> None:
    manage("migrate", "--no-input", "--verbosity", "0")
    manage("collectstatic", "--no-input", "--verbosity", "0")
    print("正在检查演示数据（第一次约需半分钟）…", flush=True)
    manage("seed_demo", "--if-empty")


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_for_page(supervisor: "subprocess.Popen[bytes]", port: int, var: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        if supervisor.poll() is not None:
            break
        if answers(port):
            return
        time.sleep(0.2)
    if supervisor.poll() is None:
        supervisor.terminate()
        supervisor.wait()
    stop(f"页面没有启动。原因在 {var / 'log' / 'web.log'} 的最后几行。")


def say_where(port: int) -> None:
    print(f"\n自学考试毕业办理已启动：http://127.0.0.1:{port}\n")
    print(manage("demo_accounts"))
    print("先做什么：用“请缴费”的考生登录，缴费后看状态变化；再用 wang 登录，审核一份申请。")
    print("停止：按 Ctrl-C。从头开始：make reset-demo。\n", flush=True)


def main() -> None:
    var = Path(os.environ.get("VAR") or ROOT / "var").expanduser().resolve()
    port = chosen_port()
    for name in ("run", "log"):
        (var / name).mkdir(parents=True, exist_ok=True)
    refuse_second_start(var)
    refuse_taken_port(port)
    os.environ |= {"VAR": str(var), "PORTAL_URL": f"http://127.0.0.1:{port}", "PYTHONUNBUFFERED": "1"}
    prepare()
    file = var / "run" / "supervisor.conf"
    file.write_text(configuration(var, port))
    supervisor = subprocess.Popen([sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(file)], cwd=ROOT)
    # Ctrl-C reaches the supervisor by itself; here it only must not cut the waiting short.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: supervisor.terminate())
    wait_for_page(supervisor, port, var)
    say_where(port)
    code = supervisor.wait()
    print("已停止。")
    sys.exit(0 if code in (0, -signal.SIGINT, -signal.SIGTERM) else code)


if __name__ == "__main__":
    main()
