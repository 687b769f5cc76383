"""What an import would do, in words, before it is done; what it did, in the history; nothing is ever half done."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from selfexam.accounts.roles import Role
from selfexam.catalogue.code_tables import Sex
from selfexam.catalogue.importing import importer
from selfexam.catalogue.importing.run import Named, compare_file, import_files
from selfexam.catalogue.models import Course
from selfexam.records import changed as changes
from selfexam.records.importing.uploaded import KINDS
from selfexam.records.models import Credit, RecordEvent, StudentRecord
from tests.catalogue.dbf_files import dbf_file
from tests.catalogue.files import csv_file, demo, load, told
from tests.factories.accounts import UserFactory
from tests.factories.records import invented_id_number
from tests.records.test_import_records import CREDITS, FIELDS, HEADER, person

pytestmark = pytest.mark.django_db
NUMBER = FIELDS["准考证号"]


@pytest.fixture(autouse=True)
def catalogue(tmp_path: Path) -> None:
    stems = ("学校", "单位", "课程", "专业", "考试计划", "选考组", "计划课程", "选考条件", "顶替")
    assert told(load(*demo(*stems))) == []


def credits(folder: Path, *lines: str, header: str = CREDITS) -> Path:
    return csv_file(folder, "成绩.csv", header, *lines)


def enrol(folder: Path, *people: str) -> StudentRecord:
    assert told(load(csv_file(folder, "考籍.csv", HEADER, *(people or (person(),))))) == []
    return StudentRecord.objects.get(admission_number=NUMBER)


def test_the_difference_is_told_in_four_parts_and_written_only_when_asked(tmp_path: Path) -> None:
    enrol(tmp_path)
    load(credits(tmp_path, *(f"{NUMBER},{code},80,2022-10,统考" for code in ("00037", "00536", "00537"))))
    lines = (f"{NUMBER},00037,80,2022-10,统考", f"{NUMBER},00536,91,2022-10,统考", f"{NUMBER},00538,70,2022-10,统考")
    path = credits(tmp_path, *lines)
    for outcomes in (compare_file(Named(path, "上传.csv"), KINDS), load(path, dry_run=True)):
        (outcome,) = outcomes
        assert (outcome.added, outcome.changed, outcome.unchanged, outcome.missing) == (1, 1, 1, 1)
        assert outcome.changes == ["第 3 行：成绩 80 → 91"]
        assert outcome.missing_told == [f"林晓禾 {NUMBER} 00537 中国现代文学史"]
        assert set(Credit.objects.values_list("mark", flat=True)) == {80}
    (outcome,) = load(path)
    assert (outcome.missing, Credit.objects.count()) == (1, 4)
    assert [(o.added, o.changed, o.unchanged) for o in load(path)] == [(0, 0, 3)]


def test_records_of_the_school_that_the_file_does_not_name_are_counted(tmp_path: Path) -> None:
    enrol(
        tmp_path,
        person(),
        person(准考证号="019922100002", 证件号码=invented_id_number(date(1998, 5, 20), Sex.FEMALE, 2)),
    )
    (outcome,) = compare_file(Named(csv_file(tmp_path, "考籍.csv", HEADER, person(姓名="林小禾")), "考籍.csv"), KINDS)
    assert (outcome.changed, outcome.missing, outcome.missing_told) == (1, 1, ["林晓禾 019922100002"])


def test_an_unknown_district_is_pointed_out_once_for_all_its_rows(tmp_path: Path) -> None:
    people = [person(准考证号=f"0199221{n:05d}") for n in (1, 2)] + [person(准考证号="011822100001")]
    (outcome,) = load(csv_file(tmp_path, "考籍.csv", HEADER, *people))
    assert outcome.problems == []
    assert outcome.warnings == ["准考证号：前四位 0199 不在本市区县代码中（第 2 行起，共 2 行）"]


def test_every_change_of_an_import_is_history_and_is_made_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[frozenset[int]] = []
    monkeypatch.setattr(changes, "_LISTENERS", [heard.append])
    record = enrol(tmp_path)
    chen = UserFactory(role=Role.INSTITUTE_REVIEWER, name="陈老师")
    old, new = record.id_number, invented_id_number(date(1998, 5, 20), Sex.FEMALE, 7)
    import_files([csv_file(tmp_path, "考籍.csv", HEADER, person(姓名="林小禾", 证件号码=new))], by_id=chen.pk)
    path = credits(tmp_path, f"{NUMBER},00037,80,2022-10,统考", f"{NUMBER},00536,85,2022-10,统考")
    import_files([path], by_id=chen.pk)
    import_files([path], by_id=chen.pk)
    assert [(e.label, e.by_name, e.note, e.changes, e.id_number_before) for e in record.events.all()] == [
        (
            "导入成绩",
            "陈老师",
            "成绩.csv",
            [["00037 美学，统考 2022-10", "", "80"], ["00536 古代汉语，统考 2022-10", "", "85"]],
            None,
        ),
        ("导入更新", "陈老师", "考籍.csv", [["姓名", "林晓禾", "林小禾"], ["证件号码", "", "有变化"]], old),
        ("导入考籍", "系统", "考籍.csv", [], None),
    ]
    assert heard == [frozenset({record.pk})] * 3
    assert old not in str(RecordEvent.objects.values_list("changes", flat=True))


def test_a_cancelled_pass_stays_cancelled_unless_the_table_speaks_of_it(tmp_path: Path) -> None:
    enrol(tmp_path)
    line = f"{NUMBER},00037,80,2022-10,统考"
    full = f"{CREDITS},违纪取消日期,违纪取消原因"
    assert told(load(credits(tmp_path, f"{line},2023-01-05,替考", header=full))) == []
    (outcome,) = load(credits(tmp_path, line))
    assert (outcome.unchanged, Credit.objects.counting().count()) == (1, 0)
    (outcome,) = load(credits(tmp_path, f"{line},,", header=full))
    assert outcome.changes == ["第 2 行：取消日期 2023-01-05 → 空；取消原因 替考 → 空"]
    assert Credit.objects.counting().count() == 1


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("2023-01-05,", "违纪取消原因：写了取消日期，也要写原因"),
        (",替考", "违纪取消日期：写了取消原因，也要写日期"),
        ("2022-09-30,替考", "违纪取消日期：2022-09-30 早于考次，或还没有到"),
        ("2999-01-01,替考", "违纪取消日期：2999-01-01 早于考次，或还没有到"),
    ],
)
def test_a_cancellation_has_to_make_sense(tmp_path: Path, cells: str, problem: str) -> None:
    enrol(tmp_path)
    line = f"{NUMBER},00037,80,2022-10,统考,{cells}"
    path = credits(tmp_path, line, header=f"{CREDITS},违纪取消日期,违纪取消原因")
    assert told(load(path)) == [f"成绩.csv 第 2 行，{problem}"]


def test_a_course_called_otherwise_in_the_file_is_pointed_out(tmp_path: Path) -> None:
    enrol(tmp_path)
    path = credits(tmp_path, f"{NUMBER},00037,80,2022-10,统考,美术", header=f"{CREDITS},课程名称")
    (outcome,) = load(path)
    assert outcome.warnings == ["课程名称：课程 00037 在课程表中叫“美学”，文件中写“美术”（第 2 行）"]


def test_a_table_without_phones_leaves_them(tmp_path: Path) -> None:
    record = enrol(tmp_path)
    StudentRecord.objects.update(phone="13800000000")
    load(csv_file(tmp_path, "考籍.csv", HEADER, person()))
    record.refresh_from_db()
    assert record.phone == "13800000000"


def test_credits_of_an_older_system_come_as_dbf(tmp_path: Path) -> None:
    enrol(tmp_path)
    fields = [("准考证号", "C", 12), ("课程代码", "C", 5), ("成绩", "N", 6), ("考次", "C", 7), ("来源", "C", 12)]
    path = dbf_file(tmp_path / "成绩.dbf", fields, [(NUMBER, "00037", "  80.0", "2022-10", "统考")])
    assert told(load(path)) == []
    assert Credit.objects.get().mark == 80


def test_a_file_in_an_encoding_of_elsewhere_is_refused_before_its_rows(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "成绩.csv", "受験番号,科目,点数", "1,美学,80", encoding="shift_jis")
    (sentence,) = told(load(path))
    assert sentence.endswith("一个认识的列名也没有：请检查第一行是不是列名，文字编码是不是 UTF-8 或 GB18030")


def test_a_mistake_in_the_last_piece_of_a_long_file_undoes_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importer, "PIECE", 2)
    enrol(tmp_path)
    good = [f"{NUMBER},{code},80,2022-10,统考" for code in ("00037", "00536", "00537", "00538")]
    path = credits(tmp_path, *good, f"{NUMBER},99999,80,2022-10,统考")
    assert told(load(path)) == ["成绩.csv 第 6 行，课程代码：没有“99999”，请先导入"]
    twice = credits(tmp_path, *good, good[0])
    assert told(load(twice)) == ["成绩.csv 第 6 行：与第 2 行重复"]
    assert (Credit.objects.count(), RecordEvent.objects.count()) == (0, 1)
    assert told(load(credits(tmp_path, *good))) == []
    assert Credit.objects.count() == 4


def test_the_mistakes_of_every_file_are_told_and_their_echoes_are_not(tmp_path: Path) -> None:
    courses = csv_file(tmp_path, "课程.csv", "课程代码,课程名称", "99998,新课", "abc,错")
    people = csv_file(tmp_path, "考籍.csv", HEADER, person(性别="男"), person(准考证号="019922100002"))
    passes = credits(
        tmp_path,
        f"{NUMBER},99998,80,2022-10,统考",
        "019922100002,99998,101,2022-10,统考",
        "019922100002,99998,80,2022-10,统考",
    )
    outcomes = load(courses, people, passes)
    assert told(outcomes) == [
        "课程.csv 第 3 行，课程代码：“abc”不是 5 位数字",
        "考籍.csv 第 2 行，性别：与证件号码不一致",
        "成绩.csv 第 3 行，成绩：101 分不在 60 到 100 之间，只导入合格成绩",
    ]
    assert [outcome.echoes for outcome in outcomes] == [0, 0, 1]
    assert (Course.objects.filter(code="99998").count(), StudentRecord.objects.count()) == (0, 0)


def test_a_file_wrong_from_beginning_to_end_is_told_in_part(tmp_path: Path) -> None:
    (outcome,) = load(csv_file(tmp_path, "课程.csv", "课程代码,课程名称", *["x,错"] * 450))
    assert (len(outcome.problems), outcome.unlisted) == (200, 250)


def test_progress_is_told_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "PIECE", 2)
    enrol(tmp_path)
    heard: list[tuple[str, int, int]] = []
    path = credits(tmp_path, *(f"{NUMBER},{code},80,2022-10,统考" for code in ("00037", "00536", "00537")))
    import_files([path], progress=lambda *step: heard.append(step))
    assert heard == [("成绩.csv", 2, 3), ("成绩.csv", 3, 3)]


def test_a_longer_file_asks_no_more_often_a_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "PIECE", 50)
    enrol(tmp_path, *(person(准考证号=f"0199221{n:05d}") for n in range(1, 101)))
    counts = []
    for people in (50, 100):
        Credit.objects.all().delete()
        lines = [f"0199221{n:05d},{code},80,2022-10,统考" for n in range(1, people + 1) for code in ("00037", "00536")]
        path = credits(tmp_path, *lines)
        with CaptureQueriesContext(connection) as queries:
            assert told(load(path)) == []
        counts.append(len(queries) / (people * 2 / 50))
    assert counts[1] <= counts[0]


def test_what_changed_since_a_row_was_read_is_not_written_back_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 考籍更正 approved while the file is imported; another row of the file changes names too."""
    other = person(准考证号="019922100002", 证件号码=invented_id_number(date(1998, 5, 20), Sex.FEMALE, 2))
    enrol(tmp_path, person(), other)
    write = importer.write

    def meanwhile(*args: Any) -> None:
        StudentRecord.objects.filter(admission_number=NUMBER).update(name="林小禾")
        write(*args)

    monkeypatch.setattr(importer, "write", meanwhile)
    path = csv_file(tmp_path, "考籍.csv", HEADER, person(民族="苗族"), other.replace("林晓禾", "周以诚"))
    assert told(load(path)) == []
    assert list(StudentRecord.objects.values_list("name", "ethnicity")) == [("林小禾", "06"), ("周以诚", "01")]
