"""Can every character of a text be printed? Asked before rendering, so that one rare name does not stop a whole
part.
"""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from selfexam.typesetting.fonts import fonts


@cache
def _characters(font: Path) -> frozenset[int]:
    """The code points of one font file; read once a process."""
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def missing_characters(text: str, among: tuple[Path, ...] | None = None) -> list[str]:
    """Characters of `text` that no font holds, each once, in order. White space and line ends do not count.

    `among` asks about other font files than the bundled ones.
    """
    asked = fonts() if among is None else among
    missing: dict[str, None] = {}
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            continue
        if not any(ord(character) in _characters(font) for font in asked):
            missing[character] = None
    return list(missing)
