"""The best assignment where no two slots want the same pass, as in most plans of most people. Called by matching.py.

Every slot takes its best way whatever the others do. Only a condition slot may be better left empty, as it changes what
its group asks for: each such way is added up, and the best taken.
"""

from collections.abc import Sequence
from itertools import product
from math import prod

from applications.audit.choices import Choice, Edge, Ways, gain_of, worth_trying
from applications.audit.facts import Slot
from applications.audit.standing import Layout, Vector

# Published plans have one condition slot at most: two choices.
MOST_WEIGHED = 64


def uncontested(layout: Layout, slots: Sequence[Slot], ways: Ways) -> Choice | None:
    """None if a slot that is no condition has several ways worth trying, or the conditions make too many choices."""
    worth = [worth_trying(layout, slot, ways[slot], ()) for slot in slots]
    open_slots = {slot.number for slot, mine in zip(slots, worth, strict=True) if len(mine) > 1}
    if not open_slots <= layout.condition_slots or prod(map(len, worth)) > MOST_WEIGHED:
        return None
    weighed = [_choice(layout, slots, chosen) for chosen in product(*worth)]
    return min(weighed, key=lambda choice: layout.rank(choice.sums, choice.conditions))


def _choice(layout: Layout, slots: Sequence[Slot], chosen: Sequence[tuple[Edge, ...]]) -> Choice:
    total: Vector = layout.start
    conditions = frozenset[str]()
    gains = []
    for slot, way in zip(slots, chosen, strict=True):
        if way:
            gains.append(gain_of(layout, slot, way))
            if slot.number in layout.condition_slots:
                conditions |= {slot.number}
    if gains:
        total = tuple(map(sum, zip(*gains, strict=True)))
    sums = layout.add(total, layout.nothing, ())
    assert sums is not None  # noqa: S101  Nothing is contested, so no kind of pass can run out.
    whole = Choice(sums, conditions, (), None)
    for way in chosen:
        whole = Choice(sums, conditions, way, whole)
    return whole
