"""Reads kind, size and depth of an upload from its first bytes, before any decoder sees it. Called by opening.py.

A picture of 30,000 × 30,000 pixels fits into 100 KB; it must be refused without being unpacked.
"""

import struct
from dataclasses import dataclass, replace

from applications.photos.heif_header import heif_size, is_heif
from applications.photos.jpeg_segments import SOS, BrokenJpeg, segments
from applications.photos.refusals import Refused

MOST_PIXELS = 40_000_000
MOST_PIXELS_HELD = 16_000_000  # of pictures that a decoder must hold whole: 300 MB for a worker is the bound
MOST_SIDE = 20_000
MOST_SCANS = 64

_OTHERS = (
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或文档"),
    (b"<svg", "SVG 图片"),
    (b"<?xml", "SVG 图片"),
    (b"<!DOCTYPE", "网页"),
    (b"<html", "网页"),
)
_PADDING = b"\x00\xff\r\n "  # behind the end of a JPEG it is nothing
_SEQUENTIAL = (0xC0, 0xC1)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True)
class Header:
    kind: str  # "JPEG", "PNG" or "HEIC"
    width: int
    height: int
    held: bool = True  # decoded whole by Pillow; a plain JPEG is shrunk on the way, a HEIC lies there once
    appended: int = 0  # bytes after the end of a JPEG, without padding


def read_header(data: bytes) -> Header:
    """The header of a JPEG, PNG (both 8 bits a channel) or HEIC of at most 40 megapixels. Raises Refused otherwise."""
    if not data:
        raise Refused("empty", "这个文件是空的，请重新选择照片")
    if data.startswith(b"\xff\xd8\xff"):
        header = _jpeg(data)
    elif data.startswith(b"\x89PNG\r\n\x1a\n"):
        header = _png(data)
    elif is_heif(data):
        header = Header("HEIC", *heif_size(data, MOST_PIXELS), held=False)
    else:
        raise Refused("not_a_picture", f"这是{_name(data)}，不是照片，请选择 JPG、PNG 或 HEIC 图片")
    if header.width * header.height > MOST_PIXELS or max(header.width, header.height) > MOST_SIDE:
        size = f"{header.width}×{header.height}"
        raise Refused("too_large", f"图片有 {size} 像素，超过 4,000 万像素，请缩小后上传")
    if header.held and header.width * header.height > MOST_PIXELS_HELD:
        size = f"{header.width}×{header.height}"
        raise Refused("too_large", f"图片有 {size} 像素，超过 1,600 万像素，请缩小或另存为普通 JPG 后上传")
    if not header.width or not header.height:
        raise _broken()
    return header


def _name(data: bytes) -> str:
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return " WebP 图片"
    if data[4:8] == b"ftyp":
        return "视频或 AVIF 图片"
    for magic, name in _OTHERS:
        if start[: len(magic)].lower() == magic.lower():
            return f" {name}" if name[0].isascii() else name
    return "其他类型的文件"


def _broken() -> Refused:
    return Refused("truncated", "图片不完整或已损坏，请重新导出或重新拍摄后上传")


def _jpeg(data: bytes) -> Header:
    found: Header | None = None
    scans, colours, partial, end = 0, 0, False, 0
    try:
        for segment in segments(data):
            end = segment.end
            if segment.marker in _FRAMES and found is None:
                depth, height, width, colours = struct.unpack_from(">BHHB", segment.payload)
                if depth != 8:
                    raise Refused("deep", f"这是 {depth} 位色深的 JPG，请另存为普通 JPG（8 位）后上传")
                found = Header("JPEG", width, height, held=segment.marker not in _SEQUENTIAL)
            if segment.marker == SOS:
                scans += 1
                partial = partial or segment.payload[:1] != bytes((colours,))
    except (BrokenJpeg, struct.error):
        raise _broken() from None
    if found is None:
        raise _broken()
    if scans > MOST_SCANS:
        raise Refused("hostile", "图片的编码不正常，请用看图软件另存为 JPG 后上传")
    return replace(found, held=found.held or partial, appended=len(data[end:].strip(_PADDING)))


def _png(data: bytes) -> Header:
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise _broken()
    width, height, depth = struct.unpack_from(">IIB", data, 16)
    if depth == 16:
        raise Refused("deep", "这是 16 位色深的 PNG，请另存为普通 JPG（8 位）后上传")
    if b"acTL" in data[33 : data.find(b"IDAT")]:
        raise Refused("animated", "这是动图，请选择一张普通照片")
    return Header("PNG", width, height)
