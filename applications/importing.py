"""The table 材料清单: which papers a candidate of a route and level hands in (notice, annexes 2–4)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from applications.models import MaterialRule
from selfexam.catalogue.code_tables import Level, Route
from selfexam.catalogue.importing.batches import moment
from selfexam.catalogue.importing.importer import Importer, register
from selfexam.catalogue.importing.kinds import by, found
from selfexam.catalogue.importing.problems import BadCell
from selfexam.catalogue.importing.tables import Row
from selfexam.catalogue.models import Batch, School

ROUTES = {str(r.label): r.value for r in Route}
LEVELS = {"专科": Level.JUNIOR_COLLEGE.value, "本科": Level.BACHELOR.value, "": ""}
BLOCKS = {str(b.label): b.value for b in MaterialRule.Block}
FORMS = {str(f.label): f.value for f in MaterialRule.Form}


def _rules(rows: Sequence[Row]) -> Callable[[Row], dict[str, Any]]:
    schools, batches = by(School.objects.all(), "code"), by(Batch.objects.all(), "code")

    def parse(row: Row) -> dict[str, Any]:
        school, batch, level = row.text("院校代码"), row.text("批次代码"), row.text("层次")
        return {
            "route": row.one_of("考生类别", ROUTES),
            "level": row.one_of("层次", LEVELS) if level else "",
            "school": found(schools, school, "院校代码", school) if school else None,
            "batch": found(batches, batch, "批次代码", batch) if batch else None,
            "block": row.one_of("材料类别", BLOCKS),
            "position": row.whole("顺序"),
            "name": row.needed("材料名称"),
            "copies": row.whole("份数"),
            "form": row.one_of("提交方式", FORMS),
            "requirement": row.text("具体要求"),
            "place": row.text("交到哪里"),
            "due_at": _due(row, batch),
        }

    return parse


def _due(row: Row, batch: str) -> datetime | None:
    """A moment belongs to one half-year: a list of every batch has none (notice, annex 3: 在 12 月 5 日前)."""
    if not row.text("截止时间"):
        return None
    if not batch:
        raise BadCell("截止时间", "只有写明批次代码的行才能写截止时间")
    return moment(row, "截止时间")


register(
    Importer(
        "材料清单",
        95,
        MaterialRule,
        ("route", "level", "school", "batch", "block", "name"),
        ("考生类别", "层次", "材料类别", "顺序", "材料名称", "份数", "提交方式"),
        ("院校代码", "批次代码", "具体要求", "交到哪里", "截止时间"),
        _rules,
    )
)
