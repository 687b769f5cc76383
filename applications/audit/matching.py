"""The search for the best assignment of passes to slots: exact, not first come first served. Called by assignment.py.

Slots are decided one after the other. After each, only those partial choices are kept that no other choice equals or
beats in everything that can still matter: required slots, courses and credits of every group and of the plan, passes
left over. So nothing that could still graduate is dropped, and where nothing competes a single choice remains. Only
where nearly everything may stand for everything there are more than MOST_CHOICES; then the search says it was cut.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from applications.audit.facts import Option, Pass, PlanFacts, Slot
from applications.audit.standing import REQUIRED, Layout, Vector

# Side by side after a slot, for each set of filled condition slots. Published plans need fewer than ten.
MOST_CHOICES = 200


@dataclass(frozen=True, eq=False)
class Place:
    """One thing to be filled: a slot with alternatives, or one part of a theory-and-practice pair."""

    slot: Slot
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Filling:
    """A pass standing in a place, directly or as a substitute of `option`."""

    option: Option
    taken: Pass

    @property
    def is_substitution(self) -> bool:
        return self.option.code != self.taken.code


@dataclass(frozen=True)
class _Edge:
    """A place filled through `option` by any pass of a `kind`: passes that can do exactly the same are one kind."""

    place: Place
    option: Option
    kind: int
    direct: bool


@dataclass(frozen=True)
class _Choice:
    """A partial assignment: what it adds up to, which condition slots it fills, and how it came about."""

    sums: Vector
    conditions: frozenset[str]
    way: tuple[_Edge, ...]
    before: "_Choice | None"

    def edges(self) -> Iterator[_Edge]:
        choice: _Choice | None = self
        while choice is not None:
            yield from choice.way
            choice = choice.before


def places_of(plan: PlanFacts) -> tuple[Place, ...]:
    """In plan order; the alternatives of a slot are one place, every part of a pair is its own."""
    places = []
    for slot in plan.slots:
        alternatives = tuple(option for option in slot.options if option.part == "alternative")
        places += [Place(slot, alternatives)] if alternatives else []
        places += [Place(slot, (option,)) for option in slot.options if option.part != "alternative"]
    return tuple(places)


def match(
    plan: PlanFacts, places: Sequence[Place], passes: Sequence[Pass], substitutes: Iterable[tuple[str, str]]
) -> tuple[dict[Place, Filling], bool]:
    """The best fillings and whether all were weighed; halves of pairs that cannot be completed are filled as well."""
    kinds, edges = _edges(places, passes, frozenset(substitutes))
    reach = [{edge.place.slot for mine in edges.values() for edge in mine if edge.kind == k} for k in range(len(kinds))]
    contested = [k for k, slots in enumerate(reach) if len(slots) > 1]
    layout = Layout(plan, [(k, len(kinds[k])) for k in contested])
    fronts, whole = [_Choice(layout.start, frozenset(), (), None)], True
    for index, slot in enumerate(plan.slots):
        mine = [place for place in places if place.slot is slot]
        ways = [way for way in product(*(edges[place] for place in mine)) if way and _possible(way, kinds)]
        later = set(plan.slots[index + 1 :])
        done = [k for k in contested if not reach[k] & later]
        fronts, uncut = _decide(layout, slot, _worth_trying(layout, slot, ways, contested), fronts, done)
        whole = whole and uncut
    best = min(fronts, key=lambda choice: layout.rank(choice.sums, choice.conditions))
    chosen = list(best.edges())
    taken = {edge.place for edge in chosen}
    halves = (edge for place in places if place not in taken for edge in edges[place])
    spare = (edge for edge in halves if edge.place.slot.number not in layout.condition_slots)
    return _name_passes(kinds, chosen, spare), whole


def _edges(
    places: Sequence[Place], passes: Sequence[Pass], substitutes: frozenset[tuple[str, str]]
) -> tuple[list[list[Pass]], dict[Place, list[_Edge]]]:
    """Passes sorted into kinds, and for every place what can fill it: direct passes before substitutes."""
    by_use: dict[tuple[tuple[int, int, bool], ...], list[Pass]] = {}
    for taken in passes:
        uses = tuple(
            (number, position, option.code == taken.code)
            for number, place in enumerate(places)
            for position, option in enumerate(place.options)
            if option.code == taken.code or (option.code, taken.code) in substitutes
        )
        if uses:
            by_use.setdefault(uses, []).append(taken)
    edges: dict[Place, list[_Edge]] = {place: [] for place in places}
    for kind, uses in enumerate(by_use):
        for number, position, direct in uses:
            place = places[number]
            edges[place].append(_Edge(place, place.options[position], kind, direct))
    for place, mine in edges.items():
        mine.sort(key=lambda edge: (not edge.direct, -edge.option.credits, place.options.index(edge.option)))
    return list(by_use.values()), edges


def _possible(way: tuple[_Edge, ...], kinds: Sequence[Sequence[Pass]]) -> bool:
    """The parts of one slot need different passes."""
    wanted = [edge.kind for edge in way]
    return all(wanted.count(kind) <= len(kinds[kind]) for kind in set(wanted))


def _worth_trying(
    layout: Layout, slot: Slot, ways: list[tuple[_Edge, ...]], contested: Sequence[int]
) -> list[tuple[_Edge, ...]]:
    """All ways and leaving the slot empty, unless one way costs other slots nothing and earns most: then only it."""
    worth = [sum(edge.option.credits for edge in way) for way in ways]
    fewest = min((sum(not edge.direct for edge in way) for way in ways), default=0)
    for way, credits in zip(ways, worth, strict=True):
        free = not any(edge.kind in contested for edge in way) and credits == max(worth)
        if free and sum(not edge.direct for edge in way) == fewest and (credits or slot.kind in REQUIRED):
            return [way, ()] if slot.number in layout.condition_slots else [way]
    return [*ways, ()]


def _decide(
    layout: Layout,
    slot: Slot,
    ways: Iterable[tuple[_Edge, ...]],
    choices: Iterable[_Choice],
    done: Iterable[int],
) -> tuple[list[_Choice], bool]:
    """Every choice continued in every way, without those that another one equals or beats; False if some were cut."""
    ways, fronts = list(ways), dict[frozenset[str], list[_Choice]]()
    gains = [
        layout.gain(slot, [e.option.credits for e in way], sum(not e.direct for e in way), [e.kind for e in way])
        if way
        else layout.nothing
        for way in ways
    ]
    for choice in choices:
        for way, gain in zip(ways, gains, strict=True):
            sums = layout.add(choice.sums, gain, done)
            if sums is None:
                continue
            conditions = choice.conditions
            if way and slot.number in layout.condition_slots:
                conditions |= {slot.number}
            _keep(fronts.setdefault(conditions, []), _Choice(sums, conditions, way, choice))
    kept: list[_Choice] = []
    for front in fronts.values():
        kept += sorted(front, key=lambda choice: layout.rank(choice.sums, choice.conditions))[:MOST_CHOICES]
    return kept, len(kept) == sum(map(len, fronts.values()))


def _keep(front: list[_Choice], new: _Choice) -> None:
    for old in front:
        if all(a >= b for a, b in zip(old.sums, new.sums, strict=True)):
            return
    front[:] = [o for o in front if not all(a >= b for a, b in zip(new.sums, o.sums, strict=True))]
    front.append(new)


def _name_passes(
    kinds: Sequence[Sequence[Pass]], chosen: Iterable[_Edge], spare: Iterable[_Edge]
) -> dict[Place, Filling]:
    """Chosen kinds become passes, the best marks first; what is left over fills `spare` places."""
    left = [sorted(kind, key=lambda taken: -taken.points) for kind in kinds]
    named: dict[Place, Filling] = {}
    for edge in (*chosen, *spare):
        if edge.place not in named and left[edge.kind]:
            named[edge.place] = Filling(edge.option, left[edge.kind].pop(0))
    return named
