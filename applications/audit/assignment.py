"""Which pass fills which slot, and what that adds up to. The rules and the table of the audit read it.

The choice itself is made in matching.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from applications.audit.facts import Facts, Group, Pass, PlanFacts, Slot
from applications.audit.matching import Filling, Place, match, places_of

__all__ = ["Assignment", "Filling", "Place", "assign", "best_passes"]


@dataclass(frozen=True)
class Assignment:
    """Every place with what fills it, and the passes that fill nothing."""

    plan: PlanFacts
    places: tuple[Place, ...]
    fillings: Mapping[Place, Filling]
    unused: tuple[Pass, ...]
    weighed_all: bool = True

    @cached_property
    def earned(self) -> dict[Slot, int]:
        """The filled slots in plan order with their credits: theory without its practice earns nothing yet."""
        places: dict[Slot, list[Place]] = {}
        for place in self.places:
            places.setdefault(place.slot, []).append(place)
        return {
            slot: sum(self.fillings[place].option.credits for place in mine)
            for slot, mine in places.items()
            if all(place in self.fillings for place in mine)
        }

    @cached_property
    def credits(self) -> int:
        return sum(self.earned.values())

    @cached_property
    def courses(self) -> int:
        """Filled slots (序号): a pair counts once, the thesis not at all."""
        return sum(slot.kind != "thesis" for slot in self.earned)

    def need_of(self, group: Group) -> tuple[int, int]:
        """(courses, credits) that the group asks for, given what fills its condition slot."""
        return group.need(group.condition_slot in {slot.number for slot in self.earned})

    def have_of(self, group: Group) -> tuple[int, int]:
        mine = [credits for slot, credits in self.earned.items() if slot.group == group.code]
        return len(mine), sum(mine)


def best_passes(passes: Iterable[Pass]) -> list[Pass]:
    """One pass a course: the best mark, the earlier sitting among equals (passed twice counts once)."""
    best: dict[str, Pass] = {}
    for taken in passes:
        if taken.code not in best or taken.points > best[taken.code].points:
            best[taken.code] = taken
    return list(best.values())


def assign(facts: Facts) -> Assignment:
    """The best assignment: nothing missing if that is possible at all, then most credits, then fewest substitutions."""
    passes = best_passes(facts.passes)
    places = places_of(facts.plan)
    fillings, weighed_all = match(facts.plan, places, passes, facts.substitutes)
    used = {filling.taken.code for filling in fillings.values()}
    ordered = {place: fillings[place] for place in places if place in fillings}
    unused = tuple(taken for taken in passes if taken.code not in used)
    return Assignment(facts.plan, places, ordered, unused, weighed_all)
