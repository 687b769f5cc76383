"""Writes small dBASE III tables for the tests of the reader."""

import struct
from collections.abc import Sequence
from pathlib import Path


def dbf_file(
    path: Path,
    fields: Sequence[tuple[str, str, int]],
    rows: Sequence[Sequence[str]],
    *,
    encoding: str = "gb18030",
    deleted: Sequence[int] = (),
) -> Path:
    """`fields` are (name, kind, length); rows in `deleted` carry the mark of deleted records."""
    head = b"".join(
        name.encode(encoding).ljust(11, b"\0") + kind.encode() + bytes(4) + bytes((length,)) + bytes(15)
        for name, kind, length in fields
    )
    lengths = [length for _, _, length in fields]
    size = 1 + sum(lengths)
    body = b"".join(
        (b"*" if n in deleted else b" ")
        + b"".join(
            text.encode(encoding).ljust(length)[:length] for text, (_, _, length) in zip(row, fields, strict=True)
        )
        for n, row in enumerate(rows)
    )
    start = struct.pack("<BBBBIHH", 3, 126, 1, 1, len(rows), 33 + len(head), size) + bytes(20)
    path.write_bytes(start + head + b"\r" + body + b"\x1a")
    return path
