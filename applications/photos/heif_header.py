"""Refuses a HEIC before any decoder sees it: too large, several pictures, damaged. Called by headers.py."""

from applications.photos.heif_boxes import BrokenHeif, Reader
from applications.photos.heif_items import HeifItems, read_items
from applications.photos.refusals import Refused

# Brands of still pictures in HEVC; `mif1` alone may hold any codec, libheif then says whether it can.
STILL = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
SEQUENCE = frozenset({b"hevc", b"hevx", b"msf1"})
_PICTURES = frozenset({b"hvc1", b"grid", b"iden", b"iovl"})
# Tiles of the last row and column hang over the edge: what they hold together may be a little more than the picture.
_OVERHANG = 1.35


def is_heif(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in STILL | SEQUENCE


def heif_size(data: bytes, most_pixels: int) -> tuple[int, int]:
    """Width and height before rotation. Nothing in the file may claim more than `most_pixels`. Raises Refused."""
    if data[8:12] in SEQUENCE:
        raise Refused("animated", "这是连拍或动图，请在手机相册里选择一张普通照片")
    try:
        found = read_items(data)
        width, height = found.sizes[found.primary]
        _refuse_several(found)
        if width * height <= most_pixels:  # the caller refuses what says plainly that it is too large
            _refuse_lies(data, found, width, height, most_pixels)
    except (BrokenHeif, KeyError, IndexError):  # IndexError: tiles whose layout lies nowhere
        raise Refused("truncated", "图片不完整或已损坏，请重新导出或重新拍摄后上传") from None
    return width, height


def _refuse_several(found: HeifItems) -> None:
    """More than one picture that stands by itself: whose face would be judged?"""
    part_of = {part for (kind, _), items in found.references.items() if kind == b"dimg" for part in items}
    beside = {item for (kind, item) in found.references if kind in (b"thmb", b"auxl")}
    own = [
        number
        for number, item in found.items.items()
        if item.kind in _PICTURES and not item.hidden and number not in beside and number not in part_of
    ]
    count = len({found.primary, *own})
    if count > 1:
        raise Refused("several_pictures", f"这个 HEIC 文件里有 {count} 张图片，请在手机相册里选出一张再上传")


def _refuse_lies(data: bytes, found: HeifItems, width: int, height: int, most_pixels: int) -> None:
    for wide, high in found.all_sizes:
        if wide * high > most_pixels * _OVERHANG:
            raise Refused("hostile", "图片的编码不正常，请在手机相册里另存为 JPG 后上传")
    kind = found.items[found.primary].kind
    if kind == b"hvc1":
        return
    if kind != b"grid":
        raise Refused("not_a_picture", "这个文件的编码方式不支持，请在手机相册里另存为 JPG 后上传")
    tiles = found.parts(found.primary)
    place, length = found.extents[found.primary][0]
    take = Reader(data, place, place + length)
    _, wide_numbers = take.number(1), take.number(1) & 1
    rows, columns = take.number(1) + 1, take.number(1) + 1
    size = (take.number(4 if wide_numbers else 2), take.number(4 if wide_numbers else 2))
    together = sum(wide * high for wide, high in (found.sizes[tile] for tile in tiles))
    if size != (width, height) or rows * columns != len(tiles) or together > most_pixels * _OVERHANG:
        raise BrokenHeif
