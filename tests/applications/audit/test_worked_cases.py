"""Worked cases: what somebody has passed, and what the audit says, one line a case.

`has` starts from a whole record of the plan and changes it: "-00277" takes a pass away, "+00277:85" adds one, with
mark, source and sitting separated by colons where they matter. "nothing" starts from an empty record.
`says` are the codes of all findings in order; the sums are courses and credits.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from applications.audit.facts import Option, Pass, PlanFacts, Slot, Substitute
from tests.applications.audit.plans import audited, codes, passed, published

ADMIN, LITERATURE, COMPUTING = published("590206"), published("050101"), published("080901")
EXTRA = Slot("90", "additional", "加考", (Option("00024", "普通逻辑", 4, "alternative"),))
BRIDGE = Slot("91", "bridging", "衔接", (Option("00031", "心理学", 4, "alternative"),))
WITH_EXTRA = replace(ADMIN, slots=(*ADMIN.slots, EXTRA))
EXTRA_DUE = replace(ADMIN, slots=(*ADMIN.slots, replace(EXTRA, due=True)))
WITH_BRIDGE = replace(ADMIN, slots=(*ADMIN.slots, BRIDGE))
PRACTICE = replace(
    ADMIN, slots=(*ADMIN.slots, Slot("92", "practice", "实践", (Option("10001", "社会实践", 0, "alternative"),)))
)
ONE_CREDIT_MORE = replace(ADMIN, least_credits=78)
STOPPED = replace(ADMIN, last_graduation=date(2026, 6, 30))
LAST_DAY = replace(ADMIN, last_graduation=date(2026, 11, 23))
TWO_FOR_ONE = {"substitutes": (Substitute("00277", ("00107", "00144")),)}
COMPETING = {"substitutes": (("00277", "01848"), ("00277", "00147"), ("00292", "01848"))}
FREE = {"substitutes": (("00277", "03203"), ("00292", "03203"))}
CIRCLE = {"substitutes": (("00277", "00292"), ("00292", "00277"))}


@dataclass(frozen=True)
class Case:
    name: str
    plan: PlanFacts
    has: str
    verdict: str
    courses: int
    credits: int
    says: str = ""
    known: dict[str, Any] = field(default_factory=dict)


# Without the alternatives that a record of 汉语言文学 may leave out: a whole one has English and three electives.
LEAN = "-14970 -10398 -14025 "

CASES = (
    Case("专科，齐全", ADMIN, "", "pass", 15, 77),
    Case("专升本有论文，齐全", COMPUTING, "", "pass", 14, 73),
    Case("什么都没有", ADMIN, "nothing", "fail", 0, 0, "course_missing*16 courses_short credits_short"),
    Case("差一门", ADMIN, "-00277", "fail", 14, 71, "course_missing courses_short credits_short"),
    Case("门数够，差一学分", ONE_CREDIT_MORE, "", "fail", 15, 77, "credits_short"),
    Case("英语加三门选考", LITERATURE, LEAN, "pass", 13, 73),
    Case("日语加三门选考", LITERATURE, "-13000 -10398 -14025", "pass", 13, 73),
    Case("英语日语都合格，只计一门", LITERATURE, "-10398 -14025", "pass", 13, 73, "surplus"),
    Case(
        "有外语，选考差一门", LITERATURE, LEAN + "-00814", "fail", 12, 69, "electives_short courses_short credits_short"
    ),
    Case("有外语，三门选考但只有 14 学分", LITERATURE, "-14970 -03954 -07827", "pass", 13, 73),
    Case("没有外语，五门选考齐全", LITERATURE, "-13000 -14970", "pass", 14, 76),
    Case("没有外语，四门选考", LITERATURE, "-13000 -14970 -00814", "fail", 13, 72, "electives_short credits_short"),
    Case(
        "没有外语，三门选考",
        LITERATURE,
        "-13000 " + LEAN,
        "fail",
        12,
        66,
        "electives_short courses_short credits_short",
    ),
    Case("论文缺", LITERATURE, LEAN + "-10196", "fail", 13, 73, "thesis_missing"),
    Case("论文等级良好", COMPUTING, "-14976 +14976:良好", "pass", 14, 73),
    Case("论文不合格", COMPUTING, "-14976 +14976:不合格", "fail", 14, 73, "thesis_missing not_passed"),
    Case("有理论没有实践", ADMIN, "-03334", "fail", 14, 72, "part_missing courses_short credits_short"),
    Case("有实践没有理论", ADMIN, "-03333", "fail", 14, 72, "part_missing courses_short credits_short"),
    Case("理论实践都缺", ADMIN, "-03333 -03334", "fail", 14, 72, "course_missing*2 courses_short credits_short"),
    Case("独立实践缺", PRACTICE, "-10001", "fail", 15, 77, "course_missing"),
    Case("独立实践合格", PRACTICE, "", "pass", 16, 77),
    Case("两次合格，计一次", ADMIN, "+00277:61", "pass", 15, 77, "passed_twice"),
    Case("一次合格一次不合格", ADMIN, "+00277:45", "pass", 15, 77, "not_passed"),
    Case(
        "成绩超过一百",
        ADMIN,
        "-00277 +00277:105",
        "fail",
        14,
        71,
        "course_missing courses_short credits_short mark_over_100",
    ),
    Case("超过一百但另有合格", ADMIN, "+00277:105", "review", 15, 77, "mark_over_100"),
    Case("恰好六十", ADMIN, "-00277 +00277:60", "pass", 15, 77),
    Case("五十九", ADMIN, "-00277 +00277:59", "fail", 14, 71, "course_missing courses_short credits_short not_passed"),
    Case("计划外课程", ADMIN, "+00018:80", "pass", 15, 77, "outside_plan"),
    Case("一门顶替一门", COMPUTING, "-03708 +15043:70", "pass", 14, 73, "substitution_used"),
    Case(
        "不在本专业顶替表",
        COMPUTING,
        "-03708 +15043:70",
        "fail",
        13,
        71,
        "course_missing courses_short credits_short outside_plan",
        {"substitutes": ()},
    ),
    Case("两门顶替一门", ADMIN, "-00277 +00107:70 +00144:80", "pass", 15, 77, "substitution_used", TWO_FOR_ONE),
    Case(
        "两门顶替一门，只有一门",
        ADMIN,
        "-00277 +00107:70",
        "fail",
        14,
        71,
        "course_missing courses_short credits_short outside_plan",
        TWO_FOR_ONE,
    ),
    Case(
        "一门顶替只能用一次",
        ADMIN,
        "-00277 -00292 +03203:70",
        "fail",
        14,
        71,
        "course_missing courses_short credits_short substitution_used",
        FREE,
    ),
    Case(
        "两门争一个顶替，换一种分法就够",
        ADMIN,
        "-00277 -00292 +01848:70 +00147:70",
        "pass",
        15,
        77,
        "substitution_used*2",
        COMPETING,
    ),
    Case("互相顶替不会兜圈", ADMIN, "", "pass", 15, 77, "", CIRCLE),
    Case("免考（学历）没有分数", ADMIN, "-00277 +00277::exempt_qualification", "pass", 15, 77),
    Case("免考（证书）按六十分", ADMIN, "-04729 +04729:60:exempt_certificate", "pass", 15, 77),
    Case(
        "免考超过一半",
        ADMIN,
        "-03706 -12656 -13126 -00312 -00277 -00292 -13672 -00341 "
        + " ".join(
            f"+{c}::exempt_qualification"
            for c in ("03706", "12656", "13126", "00312", "00277", "00292", "13672", "00341")
        ),
        "review",
        15,
        77,
        "many_exemptions",
    ),
    Case(
        "免考一半，再加一门由免考的课程合起来顶替",
        ADMIN,
        "-03706 -12656 -13126 -00312 -00277 -00292 -13672 -00341 +00107:70 +00144::exempt_qualification "
        + " ".join(
            f"+{c}::exempt_qualification" for c in ("03706", "12656", "13126", "00312", "00292", "13672", "00341")
        ),
        "review",
        15,
        77,
        "many_exemptions substitution_used",
        TWO_FOR_ONE,
    ),
    Case("衔接课程由人核对", ADMIN, "-00277 +00277:82:bridging", "review", 15, 77, "bridging"),
    Case("省际转入只作说明", ADMIN, "-00277 +00277:82:transfer", "pass", 15, 77, "transferred"),
    Case("两个准考证号合并", ADMIN, "-00277 -00292 +00277:70:merged +00292:71:merged", "pass", 15, 77),
    Case("准考证号已并入另一个", ADMIN, "", "fail", 15, 77, "merged_away", {"is_ended": True}),
    Case("已经毕业", ADMIN, "", "fail", 15, 77, "already_graduated", {"graduated_on": date(2022, 6, 30)}),
    Case("过渡期已过", replace(ADMIN, valid_until=date(2026, 6, 30)), "", "review", 15, 77, "plan_expired"),
    Case("专业停办，最后毕业日期已过", STOPPED, "", "fail", 15, 77, "programme_stopped"),
    Case("最后毕业日期当天", LAST_DAY, "", "pass", 15, 77),
    Case("论文之后才合格的课程", COMPUTING, "-02324 +02324:70:exam:2025-10", "review", 14, 73, "after_thesis"),
    Case("论文之后录入的免考不算", COMPUTING, "-02324 +02324::exempt_qualification:2025-10", "pass", 14, 73),
    Case("前置学历已核对", COMPUTING, "", "pass", 14, 73, "", {"prior": "verified"}),
    Case("前置学历未核对到", COMPUTING, "", "review", 14, 73, "prior_unverified", {"prior": "unverified"}),
    Case("前置学历还没有填", COMPUTING, "", "pass", 14, 73, "prior_absent", {"prior": "absent"}),
    Case("加考是否需要还没有定", WITH_EXTRA, "-00024", "review", 15, 77, "additional_undecided"),
    Case("加考需要而缺", EXTRA_DUE, "-00024", "fail", 15, 77, "course_missing", {"prior_related": False}),
    Case("加考合格，不计门数学分", EXTRA_DUE, "", "pass", 15, 77, "", {"prior_related": False}),
    Case("前置专业相关，不用加考", WITH_EXTRA, "-00024", "pass", 15, 77, "", {"prior_related": True}),
    Case("衔接的一项缺", WITH_BRIDGE, "-00031", "fail", 15, 77, "course_missing"),
)


def record_of(case: Case) -> list[Pass]:
    start, *changes = [*case.has.split()] if case.has.startswith("nothing") else ["", *case.has.split()]
    held = [] if start == "nothing" else [passed(code) for code in codes(case.plan)]
    for change in changes:
        code, _, rest = change[1:].partition(":")
        if change[0] == "-":
            held = [taken for taken in held if taken.code != code]
        else:
            mark, source, sitting = [*rest.split(":"), "", ""][:3]
            held.append(passed(code, mark, source or "exam", sitting or "2024-04"))
    return held


def expected(says: str) -> list[str]:
    told: list[str] = []
    for word in says.split():
        code, _, times = word.partition("*")
        told += [code] * int(times or 1)
    return told


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_worked_case(case: Case) -> None:
    audit = audited(case.plan, record_of(case), **case.known)
    found = (audit.verdict, audit.courses, audit.credits, [finding.code for finding in audit.findings])
    assert found == (case.verdict, case.courses, case.credits, expected(case.says))


def test_there_are_at_least_forty_and_every_name_is_used_once() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40
