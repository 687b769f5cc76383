"""Importing reference data: all or nothing, repeatable, and every mistake named by file, row and column."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pytest_django import DjangoAssertNumQueries

from selfexam.catalogue.importing.run import import_files
from selfexam.catalogue.management.commands import import_reference as command
from selfexam.catalogue.models import Batch, Course, Plan, PlanSlot, Programme, School, SlotGroup, Substitution, Unit
from tests.catalogue.files import DEMO, csv_file, demo, load, told, xlsx_file

pytestmark = pytest.mark.django_db

SCHOOLS = "院校代码,名称"
COURSES = "课程代码,课程名称"
PLANS = ("学校", "课程", "专业", "考试计划", "选考组", "计划课程", "选考条件")


def counts(outcomes: list[object]) -> list[tuple[int, int, int]]:
    return [(o.added, o.changed, o.unchanged) for o in outcomes]  # type: ignore[attr-defined]


def test_a_table_fills_the_database(tmp_path: Path) -> None:
    outcomes = load(csv_file(tmp_path, "学校.csv", SCHOOLS, "10999,示例大学", "10998,范例师范学院"))
    assert (told(outcomes), counts(outcomes)) == ([], [(2, 0, 0)])
    assert list(School.objects.values_list("code", "name")) == [("10998", "范例师范学院"), ("10999", "示例大学")]


def test_a_second_import_changes_nothing_and_a_third_only_what_differs(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "学校.csv", SCHOOLS, "10999,示例大学", "10998,范例师范学院")
    load(path)
    assert counts(load(path)) == [(0, 0, 2)]
    csv_file(tmp_path, "学校.csv", SCHOOLS, "10999,示例大学", "10998,范例师大")
    (outcome,) = load(path)
    assert (outcome.changed, outcome.changes) == (1, ["第 3 行：名称 范例师范学院 → 范例师大"])
    assert School.objects.get(code="10998").name == "范例师大"


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "学校.csv", SCHOOLS, "10999,示例大学")
    assert counts(load(path, dry_run=True)) == [(1, 0, 0)]
    assert School.objects.count() == 0


def test_one_bad_file_keeps_all_the_others_out(tmp_path: Path) -> None:
    good = csv_file(tmp_path, "学校.csv", SCHOOLS, "10999,示例大学")
    bad = csv_file(tmp_path, "课程.csv", COURSES, "00037,美学", "abc,坏")
    assert told(load(good, bad)) == ["课程.csv 第 3 行，课程代码：“abc”不是 5 位数字"]
    assert (School.objects.count(), Course.objects.count()) == (0, 0)


def test_every_bad_row_is_named_in_one_go(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "课程.csv", COURSES, "37,美学", "00037,", "00163,心理", "00163,又一次", f"00277,{'长' * 61}"
    )
    assert told(load(path)) == [
        "课程.csv 第 2 行，课程代码：“37”只有 2 位，应为 5 位数字；如果开头的 0 丢了，请把这一列设为文本后重填",
        "课程.csv 第 3 行，课程名称：不能为空",
        "课程.csv 第 5 行：与第 4 行重复",
        "课程.csv 第 6 行，课程名称：超过 60 个字，请缩短",
    ]


def test_missing_and_unknown_columns_are_named(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "课程.csv", "课程代码,课程名", "00037,美学")
    assert told(load(path)) == ["课程.csv 第 1 行：缺少列：课程名称", "课程.csv 第 1 行：不认识的列：课程名"]


def test_a_name_that_another_school_has_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    School.objects.create(code="10997", name="示例大学")
    path = csv_file(tmp_path, "学校.csv", SCHOOLS, "10999,示例大学", "10998,同名", "10996,同名")
    assert told(load(path)) == [
        "学校.csv 第 4 行，名称：“同名”与第 3 行相同",
        "学校.csv 第 2 行，名称：“示例大学”在数据库中已有，属于 10997",
    ]


def test_what_is_referred_to_has_to_be_there(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "单位.csv", "单位代码,名称,院校代码", "U1,样本中心,10999")
    assert told(load(path)) == ["单位.csv 第 2 行，院校代码：没有“10999”，请先导入"]
    assert Unit.objects.count() == 0


def test_files_are_taken_in_the_order_in_which_they_refer_to_each_other(tmp_path: Path) -> None:
    unit = csv_file(tmp_path, "单位.csv", "单位代码,名称,院校代码", "U1,样本中心,10999")
    school = csv_file(tmp_path, "学校.csv", SCHOOLS, "10999,示例大学")
    assert [o.kind for o in load(unit, school)] == ["学校", "单位"]


@pytest.mark.parametrize("name", ["课程.csv", "课程-2026.csv", "导出数据.csv"])
def test_a_kind_is_known_by_its_name_or_by_its_header(tmp_path: Path, name: str) -> None:
    assert [o.kind for o in load(csv_file(tmp_path, name, COURSES, "00037,美学"))] == ["课程"]


def test_one_workbook_may_hold_several_kinds(tmp_path: Path) -> None:
    sheets = {"课程": [COURSES.split(","), ["00037", "美学"]], "学校": [SCHOOLS.split(","), ["10999", "示例大学"]]}
    assert [o.kind for o in load(xlsx_file(tmp_path / "全部.xlsx", sheets))] == ["学校", "课程"]


def test_an_unknown_sheet_is_told_with_the_names_that_are_known(tmp_path: Path) -> None:
    sheets = {"课程": [COURSES.split(","), ["00037", "美学"]], "说明": [["第一行"]]}
    (sentence,) = told(load(xlsx_file(tmp_path / "课程.xlsx", sheets)))
    assert sentence.startswith("课程.xlsx：工作表“说明”认不出是哪一种表，文件或工作表的名字可以是：学校、单位、课程、")
    assert Course.objects.count() == 0


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert told(load(tmp_path / "学校.csv")) == ["学校.csv：没有这个文件"]


def test_a_plan_is_imported_with_slots_groups_and_condition() -> None:
    assert told(load(*demo(*PLANS))) == []
    plan = Plan.objects.get(programme__code="050101")
    assert (plan.slots.count(), plan.source_note) == (16, "江苏省 2024 年公布的计划，作示例")
    group = SlotGroup.objects.get(plan=plan)
    assert (group.condition_slot.number, group.otherwise_courses, group.otherwise_credits) == ("03", 5, 24)
    pair = PlanSlot.objects.get(plan__programme__code="590206", number="05")
    assert [(c.course.code, c.part, c.credits) for c in pair.courses.all()] == [
        ("03333", "theory", 3),
        ("03334", "practice", 2),
    ]


def test_a_slot_cannot_change_its_rule_under_people_who_are_audited_by_it(tmp_path: Path) -> None:
    load(*demo(*PLANS))
    header = "专业代码,层次,版本,序号,类型,课程代码,组成,学分,选考组"
    path = csv_file(tmp_path, "计划课程.csv", header, "050101,本科,2024,04,可选,00037,任选其一,6,")
    assert told(load(path)) == [
        "计划课程.csv 第 2 行，类型：第 04 项已经是另一种类型或另一个选考组；规则变了，请用新的版本号"
    ]


def test_a_condition_needs_its_group(tmp_path: Path) -> None:
    load(*demo(*PLANS))
    header = "专业代码,层次,版本,组号,条件序号,否则门数,否则学分"
    path = csv_file(tmp_path, "选考条件.csv", header, "050101,本科,2024,G9,03,5,24")
    assert told(load(path)) == ["选考条件.csv 第 2 行，组号：没有“G9”，请先导入"]
    assert SlotGroup.objects.count() == 1


def test_schools_of_a_programme_follow_the_file(tmp_path: Path) -> None:
    load(*demo("学校", "专业"))
    path = csv_file(tmp_path, "专业.csv", "专业代码,专业名称,层次,主考学校", "050101,汉语言文学,本科,10998")
    load(path)
    assert [s.code for s in Programme.objects.get(code="050101").schools.all()] == ["10998"]


def test_a_course_does_not_stand_for_itself(tmp_path: Path) -> None:
    load(*demo(*PLANS))
    path = csv_file(tmp_path, "顶替.csv", "专业代码,层次,计划课程代码,顶替课程代码", "050101,本科,03708,03708")
    assert told(load(path)) == ["顶替.csv 第 2 行，顶替课程代码：课程不能顶替自己"]


BATCH = (
    "批次代码,名称,申请开始,申请截止,初审截止,缴费截止,会审开始,会审结束,毕业日期,"
    "毕业审定费（分）,免考费（分）,编号方式,发布"
)
NOTICE = (
    "2022-11-26 09:00,2022-12-09 15:00,2022-12-09 15:00,{pay},2022-12-12,{until},2022-12-30,{fee},1500,"
    "由考试院下发编号,是"
)


def batch_line(pay: str = "2022-12-09 15:00", until: str = "2022-12-28", fee: str = "3000") -> str:
    return "2022h2,2022 年下半年," + NOTICE.format(pay=pay, until=until, fee=fee)


def test_the_notices_own_batch_is_imported_with_its_dates(tmp_path: Path) -> None:
    assert told(load(csv_file(tmp_path, "批次.csv", BATCH, batch_line()))) == []
    batch = Batch.objects.get()
    assert batch.apply_until == batch.review_until == batch.pay_until
    assert f"{batch.apply_until.astimezone():%Y-%m-%d %H:%M}" == "2022-12-09 15:00"
    assert (f"{batch.collective_from}", batch.review_fee, batch.exemption_fee) == ("2022-12-12", 3000, 1500)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (
            batch_line(pay="2022-12-08 15:00"),
            "申请截止：时间先后不对：申请截止要晚于申请开始，初审截止、缴费截止依次不能早于前一个",
        ),
        (batch_line(until="2022-12-01"), "会审结束：不能早于会审开始"),
        (batch_line(fee="0"), "毕业审定费（分）：要大于 0"),
        (batch_line(fee="30.00"), "毕业审定费（分）：“30.00”不是整数"),
        (batch_line(pay="明天"), "缴费截止：“明天”不是时间，写法如 2026-11-26 09:00"),
        (batch_line(pay="今天 25:00"), "缴费截止：“今天 25:00”不是时间，写法如 今天-3 09:00"),
    ],
    ids=["payment before review", "collective backwards", "free", "yuan", "no time", "no time of a day"],
)
def test_a_batch_that_makes_no_sense_is_refused(tmp_path: Path, line: str, problem: str) -> None:
    assert told(load(csv_file(tmp_path, "批次.csv", BATCH, line))) == [f"批次.csv 第 2 行，{problem}"]


def test_material_rules_are_the_annexes_with_their_two_traps() -> None:
    from applications.models import MaterialRule

    assert told(load(*demo("材料清单"))) == []
    graduation = MaterialRule.objects.filter(block="graduation")
    second = [rule.name for rule in graduation.filter(route="second")]
    assert second == ["准考证复印件", "专科毕业证书复印件", "学历电子注册备案表"]
    assert list(graduation.filter(route="individual", level__in=("6", ""))) == []
    sealed = MaterialRule.objects.filter(requirement__contains="教务处鲜章")
    assert {rule.name for rule in sealed} == {"专科成绩册", "本科成绩册，或英语、计算机证书"}


def test_the_demonstration_files_load_and_load_again_without_a_change() -> None:
    files = [path for path in DEMO.iterdir() if path.stem != "批次"]
    assert told(import_files(files)) == []
    assert [(o.kind, o.added, o.changed) for o in import_files(files) if o.added or o.changed] == []


def test_a_column_that_a_file_does_not_have_stays_as_it_is_and_an_empty_cell_clears_it(tmp_path: Path) -> None:
    load(*demo(*PLANS, "顶替", "区县", "单位"))
    Plan.objects.update(last_graduation="2030-12-31", source_note="江苏省 2024 年公布的计划，作示例")
    Substitution.objects.update(usable_until="2029-12-31")
    without = {
        "学校": ("院校代码,名称", "10999,示例大学"),
        "区县": ("区县代码,名称", "500901,样本区考办"),
        "单位": ("单位代码,名称,院校代码", "U001,样本职业培训中心,10999"),
        "考试计划": ("专业代码,层次,版本,执行起始,最少门数,最少学分", "590206,专科,2024,2024-01-01,15,77"),
        "顶替": ("专业代码,层次,计划课程代码,顶替课程代码", "050101,本科,03708,15043"),
    }
    outcomes = load(*(csv_file(tmp_path, f"{kind}.csv", *lines) for kind, lines in without.items()))
    assert (told(outcomes), [o.changes for o in outcomes if o.changes]) == ([], [])
    header, line = without["考试计划"]
    (cleared,) = load(csv_file(tmp_path, "考试计划.csv", f"{header},最后毕业日期", f"{line},"))
    assert cleared.changes == ["第 2 行：最后毕业日期 2030-12-31 → 空"]


def test_the_number_of_queries_does_not_grow_with_the_rows(
    tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    load(*demo("学校"))
    lines = [f"U{n:03d},单位 {n},10999" for n in range(400)]
    path = csv_file(tmp_path, "单位.csv", "单位代码,名称,院校代码", *lines)
    with django_assert_max_num_queries(10):
        load(path)
    assert Unit.objects.count() == 400


def test_the_command_prints_problems_and_fails(tmp_path: Path) -> None:
    csv_file(tmp_path, "课程.csv", COURSES, "x,美学")
    err = io.StringIO()
    with pytest.raises(CommandError, match="有 1 处需要改正，没有写入任何数据"):
        call_command("import_reference", tmp_path, stderr=err)
    assert err.getvalue() == "课程.csv 第 2 行，课程代码：“x”不是 5 位数字\n"


def test_the_command_tells_what_it_did(tmp_path: Path) -> None:
    csv_file(tmp_path, "课程.csv", COURSES, "00037,美学")
    out = io.StringIO()
    call_command("import_reference", tmp_path, "--dry-run", stdout=out)
    assert out.getvalue() == "课程.csv（课程）：1 行，新增 1，修改 0，不变 0\n只做了检查，没有写入\n"


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"文件夹里没有 \.xlsx、\.csv 或 \.dbf 文件"):
        call_command("import_reference", tmp_path)


def test_a_database_without_tables_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> object:
        raise OperationalError("no such table: catalogue_school")

    monkeypatch.setattr(command, "import_files", broken)
    with pytest.raises(CommandError, match="连不上数据库，或数据库还没有建好"):
        call_command("import_reference", str(csv_file(tmp_path, "学校.csv", "院校代码,名称", "10997,新校")))
