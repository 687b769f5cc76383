"""The three published plans, worked through: who may graduate, and what is said to those who may not."""

from dataclasses import replace
from datetime import date

import pytest

from applications.audit.auditing import Audit
from applications.audit.findings import Finding
from tests.applications.audit.plans import audited, codes, passed, published

JUNIOR, CHINESE, COMPUTING = published("590206"), published("050101"), published("080901")
ELECTIVES = ["03954", "07827", "10398", "14025", "00814"]
LANGUAGES = ["13000", "14970"]
CORE = [code for code in codes(CHINESE) if code not in ELECTIVES + LANGUAGES]
SIXTH = "00277"  # 行政管理学, six credits


def without(all_codes: list[str], *gone: str) -> list[str]:
    return [code for code in all_codes if code not in gone]


def told(audit: Audit) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in audit.findings]


def sums(audit: Audit) -> tuple[str, int, int]:
    return audit.verdict, audit.courses, audit.credits


@pytest.mark.parametrize(
    ("plan", "passes", "expected"),
    [
        (JUNIOR, codes(JUNIOR), ("pass", 15, 77)),
        (COMPUTING, codes(COMPUTING), ("pass", 14, 73)),
        (CHINESE, [*CORE, "13000", "03954", "07827", "00814"], ("pass", 13, 73)),
        (CHINESE, [*CORE, "14970", "10398", "14025", "00814"], ("pass", 13, 73)),
        (CHINESE, [*CORE, *ELECTIVES], ("pass", 14, 76)),
        (CHINESE, [*CORE, "13000", *ELECTIVES], ("pass", 15, 83)),
    ],
    ids=["junior", "computing", "english", "japanese", "all five electives", "everything"],
)
def test_a_complete_record_passes_with_the_published_sums(
    plan: object, passes: list[str], expected: tuple[str, int, int]
) -> None:
    audit = audited(plan, passes)  # type: ignore[arg-type]
    assert (sums(audit), audit.findings) == (expected, ())


def test_one_course_short_names_the_course_and_both_sums() -> None:
    audit = audited(JUNIOR, without(codes(JUNIOR), SIXTH))
    assert (sums(audit), told(audit)) == (
        ("fail", 14, 71),
        [
            ("course_missing", "缺 00277 行政管理学"),
            ("courses_short", "共 14 门，计划要求 15 门"),
            ("credits_short", "共 71 学分，计划要求 77 学分"),
        ],
    )


def test_theory_without_its_practice_earns_nothing_yet() -> None:
    audit = audited(JUNIOR, without(codes(JUNIOR), "03334"))
    assert sums(audit) == ("fail", 14, 72)
    assert told(audit)[0] == ("part_missing", "缺 03334 电子政务概论（实践）")
    assert [(row.code, row.state) for row in audit.rows if row.number == "05"] == [
        ("03333", "filled"),
        ("03334", "missing"),
    ]


def test_practice_without_its_theory_earns_nothing_yet() -> None:
    audit = audited(COMPUTING, without(codes(COMPUTING), "04735"))
    assert sums(audit) == ("fail", 13, 67)
    assert told(audit)[0] == ("part_missing", "缺 04735 数据库系统原理")


def test_a_missing_thesis_blocks_though_it_has_no_credit() -> None:
    audit = audited(COMPUTING, without(codes(COMPUTING), "14976"))
    assert (sums(audit), audit.thesis) == (("fail", 14, 73), "缺")
    assert told(audit) == [("thesis_missing", "缺 14976 毕业设计")]


def test_a_thesis_shows_its_best_grade() -> None:
    passes = [*without(codes(COMPUTING), "14976"), passed("14976", "合格"), passed("14976", "良好")]
    audit = audited(COMPUTING, passes)
    assert (audit.verdict, audit.thesis) == ("pass", "良好")


def test_without_a_foreign_language_three_electives_are_not_enough() -> None:
    audit = audited(CHINESE, [*CORE, "03954", "07827", "00814"])
    assert sums(audit) == ("fail", 12, 66)
    sentence = "选考课程要求 5 门 24 学分，现有 3 门 14 学分；英语（专升本） 或 日语（专升本）合格后只要 3 门 14 学分"
    assert told(audit)[0] == ("electives_short", sentence)


def test_with_a_foreign_language_two_electives_are_not_enough() -> None:
    audit = audited(CHINESE, [*CORE, "13000", "03954", "07827"])
    assert sums(audit) == ("fail", 12, 69)
    assert told(audit)[0] == ("electives_short", "选考课程要求 3 门 14 学分，现有 2 门 10 学分")


def test_a_missing_language_is_not_called_missing() -> None:
    audit = audited(CHINESE, [*CORE, *ELECTIVES])
    assert [row.state for row in audit.rows if row.number == "03"] == ["unused"]


