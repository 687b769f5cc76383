"""Walks through the boxes of a HEIF file (ISO/IEC 14496-12, 23008-12) without decoding it. Called by heif_items.py."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass


class BrokenHeif(Exception):
    """The boxes do not fit into each other, or into the file."""


@dataclass(frozen=True)
class Box:
    """`at` is where the box begins in the file, `start` to `end` its contents."""

    kind: bytes
    at: int
    start: int
    end: int


def boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes that lie side by side between two places of the file."""
    place = start
    while place < end:
        head = Reader(data, place, end)
        size, kind = head.number(4), head.raw(4)
        if size == 1:
            size = head.number(8)
        elif size == 0:
            size = end - place
        if size < head.place - place or place + size > end:
            raise BrokenHeif
        yield Box(kind, place, head.place, place + size)
        place += size


class Reader:
    """Takes big-endian numbers one after the other; reading over `end` raises BrokenHeif."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self.data, self.place, self.end = data, start, min(end, len(data))

    @classmethod
    def of(cls, data: bytes, box: Box) -> "Reader":
        return cls(data, box.start, box.end)

    def raw(self, count: int) -> bytes:
        if self.place + count > self.end:
            raise BrokenHeif
        taken = self.data[self.place : self.place + count]
        self.place += count
        return taken

    def number(self, size: int) -> int:
        return int.from_bytes(self.raw(size), "big")

    def version_and_flags(self) -> tuple[int, int]:
        (word,) = struct.unpack(">I", self.raw(4))
        return word >> 24, word & 0xFFFFFF
