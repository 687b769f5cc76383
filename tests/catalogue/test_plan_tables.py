"""Plans out and in again: nothing changes; a plan in use stays; what makes no sense is refused by row."""

import zipfile
from pathlib import Path

import pytest

from selfexam.catalogue.exporting.plan_tables import Tables, all_tables, tables_of_plan, tables_of_programmes
from selfexam.catalogue.exporting.workbook import PLAN_STEMS, columns_of, templates, workbook
from selfexam.catalogue.importing.reading import read_tables
from selfexam.catalogue.models import (
    Course,
    ExemptionRule,
    LevelMinimum,
    Plan,
    PlanSlot,
    Programme,
    School,
    SlotCourse,
    SlotGroup,
    Substitution,
)
from tests.catalogue.files import csv_file, demo, load, told, xlsx_file
from tests.factories.catalogue import CourseFactory, PlanFactory, PlanSlotFactory, SlotCourseFactory
from tests.factories.records import RecordFactory

pytestmark = pytest.mark.django_db

STEMS = ("学校", "课程", "专业", "考试计划", "选考组", "计划课程", "选考条件", "顶替")
SLOTS = "专业代码,层次,版本,序号,类型,课程代码,组成,学分,选考组"
SWAPS = "专业代码,层次,计划课程代码,顶替课程代码,合并组,截止使用"


@pytest.fixture
def published() -> Plan:
    """The three published plans, one of which is returned."""
    assert told(load(*demo(*STEMS))) == []
    return Plan.objects.get(programme__code="050101")


