"""Two people at the same moment. SQLite lets one writer in at a time, so the race itself is run on PostgreSQL."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from applications.domain.begin import begin
from applications.domain.refusals import NotAllowed
from applications.models import Application
from selfexam.catalogue.importing.run import import_files
from selfexam.records.domain.ask_correction import ask_correction
from selfexam.records.domain.decide_correction import approve_correction, refuse_correction
from selfexam.records.domain.decide_merge import approve_merge, refuse_merge
from selfexam.records.domain.withdraw_correction import withdraw_correction
from selfexam.records.models import Correction, RecordMerge, StudentRecord
from selfexam.records.refusals import RecordRefused
from tests.at_once import AT_ONCE, ON_POSTGRESQL, many_at_once
from tests.cast import Cast
from tests.catalogue.files import csv_file
from tests.factories.applications import jpeg
from tests.factories.catalogue import CourseFactory
from tests.factories.records import CreditFactory
from tests.records.asking import forwarded, held_record, merge_of

pytestmark = ON_POSTGRESQL


@pytest.fixture
def cast() -> Cast:
    return Cast()


def kinds(results: list[Any]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def test_a_correction_decided_at_once_changes_the_record_once(cast: Cast) -> None:
    record = held_record(cast)
    correction = forwarded(cast, record)
    results = many_at_once(
        lambda: approve_correction(correction.uuid, by=cast.chen),
        lambda: refuse_correction(correction.uuid, "证明不清楚", by=cast.luo),
        lambda: withdraw_correction(correction.uuid, by=record.holder),
    )
    assert kinds(results)["RecordRefused"] == AT_ONCE - 1
    correction.refresh_from_db()
    record.refresh_from_db()
    assert record.name == ("林小禾" if correction.state == Correction.State.APPROVED else "林晓禾")
    assert record.events.filter(label__in=("考籍更正", "不同意考籍更正", "撤回考籍更正")).count() == 1


def test_corrections_asked_at_once_are_one(cast: Cast) -> None:
    record = held_record(cast)
    results = many_at_once(lambda: ask_correction(record.uuid, {"name": "林小禾"}, "录错", [jpeg()], by=record.holder))
    assert kinds(results) == {"Correction": 1, "RecordRefused": AT_ONCE - 1}
    assert Correction.objects.count() == 1


def test_a_merge_decided_at_once_moves_the_credits_once(cast: Cast) -> None:
    source = held_record(cast)
    target = held_record(cast, holder=source.holder, id_number=source.id_number)
    for _ in range(5):
        CreditFactory(record=source)
    merge = merge_of(source, target, cast)
    results = many_at_once(
        lambda: approve_merge(merge.uuid, by=cast.chen), lambda: refuse_merge(merge.uuid, "不是", by=cast.luo)
    )
    assert kinds(results) == {"RecordMerge": 1, "RecordRefused": AT_ONCE - 1}
    merge.refresh_from_db()
    merged = merge.state == RecordMerge.State.MERGED
    assert (source.credits.count(), target.credits.count()) == ((0, 5) if merged else (5, 0))
    assert target.events.filter(label="合并考籍").count() == int(merged)


def test_two_merges_across_each_other_at_once_leave_one_record(cast: Cast) -> None:
    one = held_record(cast)
    other = held_record(cast, holder=one.holder, id_number=one.id_number)
    third = held_record(cast, holder=one.holder, id_number=one.id_number)
    merges = [merge_of(one, third, cast), merge_of(other, third, cast)]
    results = many_at_once(*(lambda m=m: approve_merge(m.uuid, by=cast.chen) for m in merges))
    assert kinds(results) == {"RecordMerge": 2, "RecordRefused": AT_ONCE - 2}
    assert set(StudentRecord.objects.filter(merged_into=third)) == {one, other}


def test_beginning_and_ending_at_once_never_leave_an_application_on_an_ended_record(cast: Cast) -> None:
    source = held_record(cast)
    target = held_record(cast, holder=source.holder, id_number=source.id_number)
    merge = merge_of(source, target, cast)
    results = many_at_once(
        lambda: approve_merge(merge.uuid, by=cast.chen),
        lambda: begin(StudentRecord.objects.get(pk=source.pk), cast.batch, by=source.holder),
    )
    assert {type(r) for r in results} <= {RecordMerge, Application, RecordRefused, NotAllowed}
    source.refresh_from_db()
    assert source.is_ended != Application.objects.filter(record=source).exists()


def test_credits_imported_while_their_number_is_merged_never_stay_with_it(cast: Cast, tmp_path: Path) -> None:
    source = held_record(cast)
    target = held_record(cast, holder=source.holder, id_number=source.id_number)
    course, merge = CourseFactory(), merge_of(source, target, cast)
    line = f"{source.admission_number},{course.code},80,2022-10,统考"
    path = csv_file(tmp_path, "成绩.csv", "准考证号,课程代码,成绩,考次,来源", line)
    results = many_at_once(lambda: approve_merge(merge.uuid, by=cast.chen), lambda: import_files([path]))
    assert {type(result) for result in results} <= {RecordMerge, RecordRefused, list}
    assert source.credits.count() == 0
    import_files([path])
    assert (source.credits.count(), target.credits.count()) == (0, 1)
