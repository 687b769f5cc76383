"""Reads dBASE III tables (.dbf), the form in which older examination systems hand records over. Called by reading.py.

A reader of our own: the packages for it have had no release for years and guess the encoding, which has to be told
from the text here (GB18030 or UTF-8). Character, number, date and yes/no fields are known; others are refused.
"""

import struct
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selfexam.catalogue.importing.cells import Line, line_of
from selfexam.catalogue.importing.problems import MOST_ROWS, TOO_MANY, BadFile

_BROKEN = "打不开这个 DBF 文件，请重新导出"
_DELETED = b"*"
_KNOWN = frozenset("CNFDL")
_ENCODINGS = ("utf-8", "gb18030")
_TORN = "最后一个字不完整，字段的宽度不够，请加宽字段后重新导出"


@dataclass(frozen=True)
class Field:
    name: bytes
    kind: str
    length: int


def dbf_lines(data: bytes) -> Iterator[Line]:
    """The header with the names of the fields, then the records that are not deleted; line 1 is the header."""
    if len(data) < 33:
        raise BadFile(_BROKEN)
    count, header, size = struct.unpack("<IHH", data[4:12])
    fields = list(_fields(data[32:header]))
    if not fields or size != 1 + sum(field.length for field in fields) or len(data) < header + count * size:
        raise BadFile(_BROKEN)
    if count > MOST_ROWS:
        raise BadFile(TOO_MANY)
    encoding = _encoding(data, header, count * size, fields)
    yield Line(1, [field.name.decode(encoding).strip() for field in fields])
    for number in range(count):
        record = data[header + number * size : header + (number + 1) * size]
        if record[:1] != _DELETED:
            read = list(_values(record, fields, encoding))
            torn = {place: _TORN for place, (_, is_torn) in enumerate(read) if is_torn}
            yield line_of(number + 2, (text for text, _ in read), torn)


def _fields(header: bytes) -> Iterator[Field]:
    for start in range(0, len(header), 32):
        if header[start : start + 1] == b"\r":
            return
        piece = header[start : start + 32]
        if len(piece) < 32 or chr(piece[11]) not in _KNOWN or not piece[16]:
            raise BadFile(_BROKEN)
        yield Field(piece[:11].split(b"\0")[0], chr(piece[11]), piece[16])
    raise BadFile(_BROKEN)


def _encoding(data: bytes, header: int, length: int, fields: list[Field]) -> str:
    """Whatever fits the whole table; where a field has cut its last character in two, whatever fits field by field."""
    names, table = b"".join(field.name + b"\n" for field in fields), data[header : header + length]
    for encoding in _ENCODINGS:
        if _fits([names + table], encoding):
            return encoding
    size = 1 + sum(field.length for field in fields)
    for encoding in _ENCODINGS:
        if _fits(_pieces(table, size, fields), encoding) and _fits([names], encoding):
            return encoding
    raise BadFile("文字编码不是 UTF-8 也不是 GB18030，请重新导出")


def _fits(texts: Iterable[bytes], encoding: str) -> bool:
    try:
        for text in texts:
            _decoded(text, encoding, "strict")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(text: bytes, encoding: str, errors: str) -> tuple[str, bool]:
    """The text, and whether its last character is torn."""
    decoder = getincrementaldecoder(encoding)(errors)
    return decoder.decode(text), bool(decoder.getstate()[0])


def _pieces(table: bytes, size: int, fields: list[Field]) -> Iterator[bytes]:
    """Every field of every record."""
    for start in range(0, len(table), size):
        at = start + 1
        for field in fields:
            yield table[at : at + field.length]
            at += field.length


def _values(record: bytes, fields: list[Field], encoding: str) -> Iterator[tuple[str, bool]]:
    for field, piece in zip(fields, _pieces(record, len(record), fields), strict=True):
        text, is_torn = _decoded(piece, encoding, "ignore")
        text = text.replace("\0", "").strip()
        if field.kind == "D" and len(text) == 8:
            text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
        elif field.kind == "L":
            text = {"T": "是", "Y": "是", "F": "否", "N": "否"}.get(text.upper(), "")
        elif field.kind in "NF" and "." in text:
            text = text.rstrip("0").rstrip(".")
        yield text, is_torn
