"""Which pass fills which slot: as many and as weighty slots as possible, not first come first served.

Places and passes form a bipartite graph. The places that a matching can cover form a matroid, so covering the compulsory
places first and then the electives by falling credits is optimal. A pass fills one place only; substitutions and
electives may compete for it. The optional slot that eases an elective group is tried both ways.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from applications.audit.facts import Facts, Group, Option, Pass, Slot

# Kinds that must be filled whatever else is.
REQUIRED = frozenset({"compulsory", "practice", "thesis"})


@dataclass(frozen=True)
class Place:
    """One thing to be filled: a slot with alternatives, or one part of a theory-and-practice pair."""

    slot: Slot
    options: tuple[Option, ...]

    @property
    def credits(self) -> int:
        return max((option.credits for option in self.options), default=0)


@dataclass(frozen=True)
class Filling:
    """A pass standing in a place, directly or as a substitute of `option`."""

    option: Option
    taken: Pass

    @property
    def is_substitution(self) -> bool:
        return self.option.code != self.taken.code


@dataclass
class Assignment:
    """Every place with what fills it, and the passes that fill nothing."""

    fillings: dict[Place, Filling] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    unused: tuple[Pass, ...] = ()

    def filled(self, slot: Slot) -> bool:
        return all(place in self.fillings for place in self.places if place.slot == slot)

    def slots(self) -> list[Slot]:
        """The filled slots in plan order."""
        return [slot for slot in dict.fromkeys(place.slot for place in self.places) if self.filled(slot)]

    def credits_of(self, slot: Slot) -> int:
        return sum(f.option.credits for place, f in self.fillings.items() if place.slot == slot)

    def credits(self) -> int:
        """Of filled slots only: theory without its practice earns nothing yet."""
        return sum(self.credits_of(slot) for slot in self.slots())

    def need_of(self, group: Group) -> tuple[int, int]:
        """(courses, credits) that the group asks for, given what fills its condition slot."""
        if group.condition_slot and group.condition_slot not in {slot.number for slot in self.slots()}:
            return group.otherwise_courses, group.otherwise_credits
        return group.least_courses, group.least_credits

    def have_of(self, group: Group) -> tuple[int, int]:
        mine = [slot for slot in self.slots() if slot.group == group.code]
        return len(mine), sum(self.credits_of(slot) for slot in mine)


def best_passes(passes: Iterable[Pass]) -> list[Pass]:
    """One pass a course: the best mark, the earlier sitting among equals (passed twice counts once)."""
    best: dict[str, Pass] = {}
    for taken in passes:
        if taken.code not in best or taken.points > best[taken.code].points:
            best[taken.code] = taken
    return list(best.values())


def assign(facts: Facts) -> Assignment:
    """The best assignment: nothing missing if that is possible at all, then the most credits."""
    places = tuple(_places(facts.plan.slots))
    passes = best_passes(facts.passes)
    conditions = {group.condition_slot for group in facts.plan.groups if group.condition_slot}
    tries = []
    for wanted in product((True, False), repeat=len(conditions)):
        skipped = {number for number, want in zip(sorted(conditions), wanted, strict=True) if not want}
        tries.append(_match(facts, [p for p in places if p.slot.number not in skipped], places, passes))
    return max(tries, key=lambda a: (-_lacking(facts, a), a.credits()))


def _places(slots: Sequence[Slot]) -> Iterable[Place]:
    for slot in slots:
        alternatives = tuple(option for option in slot.options if option.part == "alternative")
        if alternatives:
            yield Place(slot, alternatives)
        for option in slot.options:
            if option.part != "alternative":
                yield Place(slot, (option,))


def _match(facts: Facts, open_places: list[Place], places: tuple[Place, ...], passes: list[Pass]) -> Assignment:
    edges = {place: _edges(place, passes, facts.substitutes) for place in open_places}
    taken_by: dict[str, Place] = {}
    order = sorted(open_places, key=lambda p: (p.slot.kind not in REQUIRED, p.slot.kind == "elective", -p.credits))
    for place in order:
        _augment(place, edges, taken_by, set())
    fillings = {}
    for code, place in taken_by.items():
        fillings[place] = next(f for f in edges[place] if f.taken.code == code)
    used = set(taken_by)
    ordered = {place: fillings[place] for place in places if place in fillings}
    return Assignment(ordered, places, tuple(p for p in passes if p.code not in used))


def _edges(place: Place, passes: list[Pass], substitutes: Iterable[tuple[str, str]]) -> list[Filling]:
    """Direct passes first, so that a substitute is used only where it is needed."""
    direct = [Filling(option, p) for option in place.options for p in passes if p.code == option.code]
    standing_in = [
        Filling(option, p)
        for option in place.options
        for wanted, substitute in substitutes
        if wanted == option.code
        for p in passes
        if p.code == substitute
    ]
    return sorted(direct, key=lambda f: -f.option.credits) + standing_in


def _augment(place: Place, edges: dict[Place, list[Filling]], taken_by: dict[str, Place], seen: set[str]) -> bool:
    """Fill `place`, moving earlier fillings along if that frees a pass (an augmenting path)."""
    for filling in edges[place]:
        code = filling.taken.code
        if code in seen:
            continue
        seen.add(code)
        if code not in taken_by or _augment(taken_by[code], edges, taken_by, seen):
            taken_by[code] = place
            return True
    return False


def _lacking(facts: Facts, assignment: Assignment) -> int:
    """How much is missing, in a single number to compare assignments by."""
    filled = {slot.number for slot in assignment.slots()}
    missing = sum(slot.kind in REQUIRED and slot.number not in filled for slot in facts.plan.slots)
    for group in facts.plan.groups:
        (need_courses, need_credits), (courses, credits) = assignment.need_of(group), assignment.have_of(group)
        missing += max(need_courses - courses, 0) + (credits < need_credits)
    counted = [slot for slot in assignment.slots() if slot.kind != "thesis"]
    missing += len(counted) < facts.plan.least_courses
    return missing + (assignment.credits() < facts.plan.least_credits)
