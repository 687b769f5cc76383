"""Importing 考籍 and 成绩: people are cross-checked, found again by exact digest, and nobody's number is printed."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from applications.audit.auditing import audit
from applications.audit.facts import facts_for
from selfexam.accounts.models import LoginName
from selfexam.catalogue.code_tables import Sex
from selfexam.catalogue.importing.run import Named, compare_file
from selfexam.digests import keyed_digest
from selfexam.records.models import Credit, StudentRecord
from tests.catalogue.files import csv_file, demo, load, told, xlsx_file
from tests.factories.accounts import UserFactory
from tests.factories.records import invented_id_number

pytestmark = pytest.mark.django_db

HEADER = (
    "准考证号,姓名,性别,出生日期,民族,政治面貌,证件类型,证件号码,专业代码,层次,版本,院校代码,考生类别,单位代码,首次报考"
)
CREDITS = "准考证号,课程代码,成绩,考次,来源"
BIRTH = date(1998, 5, 20)
ID = invented_id_number(BIRTH, Sex.FEMALE, 1)
FIELDS = {
    "准考证号": "019922100001",
    "姓名": "林晓禾",
    "性别": "女",
    "出生日期": "1998-05-20",
    "民族": "汉族",
    "政治面貌": "群众",
    "证件类型": "居民身份证",
    "证件号码": ID,
    "专业代码": "050101",
    "层次": "本科",
    "版本": "2024",
    "院校代码": "10999",
    "考生类别": "社会考生",
    "单位代码": "",
    "首次报考": "2022-04",
}


@pytest.fixture(autouse=True)
def catalogue() -> None:
    stems = ("学校", "单位", "课程", "专业", "考试计划", "选考组", "计划课程", "选考条件", "顶替")
    assert told(load(*demo(*stems))) == []


def person(**fields: str) -> str:
    return ",".join({**FIELDS, **fields}.values())


def people(folder: Path, *lines: str) -> Path:
    return csv_file(folder, "考籍.csv", HEADER, *lines)


def test_a_person_is_imported_and_found_by_digest(tmp_path: Path) -> None:
    assert told(load(people(tmp_path, person(姓名="阿依•示例")))) == []
    record = StudentRecord.objects.get(id_digest=keyed_digest(ID))
    assert (record.name, record.id_number, record.sex, record.birth_date) == ("阿依·示例", ID, "2", BIRTH)


def test_an_old_fifteen_digit_number_is_stored_as_eighteen(tmp_path: Path) -> None:
    load(people(tmp_path, person(证件号码=ID[:6] + ID[8:17])))
    assert StudentRecord.objects.get().id_number == ID


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            {"准考证号": "19922100001"},
            "准考证号：“19922100001”只有 11 位，应为 12 位数字；如果开头的 0 丢了，请把这一列设为文本后重填",
        ),
        ({"姓名": "林\ue000禾"}, "姓名：姓名中有系统无法识别的字（U+E000），请用标准汉字重新录入"),
        ({"性别": "男"}, "性别：与证件号码不一致"),
        ({"出生日期": "1998-05-21"}, "出生日期：与证件号码中的 1998-05-20 不一致"),
        ({"出生日期": "1998-02-30"}, "出生日期：“1998-02-30”不是日期，写法如 2024-09-01"),
        ({"证件号码": "500000199805200001"}, "证件号码：身份证号的校验位不对，请核对每一位"),
        (
            {"证件类型": "港澳台居民居住证"},
            "证件类型：与证件号码不符：港澳台居民居住证号码以 81、82、83 开头，身份证不是",
        ),
        ({"版本": "2019"}, "版本：没有“汉语言文学（专升本） 2019”，请先导入"),
        (
            {"院校代码": "10998", "专业代码": "080901"},
            "院校代码：范例师范学院 不是 计算机科学与技术（专升本） 的主考学校",
        ),
        ({"考生类别": "集体单位考生"}, "单位代码：集体单位考生要写单位代码，其他考生不写"),
        ({"考生类别": "集体单位考生", "单位代码": "U002"}, "单位代码：范例继续教育学院 不属于 示例大学"),
        ({"首次报考": "2022-13"}, "首次报考：“2022-13”不是年月，写法如 2022-04"),
        ({"民族": "汉"}, None),
    ],
    ids=lambda value: "" if not isinstance(value, dict) else "+".join(value),
)
def test_a_person_that_contradicts_itself_is_refused(
    tmp_path: Path, fields: dict[str, str], problem: str | None
) -> None:
    (sentence,) = told(load(people(tmp_path, person(**fields))))
    assert sentence.startswith(f"考籍.csv 第 2 行，{problem or '民族：“汉”不在可选值中：汉族、'}")
    assert StudentRecord.objects.count() == 0


def test_a_number_that_the_spreadsheet_spoilt_is_refused(tmp_path: Path) -> None:
    row = [500000199805200007 if name == "证件号码" else value for name, value in FIELDS.items()]
    path = xlsx_file(tmp_path / "考籍.xlsx", {"考籍": [HEADER.split(","), row]})
    assert told(load(path)) == [
        "考籍.xlsx「考籍」 第 2 行，证件号码：长号码被存成了数字，末几位已经丢失，请把这一列设为文本后重填"
    ]


def test_a_changed_id_number_is_told_without_being_printed(tmp_path: Path) -> None:
    load(people(tmp_path, person()))
    other = invented_id_number(BIRTH, Sex.FEMALE, 7)
    (outcome,) = load(people(tmp_path, person(证件号码=other, 姓名="林小禾")))
    assert outcome.changes == ["第 2 行：姓名 林晓禾 → 林小禾；证件号码 有变化"]
    assert StudentRecord.objects.get().id_digest == keyed_digest(other)


def test_a_changed_number_and_name_change_the_account_behind_the_record(tmp_path: Path) -> None:
    load(people(tmp_path, person()))
    holder, record, new = (
        UserFactory(name="林晓禾"),
        StudentRecord.objects.get(),
        invented_id_number(BIRTH, Sex.FEMALE, 7),
    )
    StudentRecord.objects.update(holder=holder)
    for name in (ID, record.admission_number):
        LoginName.add(holder, name)
    assert told(load(people(tmp_path, person(证件号码=new, 姓名="林小禾")))) == []
    owners = [LoginName.objects.owner_of(name) for name in (new, ID, record.admission_number)]
    assert owners == [holder, None, holder]
    holder.refresh_from_db()
    assert holder.name == "林小禾"


def test_the_number_of_somebody_elses_account_stays_with_it_and_is_told(tmp_path: Path) -> None:
    """One candidate must not hold up the records of a city; the old number opens the account no more all the same."""
    load(people(tmp_path, person()))
    new, holder, other = invented_id_number(BIRTH, Sex.FEMALE, 7), UserFactory(), UserFactory()
    StudentRecord.objects.update(holder=holder)
    for user, name in ((holder, ID), (holder, FIELDS["准考证号"]), (other, new)):
        LoginName.add(user, name)
    path = people(tmp_path, person(证件号码=new))
    for outcomes in (compare_file(Named(path, "考籍.csv"), ("考籍",)), load(path)):
        (warning,) = [one for outcome in outcomes for one in outcome.warnings if "证件号码" in one]
        assert warning.startswith("证件号码：已有另一个账号在用，考籍按文件改")
    assert StudentRecord.objects.get().id_number == new
    owners = [LoginName.objects.owner_of(name) for name in (new, ID, FIELDS["准考证号"])]
    assert owners == [other, None, holder]


def test_a_passport_is_taken_as_it_is(tmp_path: Path) -> None:
    assert told(load(people(tmp_path, person(证件类型="护照", 证件号码="e 12345678")))) == []
    assert StudentRecord.objects.get().id_number == "E12345678"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("019922100001,00037,101,2023-04,统考", "成绩：101 分不在 60 到 100 之间，只导入合格成绩"),
        ("019922100001,00037,59,2023-04,统考", "成绩：59 分不在 60 到 100 之间，只导入合格成绩"),
        ("019922100001,00037,及格,2023-04,统考", "成绩：“及格”不是分数，也不是 优秀、良好、中等、合格"),
        ("019922100001,00037,,2023-04,统考", "成绩：不能为空；没有分数的只有免考、互认、转入和合并"),
        ("019922100001,99999,80,2023-04,统考", "课程代码：没有“99999”，请先导入"),
        ("019922100002,00037,80,2023-04,统考", "准考证号：没有“019922100002”，请先导入"),
        ("019922100001,00037,80,2099-04,统考", "考次：2099-04 还没有到"),
        ("019922100001,00037,80,2023-04,抄来", "来源：“抄来”不在可选值中：统考、实践考核、"),
    ],
)
def test_a_credit_that_cannot_be_is_refused(tmp_path: Path, line: str, problem: str) -> None:
    load(people(tmp_path, person()))
    (sentence,) = told(load(csv_file(tmp_path, "成绩.csv", CREDITS, line)))
    assert sentence.startswith(f"成绩.csv 第 2 行，{problem}")
    assert Credit.objects.count() == 0


def test_a_pass_listed_twice_in_a_file_is_told_and_a_second_sitting_is_not(tmp_path: Path) -> None:
    load(people(tmp_path, person()))
    once, again = "019922100001,00037,80,2023-04,统考", "019922100001,00037,85,2024-04,统考"
    assert told(load(csv_file(tmp_path, "成绩.csv", CREDITS, once, again))) == []
    assert told(load(csv_file(tmp_path, "成绩.csv", CREDITS, once, once))) == ["成绩.csv 第 3 行：与第 2 行重复"]


def test_many_credits_take_few_queries(tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    lines = [person(准考证号=f"0199221{n:05d}") for n in range(1, 301)]
    # Two of them ask what an open correction or a merge has locked.
    with django_assert_max_num_queries(27):
        assert told(load(people(tmp_path, *lines))) == []
    credits = [f"0199221{n:05d},{code},80,2023-04,统考" for n in range(1, 301) for code in ("00037", "00536", "00537")]
    with django_assert_max_num_queries(25):
        assert told(load(csv_file(tmp_path, "成绩.csv", CREDITS, *credits))) == []
    assert Credit.objects.count() == 900


def test_the_demonstration_has_people_for_every_case() -> None:
    assert told(load(*demo("考籍", "成绩", "前置学历核对"))) == []
    records = list(StudentRecord.objects.order_by("admission_number"))
    audits = [audit(facts) for facts in facts_for(records)]
    blocking = {f.code for a in audits for f in a.findings if f.severity == "blocks"}
    notes = {f.code for a in audits for f in a.findings if f.severity != "blocks"}
    verdicts = [a.verdict for a in audits]
    assert (len(records), verdicts.count("pass"), verdicts.count("fail")) == (60, 50, 9)
    assert blocking == {
        "course_missing",
        "part_missing",
        "thesis_missing",
        "electives_short",
        "courses_short",
        "credits_short",
    }
    assert notes == {"substitution_used", "passed_twice", "outside_plan", "bridging", "prior_absent"}
    assert {r.route for r in records} == {"unit", "individual", "second"}
    assert {r.id_number[:6] for r in records} == {"500000", "810000"}
    sources = set(Credit.objects.values_list("source", flat=True))
    assert sources == {"exam", "practice", "exempt_qualification", "exempt_certificate", "bridging"}
