"""Cleans what people type: full-width digits and letters, spaces, dashes, the many middle dots in names."""

import re
import unicodedata

# Full-width digits and letters, and the ideographic space, to their half-width selves; punctuation stays Chinese.
_NARROW = {0x3000: " "} | {
    code: chr(code - 0xFEE0)
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
# Bullet, hyphenation point, katakana dots, dot operator, full stops: all stand for the · (U+00B7) of a name.
_DOTS = dict.fromkeys((0x2022, 0x2027, 0x2219, 0x22C5, 0x30FB, 0xFF65, 0x0387, 0x25CF, 0x002E, 0xFF0E), "·")


def plain(text: str) -> str:
    """`text` with half-width digits and letters, without invisible characters and surrounding space."""
    narrowed = text.translate(_NARROW).replace("\r\n", "\n")
    return "".join(c for c in narrowed if c in "\n\t" or not _invisible(c)).strip()


def _invisible(character: str) -> bool:
    """Control and formatting characters (among them those that turn the direction of writing), picture selectors."""
    return unicodedata.category(character) in ("Cc", "Cf") or "\ufe00" <= character <= "\ufe0f"


def unprintable(text: str) -> str:
    """The characters of `text` that no document can print, each once: emoji, private-use and unassigned code points."""
    return "".join(dict.fromkeys(c for c in text if _is_picture(c) or unicodedata.category(c) in ("Co", "Cn", "Cs")))


def _is_picture(character: str) -> bool:
    return ord(character) >= 0x1F000 and unicodedata.category(character) in ("So", "Sk")


def compact(text: str) -> str:
    """`plain` without white space and dashes, for numbers typed in groups."""
    return re.sub(r"[\s\-－—]", "", plain(text))


def unbracketed(text: str) -> str:
    """`compact` without the brackets round the last digit of Hong Kong and Macau documents: A123456(7)."""
    return re.sub(r"[()（）]", "", compact(text))


def number(text: str) -> str:
    """A 准考证号 or ID number as it stands in the record: compact, without brackets, a final x as X."""
    return unbracketed(text).upper()


def part_of_name(text: str) -> str:
    """What is searched for in names, which are kept with one kind of middle dot whatever the keyboard gives."""
    return plain(text).translate(_DOTS)


def name(text: str) -> str:
    """A person's name for comparison: no spaces, one kind of middle dot, Latin letters in one case."""
    return re.sub(r"\s", "", plain(text)).translate(_DOTS).upper()
