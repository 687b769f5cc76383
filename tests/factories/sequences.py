"""Counts from the start for every test, so that what a factory makes never depends on the tests before it."""

from collections.abc import Iterator
from typing import Any

import factory


def factories(base: type[Any] = factory.django.DjangoModelFactory) -> Iterator[type[Any]]:
    for kind in base.__subclasses__():
        yield kind
        yield from factories(kind)


def count_from_the_start() -> None:
    for kind in factories():
        kind.reset_sequence(0, force=True)
