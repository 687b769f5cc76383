"""What a search for the best assignment is made of. Used by matching.py and uncontested.py."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from applications.audit.facts import Option, Pass, Slot
from applications.audit.standing import Layout, Vector


@dataclass(frozen=True, eq=False)
class Place:
    """One thing to be filled: a slot with alternatives, or one part of a theory-and-practice pair."""

    slot: Slot
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Filling:
    """A pass standing in a place, directly or as a substitute of `option`, perhaps together with others."""

    option: Option
    taken: Pass
    others: tuple[Pass, ...] = ()

    @property
    def passes(self) -> tuple[Pass, ...]:
        return (self.taken, *self.others)

    @property
    def is_substitution(self) -> bool:
        return self.option.code != self.taken.code


@dataclass(frozen=True)
class Edge:
    """A place filled through `option` by a pass of each of `kinds`; passes that can do the same are one kind."""

    place: Place
    option: Option
    kinds: tuple[int, ...]
    direct: bool


@dataclass(frozen=True)
class Choice:
    """A partial assignment: what it adds up to, which condition slots it fills, and how it came about."""

    sums: Vector
    conditions: frozenset[str]
    way: tuple[Edge, ...]
    before: "Choice | None"

    def edges(self) -> Iterator[Edge]:
        choice: Choice | None = self
        while choice is not None:
            yield from choice.way
            choice = choice.before


Ways: TypeAlias = Mapping[Slot, Sequence[tuple[Edge, ...]]]


def worth_trying(
    layout: Layout, slot: Slot, ways: Sequence[tuple[Edge, ...]], contested: Container[int]
) -> list[tuple[Edge, ...]]:
    """All ways and leaving the slot empty, unless one way costs other slots nothing and earns most: then only it."""
    worth = [sum(edge.option.credits for edge in way) for way in ways]
    fewest = min((sum(not edge.direct for edge in way) for way in ways), default=0)
    for way, credits in zip(ways, worth, strict=True):
        free = not any(kind in contested for edge in way for kind in edge.kinds) and credits == max(worth)
        if free and sum(not edge.direct for edge in way) == fewest and (credits or slot.required):
            return [way, ()] if slot.number in layout.condition_slots else [way]
    return [*ways, ()]


def gain_of(layout: Layout, slot: Slot, way: Sequence[Edge]) -> Vector:
    """What filling `slot` in this way adds."""
    if not way:
        return layout.nothing
    credits = [edge.option.credits for edge in way]
    kinds = [kind for edge in way for kind in edge.kinds]
    return layout.gain(slot, credits, sum(not edge.direct for edge in way), kinds)
