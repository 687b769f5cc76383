"""Programmes, plans and rules in the words of their pages: what history stores and what a page has seen."""

import hashlib
import json
from collections import defaultdict
from datetime import date
from typing import TypeAlias

from selfexam.catalogue.models import ExemptionRule, LevelMinimum, Plan, PlanSlot, Programme, SlotGroup, Substitution
from selfexam.catalogue.plan_shapes import whole_plan

# Label → text. The order of the labels is that of the page.
Words: TypeAlias = dict[str, str]


def fingerprint(words: Words) -> str:
    """Short digest; a form carries it, so that nobody overwrites what they have not seen."""
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()[:16]


def difference(before: Words, after: Words) -> list[dict[str, str]]:
    """What differs, as label, from, to; 无 for what was not there or is there no longer."""
    labels = [*before, *(label for label in after if label not in before)]
    return [
        {"label": label, "from": before.get(label) or "无", "to": after.get(label) or "无"}
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def words_of_plan(pk: int) -> Words:
    """Empty once the version is gone."""
    plan = Plan.objects.filter(pk=pk).prefetch_related(*whole_plan()).first()
    if plan is None:
        return {}
    slots = list(plan.slots.all())
    return {
        "执行起始": _day(plan.valid_from),
        "过渡期截止": _day(plan.valid_until),
        "最后毕业日期": _day(plan.last_graduation),
        "最少门数": str(plan.least_courses),
        "最少学分": str(plan.least_credits),
        "来源说明": plan.source_note,
        **{f"选考组 {group.code}": _group(group) for group in plan.groups.all()},
        **{f"第 {slot.number} 项": _slot(slot) for slot in slots},
        "顺序": "、".join(slot.number for slot in slots),
    }


def _group(group: SlotGroup) -> str:
    text = f"{group.name}，至少 {group.least_courses} 门、{group.least_credits} 学分"
    if group.condition_slot is None:
        return text
    otherwise = f"{group.otherwise_courses} 门、{group.otherwise_credits} 学分"
    return f"{text}；第 {group.condition_slot.number} 项未通过的，至少 {otherwise}"


def _slot(slot: PlanSlot) -> str:
    rows = list(slot.courses.all())
    part = {row.pk: f"（{row.get_part_display()}）" if len(rows) > 1 else "" for row in rows}
    courses = "、".join(f"{row.course} {row.credits} 学分{part[row.pk]}" for row in rows)
    group = f" {slot.group.code}" if slot.group else ""
    return f"{slot.get_kind_display()}{group}：{courses or '没有课程'}"


def words_of_programme(pk: int) -> Words:
    programme = Programme.objects.get(pk=pk)
    schools = "、".join(programme.schools.order_by("code").values_list("name", flat=True))
    versions = "、".join(programme.plans.order_by("valid_from", "version").values_list("version", flat=True))
    return {"专业名称": programme.name, "主考学校": schools, "版本": versions, **_swaps(programme)}


def _swaps(programme: Programme) -> Words:
    found: dict[str, list[str]] = defaultdict(list)
    for substitute in substitutes_of(programme):
        until = f"（{_day(substitute[0].usable_until)} 前）" if substitute[0].usable_until else ""
        given = "＋".join(str(row.substitute) for row in substitute)
        found[f"顶替 {substitute[0].wanted}"].append(f"{given}{until}")
    return {label: "；".join(texts) for label, texts in found.items()}


def substitutes_of(programme: Programme) -> list[list[Substitution]]:
    """Rows that count together, by the course that they stand for."""
    rows = programme.substitutions.select_related("wanted", "substitute").order_by("wanted__code", "bundle", "pk")
    bundles: dict[tuple[int, str], list[Substitution]] = defaultdict(list)
    for row in rows:
        bundles[row.wanted_id, row.bundle or f"#{row.pk}"].append(row)
    return list(bundles.values())


def words_of_exemptions() -> Words:
    found: dict[str, list[str]] = defaultdict(list)
    for rule in ExemptionRule.objects.select_related("course", "programme").order_by("pk"):
        mark = "" if rule.mark is None else f"，按 {rule.mark} 分计"
        found[f"{rule.get_kind_display()} {rule.evidence}"].append(f"{rule.course}，{rule.programme or '各专业'}{mark}")
    return {label: "；".join(sorted(texts)) for label, texts in found.items()}


def words_of_minima() -> Words:
    return {
        least.get_level_display(): f"至少 {least.least_courses} 门、{least.least_credits} 学分，{least.source_note}"
        for least in LevelMinimum.objects.order_by("level")
    }


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
