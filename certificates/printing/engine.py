"""Documents to PDF bytes, by typst. Pure: data in, bytes out; the same data gives the same bytes.

One compiler a layout and process. PDF/A makes a missing glyph an error instead of a blank box. Names and texts
travel as JSON and are inert: nothing a candidate typed is ever read as markup.
"""

import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
import typst

from certificates.printing.documents import Booklet, Graduate, Press
from certificates.printing.glyphs import missing_characters

LAYOUTS = Path(__file__).with_name("layouts")
# Measured best: memory is the decoded photos of one compile, speed hardly grows beyond.
AT_ONCE = 25


class Layout(StrEnum):
    """The layout file of each document."""

    CERTIFICATE = "certificate"
    FORM = "graduate_form"
    ROSTER = "roster"
    SIGN_FOR = "sign_for_sheet"


# The lists have no photos, so none need be read for them.
WITH_PHOTO = frozenset({Layout.CERTIFICATE, Layout.FORM})
JPEG = b"\xff\xd8\xff"


class NotPrintable(Exception):
    """One person's data cannot be printed; `sentence` says what and `place` whose (index in the booklet)."""

    def __init__(self, sentence: str, place: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.place = sentence, place


@cache
def fonts() -> tuple[Path, ...]:
    """The font files that come with the pinned font package: Noto Serif SC and Noto Sans SC."""
    folder = Path(str(files("pylopdf_fonts_zh_cn")))
    return tuple(sorted(folder.rglob("*.otf")))


def refuse_unprintable(layout: Layout, people: Sequence[Graduate]) -> None:
    """Find the first person whose texts on this document have no glyph, or whose photo is needed and broken."""
    for place, person in enumerate(people):
        texts = person.form_texts if layout == Layout.FORM else person.name
        if missing := missing_characters(texts, fonts()):
            shown = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in missing[:3])
            raise NotPrintable(f"{person.name}：打印字体缺少 {shown}", place)
        if layout in WITH_PHOTO and not person.photo.startswith(JPEG):
            raise NotPrintable(f"{person.name}：证件照文件读不到或已损坏", place)


def render(layout: Layout, booklet: Booklet, *, day: date, press: Press | None = None) -> bytes:
    """The PDF of a booklet. Certificates and forms are made 25 people at a time and joined. Raises NotPrintable."""
    refuse_unprintable(layout, booklet.people)
    if layout not in WITH_PHOTO:
        return _compile(layout, booklet, booklet.people, day, press or Press())
    pieces = [
        _compile(layout, booklet, booklet.people[start : start + AT_ONCE], day, press or Press())
        for start in range(0, len(booklet.people), AT_ONCE)
    ]
    return pieces[0] if len(pieces) == 1 else _joined(pieces)


def picture(
    layout: Layout, booklet: Booklet, *, day: date, press: Press | None = None, dots_per_inch: int = 110
) -> bytes:
    """The first page as PNG, from the same layout and data as the PDF."""
    refuse_unprintable(layout, booklet.people)
    with _room(booklet.people) as root:
        inputs = _inputs(booklet, booklet.people, day, press or Press())
        made = typst.Compiler(str(_layout_in(root, layout)), root=str(root), **_font_options()).compile(
            format="png", ppi=dots_per_inch, sys_inputs=inputs
        )
    return _one(made)


def pages_of(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _one(made: bytes | list[bytes] | None) -> bytes:
    """The file typst made: it gives a list for several pictures, nothing only when asked to write to disk."""
    first = made[0] if isinstance(made, list) else made
    if first is None:
        raise RuntimeError("typst made no document")
    return first


def _font_options() -> dict[str, Any]:
    return {"font_paths": [str(path.parent) for path in fonts()], "ignore_system_fonts": True}


def _compile(layout: Layout, booklet: Booklet, people: Sequence[Graduate], day: date, press: Press) -> bytes:
    with _room(people) as root:
        compiler = typst.Compiler(str(_layout_in(root, layout)), root=str(root), **_font_options())
        made = compiler.compile(format="pdf", sys_inputs=_inputs(booklet, people, day, press), pdf_standards=["a-2b"])
    return _one(made)


@contextmanager
def _room(people: Sequence[Graduate]) -> Iterator[Path]:
    """A folder of its own with the layouts and the photos as files: typst reads nothing outside it."""
    with tempfile.TemporaryDirectory(prefix="print-") as folder:
        root = Path(folder)
        for source in LAYOUTS.glob("*.typ"):
            (root / source.name).write_bytes(source.read_bytes())
        for place, person in enumerate(people):
            if person.photo:
                (root / f"{place}.jpg").write_bytes(person.photo)
        yield root


def _layout_in(root: Path, layout: Layout) -> Path:
    return root / f"{layout.value}.typ"


def _inputs(booklet: Booklet, people: Sequence[Graduate], day: date, press: Press) -> dict[str, str]:
    head = {key: value for key, value in asdict(booklet).items() if key != "people"}
    rows = []
    for place, person in enumerate(people):
        row = asdict(person)
        del row["photo"]
        rows.append(row | {"photo": f"{place}.jpg"})
    data = head | {"people": rows, "press": asdict(press), "day": [day.year, day.month, day.day]}
    return {"data": json.dumps(data, ensure_ascii=False)}


def _joined(pieces: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as whole:
        for piece in pieces:
            with pikepdf.open(io.BytesIO(piece)) as opened:
                whole.pages.extend(opened.pages)
        # No creation date and a fixed identity: the same people give the same bytes.
        whole.save(out, deterministic_id=True)
    return out.getvalue()
