"""Cleans what people type on phones: full-width digits and letters, spaces, control characters."""

import re
import unicodedata

# Full-width digits and letters, and the ideographic space, to their half-width selves; punctuation stays Chinese.
_NARROW = {0x3000: " "} | {
    code: chr(code - 0xFEE0)
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}


def plain(text: str) -> str:
    """`text` with half-width digits and letters, without control characters and surrounding space."""
    narrowed = text.translate(_NARROW).replace("\r\n", "\n")
    return "".join(c for c in narrowed if c in "\n\t" or unicodedata.category(c) != "Cc").strip()


def compact(text: str) -> str:
    """`plain` without white space and dashes, for numbers typed in groups."""
    return re.sub(r"[\s\-－—]", "", plain(text))
