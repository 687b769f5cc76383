"""Tells whoever asked that records or their credits changed: rooms above this one register, none is imported.

Every act and importer that writes a StudentRecord or a Credit calls `changed` in the transaction of the change.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from django.db import transaction

Listener: TypeAlias = Callable[[frozenset[int]], None]
_LISTENERS: list[Listener] = []


def on_change(listener: Listener) -> Listener:
    """Call `listener` with the keys of the records that changed; usable as a decorator, registering twice is once.

    It runs before the commit: what it raises undoes the change, so slow work belongs into a job that it enqueues.
    """
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
    return listener


def changed(record_ids: Iterable[int]) -> None:
    """Each listener hears of all records at once, so that an import of thousands stays a few queries."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("changed() belongs into the transaction of the change")
    keys = frozenset(record_ids)
    if keys:
        for listener in _LISTENERS:
            listener(keys)
