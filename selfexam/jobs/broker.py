"""The embedded broker: kombu's filesystem transport with files that appear whole and stay in one folder.

The stock transport creates a file and then writes it, so a reader can meet half a message (or half a table of queues)
and lose it, and it moves messages through the shared temporary folder. Here everything is written aside and renamed.
A message lost with a killed worker is no loss: the Job row stays. Named by settings.CELERY_BROKER_TRANSPORT.
"""

import json
import logging
import os
import time
import uuid
from pathlib import Path
from queue import Empty
from threading import Lock
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

logger = logging.getLogger(__name__)

# Files that a killed process left behind (half written, or taken and never read) are thrown away after this long.
LEFT_BEHIND = 3600.0
_BINDING = Lock()


class Channel(filesystem.Channel):
    """Overrides how one file is put, taken and bound; everything else is kombu's."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        write_whole(Path(self.data_folder_out) / name, dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        folder = Path(self.data_folder_in)
        for name in sorted(os.listdir(folder)):
            if name.partition(".")[2] == f"{queue}.msg" and (text := take(folder / name)) is not None:
                try:
                    return loads(text)
                except (ValueError, UnicodeDecodeError):
                    logger.warning("broker: %s is not a message, thrown away", name)
        raise Empty

    def queue_bind(self, *args: Any, **kwargs: Any) -> None:
        """One thread at a time: kombu notes a binding for the whole process before its table is written, and what a
        second thread published in between found no queue and was lost.
        """
        with _BINDING:
            super().queue_bind(*args, **kwargs)  # type: ignore[no-untyped-call]

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        row = [routing_key or "", pattern or "", queue or ""]
        rows = [list(known) for known in self.get_table(exchange)]
        if row not in rows:
            write_whole(self._table(exchange), dumps([row, *rows]))

    def get_table(self, exchange: str) -> list[Any]:
        try:
            rows = json.loads(self._table(exchange).read_bytes())
        except (FileNotFoundError, ValueError):
            return []
        return [filesystem.exchange_queue_t(*row) for row in rows]

    def _table(self, exchange: str) -> Path:
        return Path(self._exchange_file(exchange))  # type: ignore[no-untyped-call]


class Transport(filesystem.Transport):
    """What Celery opens for `filesystem://`."""

    Channel = Channel


def write_whole(path: Path, text: str) -> None:
    """Write `text` so that a reader sees all of it or no file at all."""
    aside = path.with_name(f"{uuid.uuid4().hex}.aside")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8")
        os.replace(aside, path)
    except OSError as error:
        raise ChannelError(f"cannot write {path}: {error}") from error


def take(path: Path) -> bytes | None:
    """The content of a message, removed from the folder; `None` if another worker was faster."""
    taken = path.with_name(f"{path.name}.taken")
    try:
        os.rename(path, taken)
        content = taken.read_bytes()
        taken.unlink()
    except OSError:
        return None
    return content


def clear_left_behind(folder: Path) -> int:
    """Remove what killed processes left in `folder` long ago; how many files. Called by the sweeper."""
    old = [path for path in folder.rglob("*.*") if path.suffix in (".aside", ".taken")]
    gone = 0
    for path in old:
        try:
            if time.time() - path.stat().st_mtime > LEFT_BEHIND:
                path.unlink()
                gone += 1
        except OSError:
            continue
    return gone
