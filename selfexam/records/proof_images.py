"""Makes a safe JPEG of an uploaded proof. How a picture is opened safely is known to the room above (applications),
which registers it here; this room imports nothing of it and keeps nothing that was not opened.
"""

from collections.abc import Callable
from typing import TypeAlias

Opener: TypeAlias = Callable[[bytes], bytes]
_OPENERS: list[Opener] = []


class UnusableImage(Exception):
    """The sentence is for the person who uploaded it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def opens_images(opener: Opener) -> Opener:
    """Registers the one opener; usable as a decorator, registering twice is once."""
    if opener not in _OPENERS:
        _OPENERS.append(opener)
    return opener


def safe_jpeg(data: bytes) -> bytes:
    """Opened to the end, re-encoded, without metadata. Raises UnusableImage."""
    if not _OPENERS:
        raise LookupError("nobody has registered how uploaded images are opened")
    return _OPENERS[-1](data)
