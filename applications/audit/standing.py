"""What a partial assignment has reached, as numbers of which more is always better; matching.py compares them.

Required slots, courses and credits of each group, then of the plan, then what has been used up (negative).
Sums stop at what the plan asks for, because more of them does not help; only the total credits go on.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from applications.audit.facts import PlanFacts, Slot

Vector: TypeAlias = tuple[int, ...]


class Layout:
    """Where each number stands for one plan; `contested` are (kind of pass, how many) that several slots want."""

    def __init__(self, plan: PlanFacts, contested: Sequence[tuple[int, int]]) -> None:
        self.plan = plan
        self.condition_slots = frozenset(group.condition_slot for group in plan.groups if group.condition_slot)
        self.required = sum(slot.required for slot in plan.slots)
        self._group_at = {group.code: 1 + 2 * n for n, group in enumerate(plan.groups)}
        self._courses_at = 1 + 2 * len(plan.groups)
        self._used_at = {kind: self._courses_at + 3 + n for n, (kind, _) in enumerate(contested)}
        self._least = {self._used_at[kind]: -count for kind, count in contested}
        self._most = {self._courses_at: plan.least_courses}
        for group in plan.groups:
            at = self._group_at[group.code]
            self._most[at] = max(group.least_courses, group.otherwise_courses)
            self._most[at + 1] = max(group.least_credits, group.otherwise_credits)
        self.start: Vector = (0,) * (self._courses_at + 3 + len(contested))
        self.nothing = self.start

    def gain(self, slot: Slot, credits: Sequence[int], substitutions: int, kinds: Sequence[int]) -> Vector:
        """What filling `slot` adds."""
        gain = [0] * len(self.start)
        gain[0] = slot.required
        if slot.group in self._group_at:
            at = self._group_at[slot.group]
            gain[at], gain[at + 1] = 1, sum(credits)
        gain[self._courses_at] = slot.counted
        gain[self._courses_at + 1] = sum(credits) if slot.earns else 0
        gain[self._courses_at + 2] = -substitutions
        for kind in kinds:
            if kind in self._used_at:
                gain[self._used_at[kind]] -= 1
        return tuple(gain)

    def add(self, sums: Vector, gain: Vector, done: Iterable[int]) -> Vector | None:
        """None if a kind of pass runs out; what no later slot wants (`done`) is forgotten."""
        total = [a + b for a, b in zip(sums, gain, strict=True)]
        if any(total[at] < least for at, least in self._least.items()):
            return None
        for at, most in self._most.items():
            total[at] = min(total[at], most)
        for kind in done:
            total[self._used_at[kind]] = 0
        return tuple(total)

    def rank(self, sums: Vector, conditions: frozenset[str]) -> tuple[int, int, int]:
        """Least first: how much is missing (0 = may graduate), then most credits, then fewest substitutions."""
        return self.missing(sums, conditions), -sums[self._courses_at + 1], -sums[self._courses_at + 2]

    def missing(self, sums: Vector, conditions: frozenset[str]) -> int:
        """How many things stand against graduation; 0 if nothing does."""
        missing = self.required - sums[0]
        for group in self.plan.groups:
            need_courses, need_credits = group.need(group.condition_slot in conditions)
            at = self._group_at[group.code]
            missing += max(need_courses - sums[at], 0) + (sums[at + 1] < need_credits)
        missing += sums[self._courses_at] < self.plan.least_courses
        return missing + (sums[self._courses_at + 1] < self.plan.least_credits)