def kept(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def as_read(path: Path) -> Tables:
    return {
        table.sheet or path.stem: [{c: row.text(c) for c in columns_of(table.sheet or path.stem)} for row in table.rows]
        for table in read_tables(path)
    }


def test_exporting_everything_and_importing_it_changes_nothing(published: Plan, tmp_path: Path) -> None:
    first = workbook(all_tables())
    outcomes = load(kept(tmp_path / "全部.xlsx", first))
    assert told(outcomes) == []
    assert [(o.kind, o.added, o.changed) for o in outcomes if o.added or o.changed] == []
    assert workbook(all_tables()) == first


def test_an_export_builds_the_same_plans_in_an_empty_house(published: Plan, tmp_path: Path) -> None:
    rule = ExemptionRule(kind="certificate", evidence="CET-4", course=Course.objects.get(code="13000"), mark=60)
    rule.save()
    before = all_tables()
    path = kept(tmp_path / "全部.xlsx", workbook(before))
    SlotGroup.objects.update(condition_slot=None, otherwise_courses=None, otherwise_credits=None)
    for model in (SlotCourse, PlanSlot, SlotGroup, Plan, Substitution, ExemptionRule, Programme, Course, School):
        model.objects.all().delete()
    LevelMinimum.objects.all().delete()
    assert told(load(path)) == []
    assert all_tables() == before


@pytest.mark.parametrize("stem", ["考试计划", "选考组", "计划课程", "选考条件", "顶替"])
def test_the_exported_rows_are_those_of_the_published_files(published: Plan, tmp_path: Path, stem: str) -> None:
    """Row by row and in the same order within a programme; courses by code, as the files list them."""
    (given,) = (as_read(path)[stem] for path in demo(stem))
    out = as_read(kept(tmp_path / "全部.xlsx", workbook(tables_of_programmes(Programme.objects.all()))))[stem]
    for row in out:
        row.pop("课程名称", None)
    for row in given:
        row.pop("课程名称", None)
    assert sorted(out, key=lambda row: row["专业代码"]) == sorted(given, key=lambda row: row["专业代码"])


def test_one_version_carries_the_courses_that_it_names(published: Plan) -> None:
    tables = tables_of_plan(published)
    assert [row["版本"] for row in tables["考试计划"]] == ["2024"]
    assert len(tables["计划课程"]) == 17
    assert {row["课程代码"] for row in tables["课程"]} == {row["课程代码"] for row in tables["计划课程"]}


def test_templates_have_every_sheet_with_its_columns_and_no_row(tmp_path: Path) -> None:
    tables = read_tables(kept(tmp_path / "模板.xlsx", templates()))
    assert {table.sheet: table.columns for table in tables} == {stem: columns_of(stem) for stem in PLAN_STEMS}
    assert [table.rows for table in tables] == [()] * len(PLAN_STEMS)


def test_a_name_like_a_formula_leaves_as_text_and_comes_back_the_same(tmp_path: Path) -> None:
    Course.objects.create(code="00001", name="=1+1")
    path = kept(tmp_path / "课程.xlsx", workbook({"课程": [{"课程代码": "00001", "课程名称": "=1+1"}]}))
    assert as_read(path) == {"课程": [{"课程代码": "00001", "课程名称": "=1+1"}]}
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")


@pytest.mark.parametrize(
    ("stem", "lines", "problem"),
    [
        (
            "选考组",
            ("专业代码,层次,版本,组号,名称,最少门数,最少学分", "050101,本科,2024,G1,选考课程,6,14"),
            "选考组.csv 第 2 行，最少门数：汉语言文学（专升本） 2024 版："
            "选考课程要求 6 门、14 学分，组内只有 5 门、24 学分，没有人能满足",
        ),
        (
            "选考条件",
            ("专业代码,层次,版本,组号,条件序号,否则门数,否则学分", "050101,本科,2024,G1,12,5,24"),
            "选考条件.csv 第 2 行，条件序号：汉语言文学（专升本） 2024 版："
            "选考课程的条件序号 12 是组内的课程，条件要放在组外",
        ),
        (
            "计划课程",
            (SLOTS, "050101,专升本,2024,17,必考,00163,理论,5,"),
            "计划课程.csv 第 2 行，组成：汉语言文学（专升本） 2024 版：第 17 项只有理论 00163 管理心理学，缺少实践部分",
        ),
        (
            "考试计划",
            ("专业代码,层次,版本,执行起始,最少门数,最少学分", "050101,本科,2024,2024-01-01,13,99"),
            "考试计划.csv 第 2 行，最少学分：汉语言文学（专升本） 2024 版：计划要求 99 学分，全部通过也只有 83 学分",
        ),
        (
            "顶替",
            (SWAPS, "050101,本科,03709,15043,,", "050101,本科,15043,03708,,"),
            "顶替.csv 第 3 行，顶替课程代码：汉语言文学（专升本）："
            "15043 中国近现代史纲要、03708 中国近现代史纲要 互相顶替，",
        ),
        (
            "顶替",
            (SWAPS, "050101,本科,00037,15043,A,"),
            "顶替.csv 第 2 行，合并组：汉语言文学（专升本）：顶替 00037 美学 的合并组 A 只有一门课程",
        ),
        (
            "计划课程",
            (SLOTS, "050101,本科,2024,17,必考,99999,任选其一,5,"),
            "计划课程.csv 第 2 行，课程代码：没有“99999”，请先导入",
        ),
        (
            "计划课程",
            (SLOTS, "050101,本科,2024,1/7,必考,00163,任选其一,5,"),
            "计划课程.csv 第 2 行，序号：“1/7”：只能用汉字、字母、数字",
        ),
        (
            "计划课程",
            (f"{SLOTS},课程名称", "050101,本科,2024,17,必考,00163,任选其一,5,,美学"),
            "计划课程.csv 第 2 行，课程名称：00163 是“管理心理学”，表中写的是“美学”，请核对课程代码",
        ),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_at_its_row(
    published: Plan, tmp_path: Path, stem: str, lines: tuple[str, ...], problem: str
) -> None:
    before = all_tables()
    sentences = told(load(csv_file(tmp_path, f"{stem}.csv", *lines)))
    assert any(problem in sentence for sentence in sentences), sentences
    assert all_tables() == before


def test_a_circle_in_a_workbook_names_its_sheet(published: Plan, tmp_path: Path) -> None:
    row = ["050101", "本科", "15043", "03708", "", ""]
    (sentence,) = told(load(xlsx_file(tmp_path / "表.xlsx", {"顶替": [SWAPS.split(","), row]})))
    assert sentence.startswith("表.xlsx「顶替」 第 2 行，顶替课程代码：汉语言文学（专升本）：")


def test_what_is_doubtful_is_told_and_imported(tmp_path: Path) -> None:
    LevelMinimum.objects.update_or_create(level="5", defaults={"least_courses": 13, "least_credits": 70})
    plan = PlanFactory(programme__code="050102", least_courses=1, least_credits=4)
    SlotCourseFactory(slot=PlanSlotFactory(plan=plan, number="1"), course=CourseFactory(code="00001"))
    line = "050102,本科,2022,2022-01-01,1,4,旧计划"
    header = "专业代码,层次,版本,执行起始,最少门数,最少学分,来源说明"
    (outcome,) = load(csv_file(tmp_path, "考试计划.csv", header, line))
    assert (outcome.problems, outcome.changed) == ([], 1)
    assert [str(doubt) for doubt in outcome.doubts] == [
        "考试计划.csv 第 2 行，最少门数：汉语言文学（专升本） 2022 版：计划要求 1 门，国家基本规范本科不少于 13 门",
        "考试计划.csv 第 2 行，最少学分：汉语言文学（专升本） 2022 版：计划要求 4 学分，国家基本规范本科不少于 70 学分",
    ]


@pytest.mark.parametrize(
    ("stem", "lines"),
    [
        ("计划课程", (SLOTS, "050101,本科,2024,04,必考,00037,任选其一,7,")),
        ("计划课程", (SLOTS, "050101,本科,2024,17,必考,00163,任选其一,5,")),
        (
            "选考组",
            ("专业代码,层次,版本,组号,名称,最少门数,最少学分", "050101,本科,2024,G1,选考课程,2,14"),
        ),
        (
            "选考条件",
            ("专业代码,层次,版本,组号,条件序号,否则门数,否则学分", "050101,专升本,2024,G1,03,4,20"),
        ),
        (
            "考试计划",
            ("专业代码,层次,版本,执行起始,最少门数,最少学分", "050101,本科,2024,2024-01-01,12,73"),
        ),
    ],
)
def test_a_plan_in_use_is_not_overwritten(published: Plan, tmp_path: Path, stem: str, lines: tuple[str, ...]) -> None:
    RecordFactory(plan=published)
    before = all_tables()
    assert told(load(csv_file(tmp_path, f"{stem}.csv", *lines))) == [
        f"{stem}.csv 第 2 行：汉语言文学（专升本） 2024 版已有考籍在用，不能改动；"
        "规则变了，请换一个新的版本号，作为新版本导入"
    ]
    assert all_tables() == before


def test_dates_and_source_of_a_plan_in_use_may_change_and_its_export_may_come_back(
    published: Plan, tmp_path: Path
) -> None:
    RecordFactory(plan=published)
    assert told(load(kept(tmp_path / "计划.xlsx", workbook(tables_of_plan(published))))) == []
    header = "专业代码,层次,版本,执行起始,过渡期截止,最后毕业日期,最少门数,最少学分,来源说明"
    line = "050101,本科,2024,2024-01-01,2027-12-31,2028-12-30,13,73,示例"
    assert told(load(csv_file(tmp_path, "考试计划.csv", header, line))) == []
    published.refresh_from_db()
    assert (f"{published.valid_until}", f"{published.last_graduation}") == ("2027-12-31", "2028-12-30")


RULES = "依据,证书或课程,课程代码,按多少分计,专业代码,层次"


def test_exemption_rules_and_the_national_minimum_are_tables(published: Plan, tmp_path: Path) -> None:
    rules = csv_file(tmp_path, "免考规则.csv", RULES, "证书,CET-4,13000,60,,", "学历课程,大学语文,04729,,590206,专科")
    minima = csv_file(tmp_path, "国家基本规范.csv", "层次,最少门数,最少学分", "专科,15,70", "专升本,14,71")
    assert told(load(rules, minima)) == []
    found = ExemptionRule.objects.values_list("evidence", "course__code", "mark", "programme__code")
    assert list(found) == [("CET-4", "13000", 60, None), ("大学语文", "04729", None, "590206")]
    assert LevelMinimum.objects.get(level="5").least_courses == 14
    assert [(o.added, o.changed) for o in load(rules, minima)] == [(0, 0), (0, 0)]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("证书,CET-4,13000,,,", "按多少分计：不能为空"),
        ("证书,CET-4,13000,59,,", "按多少分计：59 不在 60 到 100 之间"),
        ("学历课程,大学英语,13000,60,,", "按多少分计：学历课程免考没有分数，这一格要空着"),
        ("证书,CET-4,99999,60,,", "课程代码：没有“99999”，请先导入"),
        ("证书,CET-4,13000,60,050101,", "专业代码：专业代码和层次要一起写；各专业通用的规则两列都不写"),
        ("奖状,CET-4,13000,60,,", "依据：“奖状”不在可选值中：证书、学历课程"),
    ],
)
def test_an_exemption_rule_that_cannot_be_is_refused(published: Plan, tmp_path: Path, line: str, problem: str) -> None:
    assert told(load(csv_file(tmp_path, "免考规则.csv", RULES, line))) == [f"免考规则.csv 第 2 行，{problem}"]
