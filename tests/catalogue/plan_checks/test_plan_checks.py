"""Plans that nobody could graduate by, each told in one sentence that names slot, group or course."""

from dataclasses import replace
from datetime import date

import pytest

from selfexam.catalogue.plan_checks import DOUBT, WRONG, Finding, check_plan
from selfexam.catalogue.plan_checks.shapes import CourseShape, GroupShape, MinimumShape, PlanShape, SlotShape

NAMES = {"00537": "中国现代文学史", "13000": "英语", "03954": "公文写作", "07827": "诗词鉴赏", "10196": "毕业论文"}


def course(code: str, credits: int, part: str = "alternative") -> CourseShape:
    return CourseShape(code, NAMES.get(code, f"课程{code}"), credits, part)


def slot(number: str, kind: str, *courses: CourseShape, group: str = "") -> SlotShape:
    return SlotShape(number, kind, courses, group)


GROUP = GroupShape("G1", "选考课程", 1, 5, "02", 2, 9)
SLOTS = (
    slot("01", "compulsory", course("00537", 6)),
    slot("02", "optional", course("13000", 7)),
    slot("03", "compulsory", course("03333", 3, "theory"), course("03334", 2, "practice")),
    slot("04", "elective", course("03954", 5), group="G1"),
    slot("05", "elective", course("07827", 4), group="G1"),
    slot("06", "thesis", course("10196", 0)),
)
# With 02: 01, 02, 03 and one elective = 4 courses, 23 credits; without: 01, 03 and both = 4 courses, 20 credits.
PLAN = PlanShape("2024", 4, 20, SLOTS, (GROUP,))


def changed(number: str, **fields: object) -> PlanShape:
    """The sound plan with one slot changed."""
    slots = tuple(replace(s, **fields) if s.number == number else s for s in SLOTS)  # type: ignore[arg-type]
    return replace(PLAN, slots=slots)


def grouped(**fields: object) -> PlanShape:
    return replace(PLAN, groups=(replace(GROUP, **fields),))  # type: ignore[arg-type]


def told(plan: PlanShape) -> list[tuple[str, str]]:
    return [(finding.severity, finding.sentence) for finding in check_plan(plan)]


def test_a_plan_that_makes_sense_has_no_finding() -> None:
    assert told(PLAN) == []


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (replace(PLAN, slots=(), groups=()), "2024 版里还没有课程"),
        (changed("02", courses=()), "第 02 项没有课程"),
        (
            changed("03", courses=(course("03333", 5, "theory"),)),
            "第 03 项只有理论 03333 课程03333，缺少实践部分",
        ),
        (
            changed("03", courses=(course("03334", 5, "practice"),)),
            "第 03 项只有实践 03334 课程03334，缺少理论部分",
        ),
        (
            changed("03", courses=(course("03333", 5, "theory"), course("03335", 5))),
            "第 03 项既有“任选其一”，又有理论或实践，只能用一种",
        ),
        (
            changed("06", courses=(course("10196", 10),)),
            "第 06 项 10196 毕业论文 是毕业论文（设计），不计学分，学分要写 0，现为 10",
        ),
        (
            changed("03", courses=(course("00537", 5),)),
            "第 03 项 00537 中国现代文学史 在第 01 项已经有了，一门成绩只能算一项",
        ),
        (changed("04", group="G9"), "第 04 项是选考，但没有选考组"),
        (grouped(least_courses=3), "选考课程要求 3 门、5 学分，组内只有 2 门、9 学分，没有人能满足"),
        (grouped(least_credits=10), "选考课程要求 1 门、10 学分，组内只有 2 门、9 学分，没有人能满足"),
        (
            grouped(otherwise_courses=3),
            "选考课程在条件不成立时要求 3 门、9 学分，组内只有 2 门、9 学分，没有人能满足",
        ),
        (
            grouped(otherwise_credits=10),
            "选考课程在条件不成立时要求 2 门、10 学分，组内只有 2 门、9 学分，没有人能满足",
        ),
        (grouped(condition="09"), "选考课程的条件序号 09 不在这一版计划里"),
        (grouped(condition="04"), "选考课程的条件序号 04 是组内的课程，条件要放在组外"),
        (replace(PLAN, least_courses=6), "计划要求 6 门，全部通过也只有 5 门"),
        (replace(PLAN, least_credits=28), "计划要求 28 学分，全部通过也只有 27 学分"),
        (replace(PLAN, least_credits=21), "不选第 02 项时，计划要求 21 学分，全部通过也只有 20 学分"),
        (replace(PLAN, least_courses=5), "不选第 02 项时，计划要求 5 门，全部通过也只有 4 门"),
        (
            replace(PLAN, valid_from=date(2024, 9, 1), valid_until=date(2024, 8, 31)),
            "过渡期截止 2024-08-31 早于执行起始 2024-09-01",
        ),
    ],
)
def test_what_nobody_could_satisfy_is_wrong_and_named(plan: PlanShape, sentence: str) -> None:
    assert (WRONG, sentence) in told(plan)


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (
            replace(PLAN, minimum=MinimumShape("本科", 13, 20)),
            "计划要求 4 门，国家基本规范本科不少于 13 门",
        ),
        (
            replace(PLAN, minimum=MinimumShape("专科", 4, 70)),
            "计划要求 20 学分，国家基本规范专科不少于 70 学分",
        ),
        (grouped(condition="01"), "选考课程的条件序号 01 人人必须通过，条件总是成立"),
        (grouped(otherwise_credits=4), "选考课程在条件不成立时的要求反而更低"),
        (changed("01", courses=(course("00537", 0), course("00538", 6))), "第 01 项 00537 中国现代文学史 没有学分"),
        (
            changed("05", courses=(course("07827", 4), course("03954", 4))),
            "第 05 项 03954 公文写作 在第 04 项已经有了，一门成绩只能算一项",
        ),
    ],
)
def test_what_is_rarely_meant_is_told_and_not_refused(plan: PlanShape, sentence: str) -> None:
    assert told(plan) == [(DOUBT, sentence)]


def test_every_number_stands_once() -> None:
    plan = replace(PLAN, slots=(*SLOTS, slot("01", "compulsory", course("00999", 4))))
    assert told(plan) == [(WRONG, "第 01 项出现了 2 次，序号不能重复")]


def test_an_empty_group_that_asks_for_something_is_wrong_and_one_that_asks_nothing_is_not() -> None:
    more = replace(PLAN, groups=(GROUP, GroupShape("G2", "方向课", 1, 0)))
    idle = replace(PLAN, groups=(GROUP, GroupShape("G2", "方向课", 0, 0)))
    assert (told(more), told(idle)) == ([(WRONG, "方向课里没有课程")], [(DOUBT, "方向课里没有课程")])


def test_additional_courses_and_the_thesis_help_nobody_to_reach_the_sums() -> None:
    extra = slot("07", "additional", course("00292", 6))
    plan = replace(PLAN, slots=(*SLOTS, extra), least_credits=28)
    assert (WRONG, "计划要求 28 学分，全部通过也只有 27 学分") in told(plan)


def test_what_is_wrong_comes_first_and_names_its_row() -> None:
    plan = replace(changed("06", courses=(course("10196", 10),)), minimum=MinimumShape("本科", 13, 70))
    wrong, *doubts = check_plan(plan)
    assert wrong == Finding(
        WRONG,
        "第 06 项 10196 毕业论文 是毕业论文（设计），不计学分，学分要写 0，现为 10",
        "计划课程",
        (("序号", "06"), ("课程代码", "10196")),
        "学分",
    )
    assert [finding.severity for finding in doubts] == [DOUBT, DOUBT]
