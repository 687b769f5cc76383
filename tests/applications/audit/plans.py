"""The published plans as facts, read from the demonstration files without a database, and records to audit by them."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from applications.audit.auditing import Audit, audit
from applications.audit.facts import GRADE_POINTS, Facts, Group, Option, Pass, PlanFacts, Slot, Substitute

DATA = Path(__file__).resolve().parents[3] / "selfexam" / "demo" / "data"
KINDS = {"必考": "compulsory", "可选": "optional", "选考": "elective", "实践": "practice", "毕业论文（设计）": "thesis"}
PARTS = {"任选其一": "alternative", "理论": "theory", "实践": "practice"}
SUBSTITUTES = (("03708", "15043"), ("03709", "15044"))
TODAY = date(2026, 11, 23)


def rows(name: str, programme: str = "") -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if not programme or row["专业代码"] == programme]


def published(programme: str) -> PlanFacts:
    names = {row["课程代码"]: row["课程名称"] for row in rows("课程")}
    slots: dict[str, dict[str, Any]] = {}
    for row in rows("计划课程", programme):
        slot = slots.setdefault(row["序号"], {"row": row, "options": []})
        option = Option(row["课程代码"], names[row["课程代码"]], int(row["学分"]), PARTS[row["组成"]])
        slot["options"].append(option)
    conditions = {row["组号"]: row for row in rows("选考条件", programme)}
    (sums,) = rows("考试计划", programme)
    return PlanFacts(
        sums["版本"],
        int(sums["最少门数"]),
        int(sums["最少学分"]),
        None,
        tuple(
            Slot(number, KINDS[s["row"]["类型"]], s["row"]["类型"], tuple(s["options"]), s["row"]["选考组"])
            for number, s in slots.items()
        ),
        tuple(_group(row, conditions.get(row["组号"])) for row in rows("选考组", programme)),
    )


def _group(row: dict[str, str], condition: dict[str, str] | None) -> Group:
    sums = (row["组号"], row["名称"], int(row["最少门数"]), int(row["最少学分"]))
    if condition is None:
        return Group(*sums)
    return Group(*sums, condition["条件序号"], int(condition["否则门数"]), int(condition["否则学分"]))


def passed(code: str, mark: str = "75", source: str = "exam", sitting: str = "2024-04") -> Pass:
    points = int(mark) if mark.isdigit() else GRADE_POINTS.get(mark, -1)
    return Pass(code, f"课程 {code}", mark, sitting, source, source, points)


def codes(plan: PlanFacts) -> list[str]:
    """Every course of the plan, each alternative included."""
    return [option.code for slot in plan.slots for option in slot.options]


def stand_ins(pairs: Iterable[Substitute | tuple[str, str]]) -> tuple[Substitute, ...]:
    """(wanted, given) pairs, or substitutions as they are."""
    return tuple(p if isinstance(p, Substitute) else Substitute(p[0], (p[1],)) for p in pairs)


def audited(plan: PlanFacts, passes: Iterable[str | Pass], **fields: Any) -> Audit:
    """`passes` may be plain course codes."""
    taken = tuple(passed(p) if isinstance(p, str) else p for p in passes)
    known = {"substitutes": SUBSTITUTES, "graduated_on": None, "today": TODAY, **fields}
    known["substitutes"] = stand_ins(known["substitutes"])
    return audit(Facts("019922100001", plan, taken, **known))
