"""A plan by which student records are judged is not overwritten by an import: a changed rule is a new version.

Validity, last graduation and the note of its source may change. Called by run.py around the import.
"""

from collections.abc import Sequence

from selfexam.catalogue.exporting.plan_tables import TableRow, Tables, plan_tables
from selfexam.catalogue.importing.importer import Importer
from selfexam.catalogue.importing.plan_rows import PLAN_TABLES, PlanKey, Taken, keys_in, spot_of
from selfexam.catalogue.importing.tables import Table
from selfexam.catalogue.models import Plan
from selfexam.catalogue.plan_shapes import whole_plan

CHANGEABLE = ("执行起始", "过渡期截止", "最后毕业日期", "来源说明")
# A course's name belongs to the course.
_LEFT_OUT = {*CHANGEABLE, "课程名称"}
_KEYS = {"考试计划": (), "选考组": ("组号",), "计划课程": ("序号", "课程代码"), "选考条件": ("组号",)}
SENTENCE = "{plan}已有考籍在用，不能改动；规则变了，请换一个新的版本号，作为新版本导入"


class PlansInUse:
    """Taken before the import; `refuse_changes` compares with what the tables made of them."""

    def __init__(self, tables: Sequence[tuple[Importer, Table]]) -> None:
        self._before: dict[PlanKey, tuple[Plan, Tables]] = {}
        for key in keys_in(tables, PLAN_TABLES):
            plan = _plan(key)
            if plan is not None and plan.in_use:
                self._before[key] = plan, plan_tables([plan])

    def refuse_changes(self, taken: Sequence[Taken]) -> None:
        """A problem at every row that would change one of them."""
        for key, (plan, before) in self._before.items():
            now = _plan(key)
            for stem, rows in plan_tables([now] if now else []).items():
                known = [_rule(row) for row in before[stem]]
                for row in rows:
                    if _rule(row) in known:
                        continue
                    spot = spot_of(taken, stem, key, [{column: row[column] for column in _KEYS[stem]}])
                    if spot is not None:
                        problem = spot.table.problem(spot.number, "", SENTENCE.format(plan=plan))
                        spot.outcome.problems.append(problem)


def _plan(key: PlanKey) -> Plan | None:
    code, level, version = key
    plans = Plan.objects.filter(programme__code=code, programme__level=level, version=version)
    return plans.select_related("programme").prefetch_related(*whole_plan()).first()


def _rule(row: TableRow) -> TableRow:
    return {column: text for column, text in row.items() if column not in _LEFT_OUT}
