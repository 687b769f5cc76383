"""Can every character of a text be printed? Asked before rendering, so that one rare name does not stop a whole
part.
"""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont


@cache
def _characters(font: Path) -> frozenset[int]:
    """The code points of one font file; read once a process."""
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def missing_characters(text: str, fonts: tuple[Path, ...]) -> list[str]:
    """Characters of `text` that none of `fonts` holds, each once, in order. White space and line ends do not count."""
    missing: dict[str, None] = {}
    for character in unicodedata.normalize("NFC", text):
        if character.isspace():
            continue
        if not any(ord(character) in _characters(font) for font in fonts):
            missing[character] = None
    return list(missing)
