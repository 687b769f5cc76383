"""One layout and its data to bytes, by typst. Pure: the same data gives the same bytes.

Called by the documents of certificates, by forms and cover sheets of the other rooms. PDF/A makes a missing glyph an
error instead of a blank box. Texts travel as JSON and are inert: nothing that somebody typed is ever read as markup.
Typst sees a folder of its own with the layouts and pictures of this document, and nothing outside it.
"""

import io
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import typst

from selfexam.typesetting.fonts import fonts

# What every layout may import: data, fonts, lines.
SHARED = Path(__file__).with_name("sheet.typ")


def pdf(layout: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF/A of `layout` (a .typ file; its neighbours may be imported).

    `data` needs `institute` and `day` ([year, month, day]) for the document's own description. `pictures` are files
    under the names by which the layout asks for them. Raises RuntimeError or typst's error: a fault of ours.
    """
    with _room(layout, pictures or {}) as sheet:
        made = _compiler(sheet).compile(format="pdf", sys_inputs=_inputs(data), pdf_standards=["a-2b"])
    return _one(made)


def png(
    layout: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None, *, dots_per_inch: int = 110
) -> bytes:
    """The first page as a picture, from the same layout and data."""
    with _room(layout, pictures or {}) as sheet:
        made = _compiler(sheet).compile(format="png", ppi=dots_per_inch, sys_inputs=_inputs(data))
    return _one(made)


def pages_of(document: bytes) -> int:
    with pikepdf.open(io.BytesIO(document)) as opened:
        return len(opened.pages)


def joined(pieces: Sequence[bytes]) -> bytes:
    """The pages of all `pieces` in order as one PDF; the same pieces give the same bytes."""
    out = io.BytesIO()
    with pikepdf.new() as whole:
        for piece in pieces:
            with pikepdf.open(io.BytesIO(piece)) as opened:
                whole.pages.extend(opened.pages)
        # No creation date and a fixed identity: the same people give the same bytes.
        whole.save(out, deterministic_id=True)
    return out.getvalue()


@contextmanager
def _room(layout: Path, pictures: Mapping[str, bytes]) -> Iterator[Path]:
    """The layout in a folder with what it may read; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="print-") as folder:
        root = Path(folder)
        for source in (SHARED, *layout.parent.glob("*.typ")):
            (root / source.name).write_bytes(source.read_bytes())
        for name, picture in pictures.items():
            (root / name).write_bytes(picture)
        yield root / layout.name


def _compiler(sheet: Path) -> typst.Compiler:
    folders = [str(path.parent) for path in fonts()]
    return typst.Compiler(str(sheet), root=str(sheet.parent), font_paths=folders, ignore_system_fonts=True)


def _inputs(data: Mapping[str, Any]) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


def _one(made: bytes | list[bytes] | None) -> bytes:
    """The file typst made: it gives a list for several pictures, nothing only when asked to write to disk."""
    first = made[0] if isinstance(made, list) else made
    if first is None:
        raise RuntimeError("typst made no document")
    return first
