"""In which order matching.py decides the slots: those that want the same passes one after the other.

A contest stays open from the first slot that wants its passes to the last; the fewer are open at a time, the fewer
choices have to be kept side by side. Where nothing is contested the plan's own order remains.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from applications.audit.facts import Slot


def in_order(slots: Sequence[Slot], contests: Sequence[AbstractSet[Slot]]) -> Iterator[Slot]:
    left, waiting, begun = list(slots), [set(contest) for contest in contests], list[set[Slot]]()
    while waiting or begun:
        slot = _next(left, waiting, begun)
        left.remove(slot)
        begun += [contest for contest in waiting if slot in contest]
        waiting = [contest for contest in waiting if slot not in contest]
        for contest in begun:
            contest.discard(slot)
        begun = [contest for contest in begun if contest]
        yield slot
    yield from left


def _next(left: Sequence[Slot], waiting: Sequence[set[Slot]], begun: Sequence[set[Slot]]) -> Slot:
    """The slot that opens fewest contests and ends most, rather one that is already touched; else the first."""

    def cost(slot: Slot) -> tuple[int, bool]:
        opened = sum(len(contest) > 1 for contest in waiting if slot in contest)
        ended = sum(len(contest) == 1 for contest in begun if slot in contest)
        return opened - ended, not any(slot in contest for contest in begun)

    return min(left, key=cost)
