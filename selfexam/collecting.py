"""Looks for garbage rarely while millions of objects are made and few dropped: a long import, the demonstration.

They are alive to the end, and hardly any of them form circles: a seventh of the time of 60,000 credits went into
looking through them again and again. Called by catalogue/importing/run.py and start/managing.py.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (100_000, 20, 20)


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """One inside another is the same as the outer one alone."""
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