def test_two_languages_fill_one_slot() -> None:
    audit = audited(CHINESE, [*CORE, *LANGUAGES, "03954", "07827", "00814"])
    assert sums(audit) == ("pass", 13, 73)
    assert told(audit) == [("surplus", "14970 课程 14970 不计学分，第 03 项已由 13000 课程 13000 满足")]
    assert [(row.code, row.credits, row.state) for row in audit.surplus] == [("14970", 0, "surplus")]


def test_substitutes_stand_in_where_the_plans_course_is_missing() -> None:
    audit = audited(COMPUTING, [*without(codes(COMPUTING), "03708", "03709"), "15043", "15044"])
    assert sums(audit) == ("pass", 14, 73)
    assert [f.code for f in audit.findings] == ["substitution_used", "substitution_used"]
    assert [row.source for row in audit.rows[:2]] == ["15043 顶替", "15044 顶替"]


def test_a_substitute_beside_the_plans_own_course_counts_nothing() -> None:
    audit = audited(COMPUTING, [*codes(COMPUTING), "15043"])
    assert sums(audit) == ("pass", 14, 73)
    assert told(audit) == [("outside_plan", "15043 课程 15043 不在考试计划内，不计学分")]


def test_substitution_holds_only_within_the_programme() -> None:
    passes = [*without(codes(COMPUTING), "03708"), "15043"]
    assert audited(COMPUTING, passes, substitutes=()).verdict == "fail"


def test_passed_twice_counts_once_with_the_best_mark() -> None:
    passes = [*without(codes(JUNIOR), SIXTH), passed(SIXTH, "61"), passed(SIXTH, "88"), passed(SIXTH, "70")]
    audit = audited(JUNIOR, passes)
    assert sums(audit) == ("pass", 15, 77)
    assert [row.mark for row in audit.rows if row.code == SIXTH] == ["88"]
    assert [f.code for f in audit.findings] == ["passed_twice"]


def test_of_equal_marks_the_earlier_sitting_counts() -> None:
    passes = [passed(SIXTH, "70", sitting="2023-04"), passed(SIXTH, "70", sitting="2024-04")]
    audit = audited(JUNIOR, passes)
    assert [row.sitting for row in audit.rows if row.code == SIXTH] == ["2023-04"]


def test_a_course_outside_the_plan_is_noted_and_earns_nothing() -> None:
    audit = audited(JUNIOR, [*codes(JUNIOR), "00018"])
    assert sums(audit) == ("pass", 15, 77)
    assert audit.findings == (Finding("outside_plan", "note", "00018 课程 00018 不在考试计划内，不计学分"),)


@pytest.mark.parametrize(("exempted", "verdict"), [(7, "pass"), (8, "review")])
def test_more_than_half_of_the_plan_exempted_is_for_a_reviewer(exempted: int, verdict: str) -> None:
    whole = without(codes(JUNIOR), "03333", "03334")
    passes = [passed(code, "", "exempt_qualification") for code in whole[:exempted]]
    audit = audited(JUNIOR, [*passes, *whole[exempted:], "03333", "03334"])
    assert audit.verdict == verdict


@pytest.mark.parametrize("source", ["exempt_certificate", "merged", "substitution"])
def test_a_pass_counts_wherever_it_came_from(source: str) -> None:
    audit = audited(JUNIOR, [*without(codes(JUNIOR), SIXTH), passed(SIXTH, source=source)])
    assert (sums(audit), audit.findings) == (("pass", 15, 77), ())


def test_one_graduation_per_admission_number() -> None:
    audit = audited(JUNIOR, codes(JUNIOR), graduated_on=date(2022, 6, 30))
    assert (audit.verdict, told(audit)) == (
        "fail",
        [("already_graduated", "这个准考证号已办理毕业，毕业日期 2022-06-30")],
    )


@pytest.mark.parametrize(("until", "verdict"), [(date(2026, 11, 23), "pass"), (date(2026, 11, 22), "review")])
def test_a_plan_past_its_transition_is_for_a_reviewer(until: date, verdict: str) -> None:
    assert audited(replace(JUNIOR, valid_until=until), codes(JUNIOR)).verdict == verdict


def test_an_empty_record_lacks_everything_and_breaks_nothing() -> None:
    audit = audited(CHINESE, [])
    assert sums(audit) == ("fail", 0, 0)
    assert {row.state for row in audit.rows} == {"missing", "unused"}


def test_an_audit_survives_being_kept_as_json() -> None:
    audit = audited(CHINESE, [*CORE, *LANGUAGES, "03954", "00018"])
    assert type(audit).from_json(audit.to_json()) == audit


def test_an_audit_kept_before_surplus_was_told_can_still_be_read() -> None:
    audit = audited(JUNIOR, codes(JUNIOR))
    old = {key: value for key, value in audit.to_json().items() if key != "surplus"}
    assert type(audit).from_json(old) == audit
