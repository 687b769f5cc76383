"""What nobody can exceed: proves that no assignment graduates, where matching.py has too many to weigh each.

Every slot is asked for only one of the passes that could help to fill it and is given the most credits it can earn.
Whoever falls short even so falls short in earnest; who does not may or may not graduate.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from applications.audit.facts import PlanFacts, Slot


@dataclass(frozen=True)
class Reach:
    """What could fill a slot: the kinds of passes that help, and the most credits it can earn."""

    kinds: frozenset[int]
    credits: int


def may_graduate(plan: PlanFacts, reach: Mapping[Slot, Reach], counts: Sequence[int]) -> bool:
    """False is proof. `reach` names the slots that can be filled at all, `counts` the passes of each kind."""
    required = [slot for slot in plan.slots if slot.required]
    if len(_filled(required, reach, counts)) < len(required):
        return False
    return all(_most(worth, plan, reach, counts) >= least for worth, least in _demands(plan, reach))


def _most(worth: Mapping[Slot, int], plan: PlanFacts, reach: Mapping[Slot, Reach], counts: Sequence[int]) -> int:
    """The greatest sum of `worth` over slots that can be filled together with all the required ones."""
    required = [slot for slot in plan.slots if slot.required]
    others = sorted((slot for slot in worth if not slot.required), key=worth.__getitem__, reverse=True)
    return sum(worth.get(slot, 0) for slot in _filled([*required, *others], reach, counts))


def _demands(plan: PlanFacts, reach: Mapping[Slot, Reach]) -> Iterator[tuple[dict[Slot, int], int]]:
    """What each slot adds to a sum, and how much of that sum is asked for: of the plan, then of every group."""
    yield {slot: 1 for slot in reach if slot.counted}, plan.least_courses
    yield {slot: found.credits for slot, found in reach.items() if slot.earns}, plan.least_credits
    for group in plan.groups:
        mine = {slot: found.credits for slot, found in reach.items() if slot.group == group.code}
        needs = group.need(condition_holds=True), group.need(condition_holds=False)
        yield dict.fromkeys(mine, 1), min(courses for courses, _ in needs)
        yield mine, min(credits for _, credits in needs)


def _filled(slots: Iterable[Slot], reach: Mapping[Slot, Reach], counts: Sequence[int]) -> list[Slot]:
    """The slots that can be filled together, the earlier ones first: by augmenting paths, so no sum can be greater."""
    holders: list[list[Slot]] = [[] for _ in counts]

    def find_place(slot: Slot, tried: set[int]) -> bool:
        for kind in sorted(reach[slot].kinds):
            if kind in tried:
                continue
            tried.add(kind)
            if len(holders[kind]) < counts[kind]:
                holders[kind].append(slot)
                return True
            for at, other in enumerate(holders[kind]):
                if find_place(other, tried):
                    holders[kind][at] = slot
                    return True
        return False

    return [slot for slot in slots if slot in reach and find_place(slot, set())]
