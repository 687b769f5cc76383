"""The tables of rules beside the plans: 免考规则, 国家基本规范."""

from collections.abc import Callable, Sequence
from typing import Any

from selfexam.catalogue.importing.importer import Importer, register
from selfexam.catalogue.importing.kinds import LEVELS, by, found, programme_of
from selfexam.catalogue.importing.problems import BadCell
from selfexam.catalogue.importing.tables import Row
from selfexam.catalogue.models import Course, ExemptionRule, LevelMinimum, Programme

KINDS = {str(kind.label): kind.value for kind in ExemptionRule.Kind}


def _exemptions(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    programmes = by(Programme.objects.all(), "code", "level")
    courses = by(Course.objects.all(), "code")

    def parse(row: Row) -> dict[str, Any]:
        kind, code = row.one_of("依据", KINDS), row.digits("课程代码", 5)
        if bool(row.text("专业代码")) != bool(row.text("层次")):
            raise BadCell("专业代码", "专业代码和层次要一起写；各专业通用的规则两列都不写")
        return {
            "kind": kind,
            "evidence": row.needed("证书或课程"),
            "course": found(courses, code, "课程代码", code),
            "programme": programme_of(row, programmes) if row.text("专业代码") else None,
            "mark": _mark(row, kind),
        }

    return parse


def _mark(row: Row, kind: str) -> int | None:
    """免考规定: a certificate counts as a mark, a prior course carries none."""
    if kind == ExemptionRule.Kind.QUALIFICATION:
        if row.text("按多少分计"):
            raise BadCell("按多少分计", "学历课程免考没有分数，这一格要空着")
        return None
    mark = row.whole("按多少分计")
    if not 60 <= mark <= 100:
        raise BadCell("按多少分计", f"{mark} 不在 60 到 100 之间")
    return mark


def _minima(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    def parse(row: Row) -> dict[str, Any]:
        return {
            "level": row.one_of("层次", LEVELS),
            "least_courses": row.whole("最少门数"),
            "least_credits": row.whole("最少学分"),
            **row.texts_of(source_note="来源说明"),
        }

    return parse


for importer in (
    Importer(
        "免考规则",
        85,
        ExemptionRule,
        ("kind", "evidence", "course", "programme"),
        ("依据", "证书或课程", "课程代码"),
        ("按多少分计", "专业代码", "层次"),
        _exemptions,
    ),
    Importer("国家基本规范", 45, LevelMinimum, ("level",), ("层次", "最少门数", "最少学分"), ("来源说明",), _minima),
):
    register(importer)
