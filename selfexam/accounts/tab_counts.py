"""How much waits behind a tab of the staff navigation: rooms register a counter, context.py shows it.

A counter is asked on every page of a desk that has the tab, so it is one query that an index answers.
"""

from collections.abc import Callable
from typing import TypeAlias

from selfexam.accounts.models import User

Counter: TypeAlias = Callable[[User], int]
_COUNTERS: dict[str, Counter] = {}


def counts(view: str) -> Callable[[Counter], Counter]:
    """Decorator naming the tab's view, as in `@counts("records:corrections")`."""

    def register(counter: Counter) -> Counter:
        _COUNTERS[view] = counter
        return counter

    return register


def waiting_behind(view: str, user: User | None) -> int:
    counter = _COUNTERS.get(view)
    return counter(user) if counter is not None and user is not None else 0
