"""The sums of a plan: within reach, not under the national minimum, dates in their order.

Decided here: a plan whose sums nobody can reach is wrong, also where only those miss them who leave a condition slot
empty. A plan under the national minimum (高等教育自学考试专业基本规范, 2021) is only doubtful: versions from before the
specification are still in their transition and have to be kept as they were published.
"""

from collections.abc import Iterator

from selfexam.catalogue.plan_checks.findings import DOUBT, WRONG, Finding
from selfexam.catalogue.plan_checks.shapes import PlanShape


def check_sums(plan: PlanShape) -> Iterator[Finding]:
    if plan.slots:
        yield from _reach(plan)
    yield from _minimum(plan)
    yield from _dates(plan)


def _reach(plan: PlanShape) -> Iterator[Finding]:
    optional = [g.condition for g in plan.groups if (s := plan.slot(g.condition or "")) is not None and not s.required]
    for without in dict.fromkeys(["", *(number for number in optional if number)]):
        courses, credits = plan.reach(without=without)
        whoever = f"不选第 {without} 项时，" if without else ""
        if plan.least_courses > courses:
            sentence = f"{whoever}计划要求 {plan.least_courses} 门，全部通过也只有 {courses} 门"
            yield Finding(WRONG, sentence, column="最少门数")
        if plan.least_credits > credits:
            sentence = f"{whoever}计划要求 {plan.least_credits} 学分，全部通过也只有 {credits} 学分"
            yield Finding(WRONG, sentence, column="最少学分")


def _minimum(plan: PlanShape) -> Iterator[Finding]:
    least = plan.minimum
    if least is None:
        return
    if plan.least_courses < least.courses:
        sentence = f"计划要求 {plan.least_courses} 门，国家基本规范{least.level}不少于 {least.courses} 门"
        yield Finding(DOUBT, sentence, column="最少门数")
    if plan.least_credits < least.credits:
        sentence = f"计划要求 {plan.least_credits} 学分，国家基本规范{least.level}不少于 {least.credits} 学分"
        yield Finding(DOUBT, sentence, column="最少学分")


def _dates(plan: PlanShape) -> Iterator[Finding]:
    """Somebody may still graduate after the transition; nobody before the plan begins."""
    for column, day in (("过渡期截止", plan.valid_until), ("最后毕业日期", plan.last_graduation)):
        if plan.valid_from and day and day < plan.valid_from:
            yield Finding(WRONG, f"{column} {day:%Y-%m-%d} 早于执行起始 {plan.valid_from:%Y-%m-%d}", column=column)
