"""The four documents (notice 一(四)) to PDF bytes. Pure: data in, bytes out; the same data gives the same bytes.

Refuses by name whoever cannot be printed; certificates and forms are made some people at a time and joined.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from certificates.printing.documents import Booklet, Graduate, Press
from selfexam.typesetting import joined, missing_characters, pdf, png

LAYOUTS = Path(__file__).with_name("layouts")
# Measured best: memory is the decoded photos of one compile, speed hardly grows beyond.
AT_ONCE = 25


class Layout(StrEnum):
    """The layout file of each document."""

    CERTIFICATE = "certificate"
    FORM = "graduate_form"
    ROSTER = "roster"
    SIGN_FOR = "sign_for_sheet"

    @property
    def file(self) -> Path:
        return LAYOUTS / f"{self.value}.typ"


# The lists have no photos, so none need be read for them.
WITH_PHOTO = frozenset({Layout.CERTIFICATE, Layout.FORM})
JPEG = b"\xff\xd8\xff"


class NotPrintable(Exception):
    """One person's data cannot be printed; `sentence` says what and `place` whose (index in the booklet)."""

    def __init__(self, sentence: str, place: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.place = sentence, place


def refuse_unprintable(layout: Layout, people: Sequence[Graduate]) -> None:
    """Find the first person whose texts on this document have no glyph, or whose photo is needed and broken."""
    for place, person in enumerate(people):
        texts = person.form_texts if layout == Layout.FORM else person.name
        if missing := missing_characters(texts):
            shown = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in missing[:3])
            raise NotPrintable(f"{person.name}：打印字体缺少 {shown}", place)
        if layout in WITH_PHOTO and not person.photo.startswith(JPEG):
            raise NotPrintable(f"{person.name}：证件照文件读不到或已损坏", place)


def render(layout: Layout, booklet: Booklet, *, day: date, press: Press | None = None) -> bytes:
    """The PDF of a booklet. Certificates and forms are made 25 people at a time and joined. Raises NotPrintable."""
    refuse_unprintable(layout, booklet.people)
    if layout not in WITH_PHOTO:
        return _made(layout, booklet, booklet.people, day, press)
    pieces = [
        _made(layout, booklet, booklet.people[start : start + AT_ONCE], day, press)
        for start in range(0, len(booklet.people), AT_ONCE)
    ]
    return pieces[0] if len(pieces) == 1 else joined(pieces)


def picture(
    layout: Layout, booklet: Booklet, *, day: date, press: Press | None = None, dots_per_inch: int = 110
) -> bytes:
    """The first page as PNG, from the same layout and data as the PDF."""
    refuse_unprintable(layout, booklet.people)
    data = _data(booklet, booklet.people, day, press)
    return png(layout.file, data, _photos(booklet.people), dots_per_inch=dots_per_inch)


def _made(layout: Layout, booklet: Booklet, people: Sequence[Graduate], day: date, press: Press | None) -> bytes:
    return pdf(layout.file, _data(booklet, people, day, press), _photos(people))


def _photos(people: Sequence[Graduate]) -> dict[str, bytes]:
    return {f"{place}.jpg": person.photo for place, person in enumerate(people) if person.photo}


def _data(booklet: Booklet, people: Sequence[Graduate], day: date, press: Press | None) -> dict[str, Any]:
    head = {key: value for key, value in asdict(booklet).items() if key != "people"}
    rows = []
    for place, person in enumerate(people):
        row = asdict(person)
        del row["photo"]
        rows.append(row | {"photo": f"{place}.jpg"})
    return head | {"people": rows, "press": asdict(press or Press()), "day": [day.year, day.month, day.day]}
