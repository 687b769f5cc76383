"""The embedded broker: whole messages, each taken once, garbage survived.

kombu remembers bindings for the whole process, whatever the folder; so every test has a queue of its own.
"""

import os
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError
from kombu.simple import SimpleQueue

from selfexam.jobs import broker


def connect(folder: Path) -> Connection:
    options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
        "polling_interval": 0.01,
    }
    return Connection(hostname="localhost", transport=broker.Transport, transport_options=options)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with connect(tmp_path) as opened:
        yield opened


@pytest.fixture
def name() -> str:
    return uuid.uuid4().hex


def read(queue: SimpleQueue, seconds: float = 10) -> Any:
    message = queue.get(timeout=seconds)
    message.ack()
    return message.payload


def test_messages_come_out_as_they_went_in_and_in_order(connection: Connection, tmp_path: Path, name: str) -> None:
    queue = connection.SimpleQueue(name)
    for number in range(5):
        queue.put({"number": number, "text": "自考"})
    assert [read(queue) for _ in range(5)] == [{"number": n, "text": "自考"} for n in range(5)]
    with pytest.raises(queue.Empty):
        queue.get(block=False)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_garbage_is_thrown_away_and_the_next_message_arrives(connection: Connection, tmp_path: Path, name: str) -> None:
    for garbage, content in (("0_a", b'{"body": "e3'), ("0_b", b""), ("0_c", b"\xff\xfe")):
        (tmp_path / f"{garbage}.{name}.msg").write_bytes(content)
    (tmp_path / "notes.txt").write_text("not ours")
    queue = connection.SimpleQueue(name)
    queue.put({"number": 1})
    assert read(queue) == {"number": 1}
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["notes.txt"]


def test_a_half_written_table_of_queues_is_written_anew(connection: Connection, tmp_path: Path, name: str) -> None:
    (tmp_path / "control").mkdir()
    (tmp_path / "control" / f"{name}.exchange").write_text('[["to')
    queue = connection.SimpleQueue(name)
    queue.put({"number": 1})
    assert read(queue) == {"number": 1}


def test_two_readers_take_every_message_once(connection: Connection, tmp_path: Path, name: str) -> None:
    total, seen = 200, []
    end = time.monotonic() + 90

    def read_all() -> None:
        with connect(tmp_path) as own:
            queue = own.SimpleQueue(name)
            while len(seen) < total and time.monotonic() < end:
                try:
                    seen.append(read(queue, 0.2)["number"])
                except queue.Empty:
                    continue

    readers = [threading.Thread(target=read_all) for _ in range(2)]
    for reader in readers:
        reader.start()
    writer = connection.SimpleQueue(name)
    for number in range(total):
        writer.put({"number": number, "ballast": "x" * 20_000})
    for reader in readers:
        reader.join()
    assert sorted(seen) == list(range(total))


def test_only_what_was_left_behind_long_ago_is_cleared(tmp_path: Path) -> None:
    names = ("a.aside", "b.toy.msg.taken", "c.toy.msg")
    for name in names:
        (tmp_path / name).write_text("{}")
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / "new.aside").write_text("{}")
    assert broker.clear_left_behind(tmp_path) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.toy.msg", "new.aside"]


def test_a_folder_that_cannot_be_written_is_a_channel_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ChannelError, match="cannot write"):
        broker.write_whole(tmp_path / "file" / "message", "{}")
