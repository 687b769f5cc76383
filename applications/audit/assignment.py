"""Which pass fills which slot, and what that adds up to. The rules and the table of the audit read it.

The choice itself is made in matching.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from applications.audit.choices import Filling, Place
from applications.audit.facts import Facts, Group, Pass, PlanFacts, Slot
from applications.audit.findings import BLOCKS, REVIEW
from applications.audit.matching import match, places_of

__all__ = ["Assignment", "Filling", "Place", "assign", "best_passes"]


@dataclass(frozen=True)
class Assignment:
    """Every place with what fills it, and the passes that fill nothing."""

    plan: PlanFacts
    places: tuple[Place, ...]
    fillings: Mapping[Place, Filling]
    unused: tuple[Pass, ...]
    certain: bool = True

    @property
    def shortfall(self) -> str:
        """How heavy it is that something is missing: nobody is refused while another assignment might do."""
        return BLOCKS if self.certain else REVIEW

    @cached_property
    def earned(self) -> dict[Slot, int]:
        """The filled slots in plan order with their credits: theory without its practice earns nothing yet."""
        places: dict[Slot, list[Place]] = {}
        for place in self.places:
            places.setdefault(place.slot, []).append(place)
        return {
            slot: sum(self.fillings[place].option.credits for place in mine) if slot.earns else 0
            for slot, mine in places.items()
            if all(place in self.fillings for place in mine)
        }

    @cached_property
    def credits(self) -> int:
        return sum(self.earned.values())

    @cached_property
    def courses(self) -> int:
        """Filled slots (序号): a pair counts once, thesis and additional courses not at all."""
        return sum(slot.counted for slot in self.earned)

    def need_of(self, group: Group) -> tuple[int, int]:
        """(courses, credits) that the group asks for, given what fills its condition slot."""
        return group.need(group.condition_slot in {slot.number for slot in self.earned})

    def have_of(self, group: Group) -> tuple[int, int]:
        mine = [credits for slot, credits in self.earned.items() if slot.group == group.code]
        return len(mine), sum(mine)


def best_passes(passes: Iterable[Pass]) -> list[Pass]:
    """One pass a course: the best mark, the earlier sitting among equals (passed twice counts once).

    What is no pass at all (under 60, over 100) is left out; odd_marks.py says so.
    """
    best: dict[str, Pass] = {}
    for taken in passes:
        if not taken.counts:
            continue
        if taken.code not in best or taken.points > best[taken.code].points:
            best[taken.code] = taken
    return list(best.values())


def assign(facts: Facts) -> Assignment:
    """The best assignment: nothing missing if that is possible at all, then most credits, then fewest substitutions."""
    passes = best_passes(facts.passes)
    places = places_of(facts.plan)
    fillings, certain = match(facts.plan, places, passes, facts.substitutes)
    used = {taken.code for filling in fillings.values() for taken in filling.passes}
    ordered = {place: fillings[place] for place in places if place in fillings}
    unused = tuple(taken for taken in passes if taken.code not in used)
    return Assignment(facts.plan, places, ordered, unused, certain)
