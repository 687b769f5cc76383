"""Walks through the segments of a JPEG without decoding it. Called by headers.py and storing.py."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
# Inside a scan 0xFF is followed by 0x00 (stuffing) or a restart mark; anything else ends the scan.
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


class BrokenJpeg(Exception):
    """The bytes end, or go astray, before the end-of-image mark."""


@dataclass(frozen=True)
class Segment:
    """`raw` is the segment as it stands in the file, with its mark and, for a scan, the compressed data after it.
    `end` is the place in the file behind it."""

    marker: int
    payload: bytes
    raw: bytes
    end: int


def segments(data: bytes) -> Iterator[Segment]:
    """From start to end of image, both included; what follows the end is not part of the picture."""
    yield Segment(SOI, b"", data[:2], 2)
    place = 2
    while True:
        while data[place : place + 2] == b"\xff\xff":  # fill bytes
            place += 1
        if len(data) < place + 2 or data[place] != 0xFF:
            raise BrokenJpeg
        marker = data[place + 1]
        if marker == EOI:
            yield Segment(EOI, b"", data[place : place + 2], place + 2)
            return
        if len(data) < place + 4:
            raise BrokenJpeg
        (length,) = struct.unpack_from(">H", data, place + 2)
        end = place + 2 + length
        if length < 2 or end > len(data):
            raise BrokenJpeg
        payload = data[place + 4 : end]
        if marker == SOS:
            after = _SCAN_END.search(data, end)
            if after is None:
                raise BrokenJpeg
            end = after.start()
        yield Segment(marker, payload, data[place:end], end)
        place = end
