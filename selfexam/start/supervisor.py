"""The supervisor's configuration: web, worker and clock, restarted when they die, stopped parents first.

A worker that reads ID cards is the fourth, where the extra is installed.

Signalling a worker's whole group at once can hang its warm shutdown; so only the parent is told, and the group is
killed when that takes too long. All are one group of the supervisor, which stops them at the same time.
"""

import sys
from pathlib import Path

from applications.idcards import extra
from selfexam import env

# A task cut off in its middle is taken up again when its lease ends.
STOP_SECONDS = 8
_QUIET = "--loglevel WARNING --without-gossip --without-mingle --without-heartbeat"
# KiB. Loaded with its networks the process takes about 700 MB; the ordinary limit would end it after every card.
CARD_WORKER_MEMORY = 1_500_000


def quoted(text: str | Path) -> str:
    """For a supervisor command line: percent signs doubled, spaces kept together."""
    return '"' + str(text).replace("%", "%%").replace('"', '\\"') + '"'


def configuration(var: Path, port: int) -> str:
    """The text of supervisord.conf for this data folder and port."""
    python = quoted(sys.executable)
    after_page = f"{python} -m selfexam.start.after_page {port} {python}"
    programs = {
        "web": f"{python} -m gunicorn selfexam.start.web --preload --bind 127.0.0.1:{port} --workers 2 --threads 4 "
        "--timeout 60 --max-requests 5000 --max-requests-jitter 500 --graceful-timeout 5 --no-control-socket",
        "worker": f"{after_page} -m celery -A selfexam worker --concurrency 2 {_QUIET}",
        "clock": f"{after_page} -m celery -A selfexam beat --loglevel WARNING --pidfile=",
    }
    if extra.is_on(env.choice("CARD_READING", extra.AUTO, extra.CHOICES)) and not extra.missing():
        programs["cards"] = (
            f"{after_page} -m celery -A selfexam worker --queues cards --concurrency 1 --hostname cards@%%h "
            f"--max-memory-per-child {CARD_WORKER_MEMORY} {_QUIET}"
        )
    lines = [
        "[supervisord]",
        "nodaemon=true",
        "silent=true",
        f"logfile={str(var / 'log' / 'supervisor.log').replace('%', '%%')}",
        f"pidfile={str(var / 'run' / 'supervisor.pid').replace('%', '%%')}",
        f"childlogdir={str(var / 'log').replace('%', '%%')}",
        "",
        "[group:portal]",
        f"programs={','.join(programs)}",
    ]
    for name, command in programs.items():
        log = str(var / "log" / f"{name}.log").replace("%", "%%")
        lines += [
            "",
            f"[program:{name}]",
            f"command={command}",
            f"stdout_logfile={log}",
            "redirect_stderr=true",
            "stdout_logfile_maxbytes=10MB",
            "stdout_logfile_backups=3",
            "autorestart=true",
            "startsecs=2",
            "startretries=5",
            "stopasgroup=false",
            "killasgroup=true",
            f"stopwaitsecs={STOP_SECONDS}",
        ]
    return "\n".join(lines) + "\n"
