"""What factories count out never meets the demonstration's files, so that a test may load both in any order."""

import csv
from typing import Any

import pytest

from tests.catalogue.files import DEMO
from tests.factories.catalogue import CourseFactory, DistrictFactory, ProgrammeFactory, SchoolFactory, UnitFactory
from tests.factories.records import RecordFactory

MADE = [
    (CourseFactory, "code", "课程.csv", "课程代码"),
    (SchoolFactory, "code", "学校.csv", "院校代码"),
    (ProgrammeFactory, "code", "专业.csv", "专业代码"),
    (DistrictFactory, "code", "区县.csv", "区县代码"),
    (UnitFactory, "code", "单位.csv", "单位代码"),
    (RecordFactory, "admission_number", "考籍.csv", "准考证号"),
]


@pytest.mark.parametrize(("maker", "field", "name", "column"), MADE, ids=[row[2] for row in MADE])
def test_no_code_of_a_factory_stands_in_the_demonstration(maker: Any, field: str, name: str, column: str) -> None:
    with (DEMO / name).open(encoding="utf-8-sig", newline="") as file:
        taken = {row[column] for row in csv.DictReader(file)}
    count = maker._meta.declarations[field].function
    assert taken
    assert taken.isdisjoint(count(n) for n in range(10_000))


@pytest.mark.django_db
@pytest.mark.parametrize("_turn", [1, 2])
def test_every_test_counts_from_the_start(_turn: int) -> None:
    assert CourseFactory().code == "20000"
