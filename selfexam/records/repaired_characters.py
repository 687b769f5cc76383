"""Characters that old systems kept at private places of their own, and what they are in Unicode.

GBK had no code points for 80 characters and kept them at U+E815–U+E864 (bytes FE50–FEA0); Unicode has them all now.
Copying from a PDF gives radicals (⼭) for the characters that look the same (山). Called by names.py.
"""

import unicodedata

# The fourteen that GB 18030-2000 still kept private; their places since Unicode 4.1 and extension B.
_LATE = {
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE831: 0x215D7,
    0xE832: 0x9FB8,
    0xE83B: 0x2298F,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE855: 0x241FE,
    0xE864: 0x9FBB,
}


def _gbk() -> dict[int, str]:
    """The private places in the order of the bytes that GB 18030 gives a meaning."""
    seconds = [second for second in range(0x50, 0xA1) if second != 0x7F]
    found = {0xE815 + n: bytes((0xFE, second)).decode("gb18030") for n, second in enumerate(seconds)}
    return found | {private: chr(standard) for private, standard in _LATE.items()}


def _radicals() -> dict[int, str]:
    """Kangxi radicals and the supplement, where they stand for one character."""
    return {
        code: alike
        for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6))
        if len(alike := unicodedata.normalize("NFKC", chr(code))) == 1 and alike != chr(code)
    }


_REPAIRS = _gbk() | _radicals()


def repaired(text: str) -> str:
    """`text` with every character of the table at its standard place; others stay as they are."""
    return text.translate(_REPAIRS)
