"""Tells whoever asked that the rules of programmes changed by which people are judged: substitutions, dates of plans.

Rooms above this one register, none is imported. Called by the pages' one door (domain/change.py) and by the importers,
in the transaction of the change.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from django.db import transaction

Listener: TypeAlias = Callable[[frozenset[int]], None]
_LISTENERS: list[Listener] = []


def on_new_rules(listener: Listener) -> Listener:
    """Call `listener` with the keys of the programmes; usable as a decorator, registering twice is once."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
    return listener


def judged_anew(programmes: Iterable[int]) -> None:
    """It runs before the commit, so slow work belongs into a job that the listener enqueues."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("judged_anew() belongs into the transaction of the change")
    keys = frozenset(programmes)
    if keys:
        for listener in _LISTENERS:
            listener(keys)
