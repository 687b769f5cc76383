"""What of a HEIC is kept: the compressed picture bit for bit, and zeros where anything else was. Called by storing.py.

Camera data, place, previews, depth maps and a moving picture stand as items and boxes of their own. Places in the file
are counted in bytes, so nothing is moved: what is not the picture is overwritten.
"""

from applications.photos.heif_boxes import Box
from applications.photos.heif_items import Extent, HeifItems, read_items

_KEPT = frozenset({b"ftyp", b"meta"})


def bare_heif(data: bytes) -> bytes:
    """`data` must have passed heif_size."""
    found = read_items(data)
    kept = _places_of_the_picture(found)
    bare = bytearray(data)
    for box in found.top:
        if box.kind not in _KEPT:
            _blank(bare, box, kept)
        if box.kind not in _KEPT | {b"mdat"}:
            bare[box.at + 4 : box.at + 8] = b"free"
    for item, places in found.extents.items():
        if item not in _picture(found):
            for place, length in places:
                bare[place : place + length] = bytes(length)
    return bytes(bare)


def _picture(found: HeifItems) -> set[int]:
    return {found.primary, *found.parts(found.primary)}


def _places_of_the_picture(found: HeifItems) -> list[Extent]:
    return sorted(place for item in _picture(found) for place in found.extents.get(item, ()))


def _blank(bare: bytearray, box: Box, kept: list[Extent]) -> None:
    """Zeros from the start of the contents to their end, but for the stretches that are kept."""
    place = box.start
    for start, length in kept:
        if box.start <= start < box.end:
            if start > place:
                bare[place:start] = bytes(start - place)
            place = max(place, start + length)
    if place < box.end:
        bare[place : box.end] = bytes(box.end - place)
