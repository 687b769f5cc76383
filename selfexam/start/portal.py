"""`make run`: prepares the data folder, starts the portal, waits for the page, says where it is.

Runs in the foreground; Ctrl-C stops everything. Every failure ends with one sentence that says what to do.
"""

import contextlib
import os
import signal
import socket
import sys

from selfexam.start import first_fill
from selfexam.start.data_folder import data_folder, held
from selfexam.start.preparing import preparing
from selfexam.start.ready import mark_of
from selfexam.start.stopping import end_like_ctrl_c, stop
from selfexam.start.supervised import Portal


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit()) or not 1024 <= int(text) <= 65535:
        stop(f"PORT={text} 不能用，请写 1024 到 65535 之间的数，例如 make run PORT=8001。")
    return int(text)


def refuse_taken_port(port: int) -> None:
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            other = port + 1 if port < 65535 else port - 1
            stop(f"端口 {port} 已被占用。请关闭占用它的程序，或换一个端口：make run PORT={other}。")


def say_where(port: int, accounts: str) -> None:
    print(f"\n自学考试毕业办理已启动：http://127.0.0.1:{port}\n")
    print(accounts)
    print("先做什么：用“请缴费”的考生登录，缴费后看状态变化；再用 wang 登录，审核一份申请。")
    print("停止：按 Ctrl-C。从头开始：make reset-demo。\n", flush=True)


def run() -> int:
    var, port = data_folder(), chosen_port()
    with held(var):
        refuse_taken_port(port)
        os.environ |= {"VAR": str(var), "PORTAL_URL": f"http://127.0.0.1:{port}", "PYTHONUNBUFFERED": "1"}
        first_fill.begin(var)
        ready = mark_of(var)
        ready.unlink(missing_ok=True)
        print("正在准备数据库和演示数据（第一次约需半分钟）…", flush=True)
        with preparing(var) as preparation:
            preparation.collect()
            portal = Portal(var, port)
            try:
                accounts = preparation.fill()
                first_fill.done(var)
                ready.touch()
                portal.wait_for_page()
                say_where(port, accounts)
                return portal.wait()
            finally:
                # Whoever is impatient and presses Ctrl-C again must not leave processes behind.
                for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                    signal.signal(number, signal.SIG_IGN)
                portal.stop()


def main() -> None:
    end_like_ctrl_c()
    try:
        sys.exit(run())
    except KeyboardInterrupt:
        # The ordinary end, not a failure of make.
        print("\n已停止。")
        sys.exit(0)


if __name__ == "__main__":
    main()
