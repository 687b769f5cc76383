"""The search for the best assignment of passes to slots: exact, not first come first served. Called by assignment.py.

Slots are decided one after the other. After each, only those partial choices are kept that no other choice equals or
beats in everything that can still matter: required slots, courses and credits of every group and of the plan, passes
left over. So nothing that could still graduate is dropped, and where nothing competes a single choice remains. Where
nearly everything may stand for everything, the best few go on: a graduation found among them is one, a failure counts
if ceiling.py proves it; else more are kept, and if even that does not decide, a person does.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import product
from operator import ge, neg
from typing import TypeAlias

from applications.audit.ceiling import Reach, may_graduate
from applications.audit.choices import Choice, Edge, Filling, Place, Ways, gain_of, worth_trying
from applications.audit.facts import Pass, PlanFacts, Slot, Substitute
from applications.audit.ordering import in_order
from applications.audit.standing import Layout, Vector
from applications.audit.uncontested import uncontested

# Side by side after a slot, for each set of filled condition slots: at first, and if that does not decide. Published
# plans need fewer than ten.
FEW_CHOICES, MOST_CHOICES = 50, 300


@lru_cache(maxsize=64)  # a batch has few plans, and their facts are shared by all who study by them
def places_of(plan: PlanFacts) -> tuple[Place, ...]:
    """In plan order; the alternatives of a slot are one place, every part of a pair is its own."""
    places = []
    for slot in plan.slots:
        alternatives = tuple(option for option in slot.options if option.part == "alternative")
        places += [Place(slot, alternatives)] if alternatives else []
        places += [Place(slot, (option,)) for option in slot.options if option.part != "alternative"]
    return tuple(places)


def match(
    plan: PlanFacts, places: Sequence[Place], passes: Sequence[Pass], substitutes: Iterable[Substitute]
) -> tuple[dict[Place, Filling], bool]:
    """The best fillings, and whether that is certain; halves of pairs that cannot be completed are filled as well.

    Certain is also a graduation found before everything was weighed, and a failure that ceiling.py proves.
    """
    kinds, edges = _edges(places, passes, tuple(dict.fromkeys(substitutes)))
    mine: dict[Slot, list[list[Edge]]] = {slot: [] for slot in plan.slots}
    for place in places:
        mine[place.slot].append(edges[place])
    ways = {slot: [way for way in product(*parts) if way and _possible(way, kinds)] for slot, parts in mine.items()}
    counts = [len(kind) for kind in kinds]
    layout, best, certain = _search(plan, ways, counts, FEW_CHOICES)
    if not certain and not _settled(plan, ways, counts, layout, best):
        layout, best, certain = _search(plan, ways, counts, MOST_CHOICES)
        certain = certain or not layout.missing(best.sums, best.conditions)
    else:
        certain = True
    chosen = list(best.edges())
    taken = {edge.place for edge in chosen}
    halves = (edge for place in places if place not in taken for edge in edges[place])
    spare = (edge for edge in halves if edge.place.slot.number not in layout.condition_slots)
    return _name_passes(kinds, chosen, spare), certain


def _search(plan: PlanFacts, ways: Ways, counts: Sequence[int], most: int) -> "tuple[Layout, Choice, bool]":
    """The best choice, and whether no more than `most` had to be kept side by side to find it."""
    wanted = _wanted(ways)
    reach = {k: set(uses) for k, uses in wanted.items() if len(uses) > 1 and sum(uses.values()) > counts[k]}
    layout = Layout(plan, [(k, counts[k]) for k in reach])
    if not reach and (alone := uncontested(layout, plan.slots, ways)):
        return layout, alone, True
    fronts, whole = [Choice(layout.start, frozenset(), (), None)], True
    for slot in in_order(plan.slots, list(reach.values())):
        for slots in reach.values():
            slots.discard(slot)
        done = [k for k, slots in reach.items() if not slots]
        fronts, uncut = _decide(layout, slot, worth_trying(layout, slot, ways[slot], reach), fronts, done, most)
        whole = whole and uncut
    return layout, min(fronts, key=lambda choice: layout.rank(choice.sums, choice.conditions)), whole


def _wanted(ways: Ways) -> dict[int, dict[Slot, int]]:
    """The slots that can use passes of a kind, and how many of them at most."""
    wanted: dict[int, dict[Slot, int]] = {}
    for slot, mine in ways.items():
        for way in mine:
            used = [kind for edge in way for kind in edge.kinds]
            for kind in used:
                uses = wanted.setdefault(kind, {})
                uses[slot] = max(uses.get(slot, 0), used.count(kind))
    return wanted


def _settled(plan: PlanFacts, ways: Ways, counts: Sequence[int], layout: Layout, best: Choice) -> bool:
    """Whether `best` graduates, or it is proved that nobody can."""
    if not layout.missing(best.sums, best.conditions):
        return True
    reach = {
        slot: Reach(
            frozenset(kind for way in mine for edge in way for kind in edge.kinds),
            max(sum(edge.option.credits for edge in way) for way in mine),
        )
        for slot, mine in ways.items()
        if mine
    }
    return not may_graduate(plan, reach, counts)


# What a pass can do: (place number, option number, directly?); negative numbers stand for bundles it is part of.
_Use: TypeAlias = tuple[int, int, bool]


def _edges(
    places: Sequence[Place], passes: Sequence[Pass], substitutes: Sequence[Substitute]
) -> tuple[list[list[Pass]], dict[Place, list[Edge]]]:
    """Passes sorted into kinds, and for every place what can fill it: direct passes before substitutes."""
    held = {taken.code for taken in passes}
    bundles = [s for s in substitutes if len(s.given) > 1 and held.issuperset(s.given)]
    by_use = _kinds(places, passes, [s for s in substitutes if len(s.given) == 1], bundles)
    edges: dict[Place, list[Edge]] = {place: [] for place in places}
    for kind, uses in enumerate(by_use):
        for number, position, direct in uses:
            if number >= 0:
                place = places[number]
                edges[place].append(Edge(place, place.options[position], (kind,), direct))
    kind_of = {taken.code: kind for kind, mine in enumerate(by_use.values()) for taken in mine}
    for bundle in bundles:
        kinds = tuple(kind_of[code] for code in bundle.given)
        for place in places:
            edges[place] += [Edge(place, o, kinds, False) for o in place.options if o.code == bundle.wanted]
    for place, fitting in edges.items():
        fitting.sort(key=lambda e: (not e.direct, len(e.kinds), -e.option.credits, place.options.index(e.option)))
    return list(by_use.values()), edges


def _kinds(
    places: Sequence[Place], passes: Sequence[Pass], single: Sequence[Substitute], bundles: Sequence[Substitute]
) -> dict[tuple[_Use, ...], list[Pass]]:
    """The passes by what they can do; one that can do nothing is left out."""
    spots: dict[str, list[tuple[int, int]]] = {}
    for number, place in enumerate(places):
        for position, option in enumerate(place.options):
            spots.setdefault(option.code, []).append((number, position))
    wanted_by: dict[str, set[str]] = {}
    for substitute in single:
        wanted_by.setdefault(substitute.given[0], set()).add(substitute.wanted)
    by_use: dict[tuple[_Use, ...], list[Pass]] = {}
    for taken in passes:
        uses: list[_Use] = [(*spot, True) for spot in spots.get(taken.code, ())]
        for wanted in wanted_by.get(taken.code, ()):
            uses += [(*spot, False) for spot in spots.get(wanted, ())]
        uses += [(-1 - n, 0, False) for n, bundle in enumerate(bundles) if taken.code in bundle.given]
        if uses:
            by_use.setdefault(tuple(sorted(uses)), []).append(taken)
    return by_use


def _possible(way: tuple[Edge, ...], kinds: Sequence[Sequence[Pass]]) -> bool:
    """The parts of one slot need different passes."""
    wanted = [kind for edge in way for kind in edge.kinds]
    return all(wanted.count(kind) <= len(kinds[kind]) for kind in set(wanted))


def _decide(
    layout: Layout,
    slot: Slot,
    ways: Iterable[tuple[Edge, ...]],
    choices: Iterable[Choice],
    done: Sequence[int],
    most: int,
) -> tuple[list[Choice], bool]:
    """Every choice continued in every way, without those that another one equals or beats; False if some were cut."""
    ways, fronts = list(ways), dict[frozenset[str], dict[Vector, Choice]]()
    gains = [gain_of(layout, slot, way) for way in ways]
    for choice in choices:
        for way, gain in zip(ways, gains, strict=True):
            sums = layout.add(choice.sums, gain, done)
            if sums is None:
                continue
            conditions = choice.conditions
            if way and slot.number in layout.condition_slots:
                conditions |= {slot.number}
            fronts.setdefault(conditions, {}).setdefault(sums, Choice(sums, conditions, way, choice))
    kept, whole = list[Choice](), True
    for front in fronts.values():
        best, uncut = _unbeaten(layout, front, most)
        kept += best
        whole = whole and uncut
    return kept, whole


def _unbeaten(layout: Layout, front: dict[Vector, Choice], most: int) -> tuple[list[Choice], bool]:
    """The first `most` that no other equals or beats in everything; False if there are more.

    Who beats somebody ranks no later and, at equal rank, has the greater sums: each is compared with earlier ones only.
    """
    if len(front) == 1:
        return list(front.values()), True
    best = dict[Vector, None]()
    for sums in sorted(front, key=lambda sums: (*layout.rank(sums, front[sums].conditions), *map(neg, sums))):
        if any(all(map(ge, other, sums)) for other in best):
            continue
        if len(best) == most:
            return [front[sums] for sums in best], False
        best[sums] = None
    return [choice for sums, choice in front.items() if sums in best], True


def _name_passes(
    kinds: Sequence[Sequence[Pass]], chosen: Iterable[Edge], spare: Iterable[Edge]
) -> dict[Place, Filling]:
    """Chosen kinds become passes, the best marks first; what is left over fills `spare` places."""
    left = [sorted(kind, key=lambda taken: -taken.points) for kind in kinds]
    named: dict[Place, Filling] = {}
    for edge in (*chosen, *spare):
        enough = all(len(left[kind]) >= edge.kinds.count(kind) for kind in edge.kinds)
        if edge.place not in named and enough:
            first, *others = (left[kind].pop(0) for kind in edge.kinds)
            named[edge.place] = Filling(edge.option, first, tuple(others))
    return named
