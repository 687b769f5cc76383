"""Judges the plans that an import has touched, after all tables are in and before anything is kept. Called by run.py.

What is wrong becomes a problem of the row at fault; what is doubtful is told and does not stop the import.
"""

from collections.abc import Iterable, Sequence

from selfexam.catalogue.importing.plan_rows import PLAN_TABLES, PlanKey, Taken, keys_in, spot_of
from selfexam.catalogue.models import Plan, Programme
from selfexam.catalogue.plan_checks import Finding
from selfexam.catalogue.plan_shapes import findings_of, substitution_findings, whole_plan


def judge_plans(taken: Sequence[Taken]) -> None:
    """Adds problems and doubts to the outcomes of `taken`."""
    tables = [(importer, table) for importer, table, _ in taken]
    plan_keys = keys_in(tables, PLAN_TABLES)
    for code, level, version in plan_keys:
        plans = Plan.objects.filter(programme__code=code, programme__level=level, version=version)
        for plan in plans.select_related("programme").prefetch_related(*whole_plan()):
            _tell(taken, (code, level, version), f"{plan.programme} {plan.version} 版：", findings_of(plan))
    # A circle depends on the versions too: what was legal between two of them is not inside one.
    for code, level in dict.fromkeys(key[:2] for key in (*keys_in(tables, ("顶替",)), *plan_keys)):
        for programme in Programme.objects.filter(code=code, level=level):
            _tell(taken, (code, level, ""), f"{programme}：", substitution_findings(programme))


def _tell(taken: Sequence[Taken], key: PlanKey, about: str, findings: Iterable[Finding]) -> None:
    for finding in findings:
        spot = spot_of(taken, finding.table, key, [dict(place) for place in (finding.place, *finding.others)])
        if spot is not None:
            column = finding.column if spot.stem == finding.table else ""
            problem = spot.table.problem(spot.number, column, f"{about}{finding.sentence}")
            (spot.outcome.problems if finding.is_wrong else spot.outcome.doubts).append(problem)
