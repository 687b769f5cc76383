"""Tells the person of a record what was decided about it: rooms above this one register, none is imported.

Called by acts of this room in their transaction; how people are told (notice, mail) is the listener's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class News:
    """One message to whoever holds the record."""

    record_id: int
    subject: str
    body: str


Listener: TypeAlias = Callable[[News], None]
_LISTENERS: list[Listener] = []


def on_news(listener: Listener) -> Listener:
    """Usable as a decorator; registering twice is once."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
    return listener


def tell(news: News) -> None:
    for listener in _LISTENERS:
        listener(news)
