"""Lists what a HEIF file holds: its items, how large each says it is, and where its bytes lie. No pixel is decoded.

Called by heif_header.py, which refuses, and by heif_storing.py, which leaves out what is not the picture.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from applications.photos.heif_boxes import Box, BrokenHeif, Reader, boxes

MOST_ITEMS = 4096  # a 40-megapixel picture in tiles of 512 × 512 has about 170
Extent = tuple[int, int]  # place in the file, length


@dataclass(frozen=True)
class Item:
    kind: bytes
    hidden: bool


@dataclass(frozen=True)
class HeifItems:
    """`references` maps (kind, from) to items: `dimg` what a picture is made of, `thmb`, `auxl` what stands beside."""

    top: tuple[Box, ...]
    meta: Box
    primary: int
    items: Mapping[int, Item]
    references: Mapping[tuple[bytes, int], tuple[int, ...]]
    extents: Mapping[int, tuple[Extent, ...]]
    sizes: Mapping[int, tuple[int, int]]
    all_sizes: tuple[tuple[int, int], ...]

    def parts(self, item: int) -> tuple[int, ...]:
        return self.references.get((b"dimg", item), ())


def read_items(data: bytes) -> HeifItems:
    """Raises BrokenHeif for anything that is not a complete still picture in boxes."""
    top = tuple(boxes(data, 0, len(data)))
    meta = next((box for box in top if box.kind == b"meta"), None)
    if meta is None:
        raise BrokenHeif
    inside = {box.kind: box for box in boxes(data, meta.start + 4, meta.end)}
    try:
        primary, information, places, properties = (inside[kind] for kind in (b"pitm", b"iinf", b"iloc", b"iprp"))
    except KeyError:
        raise BrokenHeif from None
    sizes, all_sizes = _sizes(data, properties)
    return HeifItems(
        top=top,
        meta=meta,
        primary=_primary(data, primary),
        items=_items(data, information),
        references=_references(data, inside[b"iref"]) if b"iref" in inside else {},
        extents=_extents(data, places, inside.get(b"idat")),
        sizes=sizes,
        all_sizes=all_sizes,
    )


def _primary(data: bytes, box: Box) -> int:
    take = Reader.of(data, box)
    version, _ = take.version_and_flags()
    return take.number(4 if version else 2)


def _items(data: bytes, box: Box) -> dict[int, Item]:
    take = Reader.of(data, box)
    version, _ = take.version_and_flags()
    _counted(take.number(4 if version else 2))
    found = {}
    for entry in boxes(data, take.place, box.end):
        one = Reader.of(data, entry)
        version, flags = one.version_and_flags()
        if entry.kind != b"infe" or version not in (2, 3):
            raise BrokenHeif
        number = one.number(4 if version == 3 else 2)
        one.number(2)
        found[number] = Item(one.raw(4), bool(flags & 1))
    return found


def _references(data: bytes, box: Box) -> dict[tuple[bytes, int], tuple[int, ...]]:
    take = Reader.of(data, box)
    version, _ = take.version_and_flags()
    wide = 4 if version else 2
    found: dict[tuple[bytes, int], tuple[int, ...]] = {}
    for entry in boxes(data, take.place, box.end):
        one = Reader.of(data, entry)
        source = one.number(wide)
        found[entry.kind, source] = tuple(one.number(wide) for _ in range(_counted(one.number(2))))
    return found


def _sizes(data: bytes, box: Box) -> tuple[dict[int, tuple[int, int]], tuple[tuple[int, int], ...]]:
    """The `ispe` property: of each item that has one, and every one that stands in the file."""
    inside = {inner.kind: inner for inner in boxes(data, box.start, box.end)}
    if b"ipco" not in inside:
        raise BrokenHeif
    properties = list(boxes(data, inside[b"ipco"].start, inside[b"ipco"].end))
    said = {number: _size(data, entry) for number, entry in enumerate(properties, 1) if entry.kind == b"ispe"}
    of_items: dict[int, tuple[int, int]] = {}
    for entry in boxes(data, box.start, box.end):
        if entry.kind == b"ipma":
            of_items |= _associated(Reader.of(data, entry), said)
    return of_items, tuple(said.values())


def _size(data: bytes, box: Box) -> tuple[int, int]:
    take = Reader.of(data, box)
    take.version_and_flags()
    return take.number(4), take.number(4)


def _associated(take: Reader, said: Mapping[int, tuple[int, int]]) -> dict[int, tuple[int, int]]:
    version, flags = take.version_and_flags()
    found = {}
    for _ in range(_counted(take.number(4))):
        item = take.number(4 if version else 2)
        for _ in range(take.number(1)):
            number = take.number(2) & 0x7FFF if flags & 1 else take.number(1) & 0x7F
            if number in said:
                found[item] = said[number]
    return found


def _extents(data: bytes, box: Box, inner_data: Box | None) -> dict[int, tuple[Extent, ...]]:
    take = Reader.of(data, box)
    version, _ = take.version_and_flags()
    widths = take.number(2)
    offset_size, length_size, base_size = widths >> 12, widths >> 8 & 15, widths >> 4 & 15
    index_size = widths & 15 if version else 0
    found = {}
    for _ in range(_counted(take.number(4 if version == 2 else 2))):
        item = take.number(4 if version == 2 else 2)
        way = take.number(2) & 15 if version else 0
        take.number(2)
        base = take.number(base_size)
        start, end = _room(data, way, inner_data)
        found[item] = tuple(
            _inside(start, end, base, take, index_size, offset_size, length_size)
            for _ in range(_counted(take.number(2)))
        )
    return found


def _room(data: bytes, way: int, inner_data: Box | None) -> Extent:
    """Where places are counted from, and where they end: the file, or the `idat` box."""
    if way == 0:
        return 0, len(data)
    if way == 1 and inner_data is not None:
        return inner_data.start, inner_data.end
    raise BrokenHeif


def _inside(start: int, end: int, base: int, take: Reader, *sizes: int) -> Extent:
    _, offset, length = (take.number(size) for size in sizes)
    place = start + base + offset
    if length == 0 or place + length > end:
        raise BrokenHeif
    return place, length


def _counted(count: int) -> int:
    if count > MOST_ITEMS:
        raise BrokenHeif
    return count
