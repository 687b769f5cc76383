"""Substitutions (顶替) that contradict each other: circles, bundles of one, courses that no plan asks for.

Decided here: A for B and B for A is legal where two plan versions use the two codes side by side, each new in one of
them; such a circle, a longer one too, is doubtful and told with all its names. A circle is wrong if one version asks
for all its courses, or if one of them stands in no version: then a row was entered the wrong way round. Rows past
their use-by date count no longer. A bundle of one is wrong: a row is missing, and one course would do where the table
means several. The audit follows one row only, never a chain, so a circle cannot make it run in circles.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from selfexam.catalogue.plan_checks.findings import DOUBT, WRONG, Finding, Place
from selfexam.catalogue.plan_checks.shapes import ProgrammeShape, SwapShape


def check_substitutions(programme: ProgrammeShape) -> list[Finding]:
    current = [swap for swap in programme.swaps if swap.until is None or swap.until >= programme.today]
    found = [*_circles(programme, current), *_bundles(programme), *_unasked(programme, current)]
    return sorted(found, key=lambda finding: not finding.is_wrong)


def _of_row(severity: str, swap: SwapShape, sentence: str, column: str = "") -> Finding:
    return Finding(severity, sentence, "顶替", _place(swap), column)


def _place(swap: SwapShape) -> Place:
    return (("计划课程代码", swap.wanted), ("顶替课程代码", swap.given), ("合并组", swap.bundle))


def _circles(programme: ProgrammeShape, swaps: list[SwapShape]) -> Iterator[Finding]:
    """Every circle once, told at the first of its rows."""
    rows = {(swap.wanted, swap.given): swap for swap in swaps}
    after: dict[str, list[str]] = defaultdict(list)
    for wanted, given in rows:
        after[wanted].append(given)
    seen: set[frozenset[str]] = set()
    for wanted, given in rows:
        way = _way(after, given, wanted)
        if way and frozenset(way) not in seen:
            seen.add(frozenset(way))
            severity, why = _judged(programme, frozenset(way))
            names = "、".join(programme.named(code) for code in way)
            finding = _of_row(severity, rows[wanted, given], f"{names} 互相顶替，{why}", "顶替课程代码")
            others = tuple(_place(rows[pair]) for pair in pairwise(way))
            yield replace(finding, others=others)


def _way(after: dict[str, list[str]], start: str, goal: str) -> list[str]:
    """The shortest chain of rows from `start` back to `goal`, both included; empty if there is none."""
    ways, reached = [[start]], {start}
    for way in ways:
        if way[-1] == goal:
            return way
        for code in after[way[-1]]:
            if code not in reached:
                reached.add(code)
                ways.append([*way, code])
    return []


def _judged(programme: ProgrammeShape, circle: frozenset[str]) -> tuple[str, str]:
    if any(circle <= version for version in programme.versions):
        return WRONG, "却都在同一版计划里，请删去方向填反的一行"
    nowhere = sorted(code for code in circle if not any(code in version for version in programme.versions))
    if nowhere:
        names = "、".join(programme.named(code) for code in nowhere)
        return WRONG, f"而 {names} 不在任何一版计划里，请删去方向填反的一行"
    return DOUBT, "分别在不同版本的计划里时可以这样，请核对"


def _bundles(programme: ProgrammeShape) -> Iterator[Finding]:
    bundles: dict[tuple[str, str], list[SwapShape]] = defaultdict(list)
    for swap in programme.swaps:
        if swap.bundle:
            bundles[swap.wanted, swap.bundle].append(swap)
    for (wanted, bundle), swaps in bundles.items():
        name = f"顶替 {programme.named(wanted)} 的合并组 {bundle}"
        if len(swaps) == 1:
            yield _of_row(WRONG, swaps[0], f"{name} 只有一门课程，请补齐，或清空合并组", "合并组")
        elif len({swap.until for swap in swaps}) > 1:
            yield _of_row(DOUBT, swaps[-1], f"{name} 截止使用不一致，按最早的一天计", "截止使用")


def _unasked(programme: ProgrammeShape, swaps: list[SwapShape]) -> Iterator[Finding]:
    """Only where there are plans to compare with."""
    asked = frozenset[str]().union(*programme.versions)
    for swap in swaps:
        if asked and swap.wanted not in asked and not any(swap.wanted == other.given for other in swaps):
            sentence = f"{programme.named(swap.wanted)} 不在任何一版计划里，这一行不起作用"
            yield _of_row(DOUBT, swap, sentence, "计划课程代码")
