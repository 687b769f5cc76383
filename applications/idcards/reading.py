"""Reads one picture of a card: flattens it, has its text read, tells the side and what stands there.

The reader is given, so that everything but the recognition itself is tested with plain boxes. Knows no database.
"""

from dataclasses import dataclass
from datetime import date

from applications.idcards.back import read_back
from applications.idcards.corners import find_outline
from applications.idcards.fields import Fields, Side
from applications.idcards.findings import Finding, Severity
from applications.idcards.front import read_front
from applications.idcards.lines import Line, Picture, Reader
from applications.idcards.rows import Row, rows, upside_down
from applications.idcards.sides import reads_downwards, side_of
from applications.idcards.straighten import flattened, levelled, rotated, slope

# Text steeper than this is read again from a turned picture; below it the reader is as good as on a level one.
_STEEP = 5.0


@dataclass(frozen=True)
class Reading:
    """`findings` are about the reading itself; comparing with the record comes later and is never stored."""

    side: Side
    fields: Fields
    findings: tuple[Finding, ...]


def read_card(picture: Picture, reader: Reader, *, today: date) -> Reading:
    """One pass of the reader; a second one if the text does not run level or stands on its head."""
    outline = find_outline(picture)
    reading = _read_flat(flattened(picture, outline), reader, today)
    if outline is not None and reading.side in (Side.NONE, Side.OTHER):
        # What looked like a card was something on it, or on the desk beside it.
        whole = _read_flat(flattened(picture, None), reader, today)
        return reading if whole.side == Side.NONE else whole
    return reading


def _read_flat(flat: Picture, reader: Reader, today: date) -> Reading:
    lines = reader(flat)
    turn = slope(lines) if reads_downwards(rows(levelled(lines))) else slope(lines) + 180
    if abs(turn) > _STEEP:
        lines = reader(rotated(flat, turn))
    return read_lines(lines, today=today)


def read_lines(lines: list[Line], *, today: date) -> Reading:
    """What a card says whose lines were read like this, whichever way it lay."""
    found = rows(levelled(lines))
    if not reads_downwards(found):
        found = upside_down(found)
    side = side_of(found)
    fields = _fields(side, found, today)
    return Reading(side, fields, tuple(_doubts(side, fields)))


def _fields(side: Side, found: list[Row], today: date) -> Fields:
    if side == Side.FRONT:
        return read_front(found, today)
    return read_back(found) if side == Side.BACK else Fields()


def _doubts(side: Side, fields: Fields) -> list[Finding]:
    if side == Side.NONE:
        return [Finding("unreadable", Severity.WARN, "图片上没有读出文字", "请靠近证件、对好焦后重新拍摄")]
    if side == Side.OTHER:
        return [Finding("not_a_card", Severity.WARN, "这张图片不像居民身份证", "请确认没有传错图片")]
    if side == Side.FRONT and fields.number_unclear:
        return [Finding("number_unclear", Severity.NOTE, "公民身份号码没有读准，校验位对不上", "请看号码是否清楚")]
    if side == Side.FRONT and not fields.number:
        return [Finding("number_missing", Severity.NOTE, "没有读出公民身份号码", "请看号码是否清楚、没有被遮挡")]
    if side == Side.BACK and fields.valid_from is None:
        return [Finding("validity_missing", Severity.NOTE, "没有读出有效期限", "请看有效期限是否清楚、没有被遮挡")]
    return []
