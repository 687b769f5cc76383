"""What can be wrong with slots: no course, half a pair, a thesis with credits, one course in two places.

Decided here: a course in two slots is wrong if both need it, for one pass fills one slot only and nobody could ever
graduate; where one of them could be filled otherwise it is doubtful. A thesis with credits is wrong, because the audit
does not count them (毕业论文不计学分，必须合格) and the plan would promise what nobody gets.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from selfexam.catalogue.plan_checks.findings import DOUBT, WRONG, Finding, of_slot
from selfexam.catalogue.plan_checks.shapes import PlanShape, SlotShape

_PART = {"theory": "理论", "practice": "实践"}


def check_slots(plan: PlanShape) -> Iterator[Finding]:
    if not plan.slots:
        yield Finding(WRONG, f"{plan.version} 版里还没有课程")
    for number, times in Counter(slot.number for slot in plan.slots).items():
        if times > 1:
            yield of_slot(WRONG, number, f"出现了 {times} 次，序号不能重复", column="序号")
    for slot in plan.slots:
        yield from _courses(slot)
        yield from _credits(slot)
    yield from _twice(plan)


def _courses(slot: SlotShape) -> Iterator[Finding]:
    parts = Counter(course.part for course in slot.courses)
    if not slot.courses:
        yield of_slot(WRONG, slot.number, "没有课程")
    elif parts["alternative"] and len(parts) > 1:
        yield of_slot(WRONG, slot.number, "既有“任选其一”，又有理论或实践，只能用一种", column="组成")
    elif not parts["alternative"]:
        for part, other in (("theory", "practice"), ("practice", "theory")):
            if parts[part] and not parts[other]:
                course = next(course for course in slot.courses if course.part == part)
                sentence = f"只有{_PART[part]} {course}，缺少{_PART[other]}部分"
                yield of_slot(WRONG, slot.number, sentence, course=course.code, column="组成")


def _credits(slot: SlotShape) -> Iterator[Finding]:
    for course in slot.courses:
        if slot.kind == "thesis" and course.credits:
            sentence = f" {course} 是毕业论文（设计），不计学分，学分要写 0，现为 {course.credits}"
            yield of_slot(WRONG, slot.number, sentence, course=course.code, column="学分")
        elif slot.counted and not course.credits:
            yield of_slot(DOUBT, slot.number, f" {course} 没有学分", course=course.code, column="学分")


def _twice(plan: PlanShape) -> Iterator[Finding]:
    for first, second in combinations(plan.slots, 2):
        for course in second.courses:
            if course.code not in {other.code for other in first.courses}:
                continue
            needed = all(slot.required and slot.needs(course.code) for slot in (first, second))
            sentence = f" {course} 在第 {first.number} 项已经有了，一门成绩只能算一项"
            severity = WRONG if needed else DOUBT
            finding = of_slot(severity, second.number, sentence, course=course.code, column="课程代码")
            yield replace(finding, others=((("序号", first.number), ("课程代码", course.code)),))
