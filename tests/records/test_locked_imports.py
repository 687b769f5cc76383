"""An import neither overwrites what a 考籍更正 asks about nor brings the credits of a merged number twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from selfexam.catalogue.importing import importer
from selfexam.catalogue.importing.run import Named, compare_file, import_files
from selfexam.records.domain.ask_correction import ask_correction
from selfexam.records.domain.check_correction import forward_correction
from selfexam.records.domain.decide_correction import approve_correction, refuse_correction
from selfexam.records.domain.decide_merge import approve_merge
from selfexam.records.id_numbers import check_digit
from selfexam.records.importing.uploaded import KINDS
from selfexam.records.models import Correction, Credit, StudentRecord
from tests.cast import Cast
from tests.catalogue.files import csv_file, demo, load, told
from tests.factories.accounts import UserFactory
from tests.factories.applications import jpeg
from tests.records.asking import merge_of
from tests.records.test_import_records import CREDITS, HEADER
from tests.records.test_import_records import person as a_person

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "010122100001", "010122100002"


def person(**cells: str) -> str:
    return a_person(**({"准考证号": NUMBER} | cells))


@pytest.fixture
def cast() -> Cast:
    stems = ("学校", "单位", "课程", "专业", "考试计划", "选考组", "计划课程", "选考条件", "顶替")
    assert told(load(*demo(*stems))) == []
    return Cast()


def enrol(folder: Path, *people: str) -> StudentRecord:
    assert told(load(csv_file(folder, "考籍.csv", HEADER, *people))) == []
    return StudentRecord.objects.get(admission_number=NUMBER)


def ask(record: StudentRecord, wishes: dict[str, str]) -> Correction:
    record.holder = UserFactory()
    record.save(update_fields=["holder"])
    return ask_correction(record.uuid, wishes, "录错", [jpeg()], by=record.holder)


def test_a_fact_that_is_being_corrected_is_left_as_it_is_and_the_difference_says_so(tmp_path: Path, cast: Cast) -> None:
    correction = ask(enrol(tmp_path, person()), {"name": "林小禾"})
    path = csv_file(tmp_path, "考籍.csv", HEADER, person(姓名="林晓河", 民族="苗族"))
    for outcome in (*compare_file(Named(path, "考籍.csv"), KINDS), *load(path)):
        assert (outcome.changes, outcome.problems) == (["第 2 行：民族 汉族 → 苗族"], [])
        assert outcome.warnings == ["姓名：考籍更正正在办理，没有导入这一项（第 2 行）"]
    record = StudentRecord.objects.get(admission_number=NUMBER)
    assert (record.name, record.ethnicity) == ("林晓禾", "06")
    refuse_correction(forward_of(correction, cast).uuid, "证明不清楚", by=cast.chen)
    (outcome,) = load(path)
    assert (outcome.changes, outcome.warnings) == (["第 2 行：姓名 林晓禾 → 林晓河"], [])


def forward_of(correction: Correction, cast: Cast) -> Correction:
    cast.reviewer.school = correction.record.school
    cast.reviewer.save(update_fields=["school"])
    return forward_correction(correction.uuid, "已核对", by=cast.reviewer)


def test_number_birth_date_and_sex_are_locked_together(tmp_path: Path, cast: Cast) -> None:
    record = enrol(tmp_path, person())
    before = (record.id_number, record.id_digest, record.id_type)
    ask(record, {"id_type": "A", "id_number": "E12345678"})
    number = record.id_number
    other = number[:14] + "040"
    other += check_digit(other)
    assert other != number
    (outcome,) = load(csv_file(tmp_path, "考籍.csv", HEADER, person(证件号码=other)))
    assert (outcome.changed, outcome.warnings) == (0, ["证件号码：考籍更正正在办理，没有导入这一项（第 2 行）"])
    record.refresh_from_db()
    assert (record.id_number, record.id_digest, record.id_type) == before


def test_an_old_file_that_undoes_a_correction_is_pointed_out(tmp_path: Path, cast: Cast) -> None:
    correction = ask(enrol(tmp_path, person()), {"name": "林小禾"})
    approve_correction(forward_of(correction, cast).uuid, by=cast.chen)
    path = csv_file(tmp_path, "考籍.csv", HEADER, person())
    (outcome,) = compare_file(Named(path, "考籍.csv"), KINDS)
    assert outcome.changes == ["第 2 行：姓名 林小禾 → 林晓禾"]
    assert outcome.warnings == ["姓名：与已批准的考籍更正相反，请核对文件是不是旧的（第 2 行）"]
    (fresh,) = load(csv_file(tmp_path, "考籍.csv", HEADER, person(姓名="林小禾")))
    assert (fresh.changed, fresh.warnings) == (0, [])


def test_credits_of_a_merged_number_come_once_and_to_the_one_that_goes_on(tmp_path: Path, cast: Cast) -> None:
    source = enrol(tmp_path, person(), person(准考证号=OTHER))
    target = StudentRecord.objects.get(admission_number=OTHER)
    old = csv_file(tmp_path, "成绩.csv", CREDITS, f"{NUMBER},00037,80,2022-10,统考")
    assert told(load(old)) == []
    approve_merge(merge_of(source, target, cast).uuid, by=cast.chen)
    (again,) = load(old)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
    assert again.warnings == [f"准考证号：{NUMBER} 已合并，成绩记入 {OTHER}（第 2 行）"]
    (late,) = load(csv_file(tmp_path, "成绩.csv", CREDITS, f"{NUMBER},00536,70,2022-10,统考"))
    assert late.added == 1
    rows = target.credits.order_by("course__code").values_list("course__code", "source", "origin", "merged_from")
    assert list(rows) == [("00037", "merged", "exam", source.pk), ("00536", "merged", "exam", source.pk)]
    assert source.credits.count() == 0
    (people,) = load(csv_file(tmp_path, "考籍.csv", HEADER, person(), person(准考证号=OTHER)))
    assert people.warnings == [f"准考证号：{NUMBER} 已合并，这份考籍不再使用（第 2 行）"]


def test_a_number_merged_while_its_credits_are_imported_keeps_them_out(
    tmp_path: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = enrol(tmp_path, person(), person(准考证号=OTHER))
    target = StudentRecord.objects.get(admission_number=OTHER)
    merge, compare = merge_of(source, target, cast), importer.compare

    def merged_then(*args: Any) -> Iterator[Any]:
        yield from compare(*args)
        monkeypatch.setattr(importer, "compare", compare)
        approve_merge(merge.uuid, by=cast.chen)

    monkeypatch.setattr(importer, "compare", merged_then)
    path = csv_file(tmp_path, "成绩.csv", CREDITS, f"{NUMBER},00037,80,2022-10,统考")
    assert told(import_files([path])) == ["成绩.csv 第 2 行，准考证号：刚刚合并到另一个准考证号，请重新核对后再导入"]
    assert not Credit.objects.filter(record__in=(source, target)).exists()
