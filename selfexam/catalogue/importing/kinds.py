"""The catalogue's own tables: 学校, 单位, 课程, 专业."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db import models

from selfexam.catalogue.code_tables import Level
from selfexam.catalogue.importing.importer import Importer, Parsed, register
from selfexam.catalogue.importing.problems import NotThere
from selfexam.catalogue.importing.tables import Row
from selfexam.catalogue.models import (
    Course,
    Programme,
    School,
    Unit,
)

LEVELS = {"专科": Level.JUNIOR_COLLEGE.value, "本科": Level.BACHELOR.value, "专升本": Level.BACHELOR.value}
M = TypeVar("M", bound=models.Model)


def found(mapping: dict[Any, M], key: Any, column: str, shown: str) -> M:
    """`mapping[key]`, or the sentence that there is no such thing yet."""
    if key in mapping:
        return mapping[key]
    raise NotThere(column, f"没有“{shown}”，请先导入")


def by(rows: Iterable[M], *names: str) -> dict[Any, M]:
    """Rows by one attribute, or by a tuple of several."""
    if len(names) == 1:
        return {getattr(row, names[0]): row for row in rows}
    return {tuple(getattr(row, name) for name in names): row for row in rows}


def _schools(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    def parse(row: Row) -> dict[str, Any]:
        return {
            "code": row.digits("院校代码", 5),
            "name": row.needed("名称"),
            **row.texts_of(
                office_name="自考办名称",
                office_phone="自考办电话",
                office_hours="办公时间",
                office_address="地址",
                handover_note="发放方式",
            ),
        }

    return parse


def _units(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    schools = by(School.objects.all(), "code")

    def parse(row: Row) -> dict[str, Any]:
        code = row.digits("院校代码", 5)
        return {
            "code": row.needed("单位代码"),
            "name": row.needed("名称"),
            "school": found(schools, code, "院校代码", code),
            **row.texts_of(contact="联系方式"),
        }

    return parse


def _courses(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    return lambda row: {"code": row.digits("课程代码", 5), "name": row.needed("课程名称")}


def _programmes(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    schools = by(School.objects.all(), "code")

    def parse(row: Row) -> dict[str, Any]:
        codes = re.split(r"[\s、,，;；]+", row.needed("主考学校"))
        return {
            "code": row.needed("专业代码"),
            "name": row.needed("专业名称"),
            "level": row.one_of("层次", LEVELS),
            "_schools": [found(schools, code, "主考学校", code) for code in codes],
        }

    return parse


def _set_schools(parsed: Sequence[Parsed], rows: Sequence[models.Model]) -> None:
    for item, programme in zip(parsed, rows, strict=True):
        if isinstance(programme, Programme):
            programme.schools.set(item.values["_schools"])


def programme_of(row: Row, programmes: dict[Any, Programme]) -> Programme:
    code, level = row.needed("专业代码"), row.one_of("层次", LEVELS)
    return found(programmes, (code, level), "专业代码", f"{code} {row.text('层次')}")


for importer in (
    Importer(
        "学校",
        10,
        School,
        ("code",),
        ("院校代码", "名称"),
        ("自考办名称", "自考办电话", "办公时间", "地址", "发放方式"),
        _schools,
    ),
    Importer("单位", 20, Unit, ("code",), ("单位代码", "名称", "院校代码"), ("联系方式",), _units),
    Importer("课程", 30, Course, ("code",), ("课程代码", "课程名称"), (), _courses),
    Importer(
        "专业",
        40,
        Programme,
        ("code", "level"),
        ("专业代码", "专业名称", "层次", "主考学校"),
        (),
        _programmes,
        _set_schools,
    ),
):
    register(importer)
