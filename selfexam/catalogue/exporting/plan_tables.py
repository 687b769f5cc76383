"""Programmes and plans as rows of the import tables: exporting and importing again changes nothing.

Called by workbook.py, and by the import itself to see whether it would change a plan in use.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

from selfexam.catalogue.models import (
    Course,
    ExemptionRule,
    LevelMinimum,
    Plan,
    PlanSlot,
    Programme,
    School,
    SlotCourse,
    Substitution,
)
from selfexam.catalogue.plan_shapes import whole_plan

TableRow: TypeAlias = dict[str, str]
Tables: TypeAlias = dict[str, list[TableRow]]


def programme_key(programme: Programme) -> TableRow:
    return {"专业代码": programme.code, "层次": programme.get_level_display()}


def plan_tables(plans: Iterable[Plan]) -> Tables:
    """考试计划, 选考组, 计划课程 and 选考条件 of these versions, in the order given; slots in reading order."""
    tables: Tables = {"考试计划": [], "选考组": [], "计划课程": [], "选考条件": []}
    for plan in plans:
        key = {**programme_key(plan.programme), "版本": plan.version}
        tables["考试计划"].append({**key, **_plan(plan)})
        for group in plan.groups.all():
            sums = {"最少门数": str(group.least_courses), "最少学分": str(group.least_credits)}
            tables["选考组"].append({**key, "组号": group.code, "名称": group.name, **sums})
            if group.condition_slot is not None:
                otherwise = {"否则门数": str(group.otherwise_courses), "否则学分": str(group.otherwise_credits)}
                condition = {"组号": group.code, "条件序号": group.condition_slot.number, **otherwise}
                tables["选考条件"].append({**key, **condition})
        tables["计划课程"] += [
            {**key, **_slot_course(slot, row)} for slot in plan.slots.all() for row in slot.courses.all()
        ]
    return tables


def _plan(plan: Plan) -> TableRow:
    return {
        "执行起始": _day(plan.valid_from),
        "过渡期截止": _day(plan.valid_until),
        "最后毕业日期": _day(plan.last_graduation),
        "最少门数": str(plan.least_courses),
        "最少学分": str(plan.least_credits),
        "来源说明": plan.source_note,
    }


def _slot_course(slot: PlanSlot, row: SlotCourse) -> TableRow:
    return {
        "序号": slot.number,
        "类型": slot.get_kind_display(),
        "课程代码": row.course.code,
        "课程名称": row.course.name,
        "组成": row.get_part_display(),
        "学分": str(row.credits),
        "选考组": slot.group.code if slot.group else "",
    }


def tables_of_plan(plan: Plan) -> Tables:
    """One version with the courses that it names."""
    whole = Plan.objects.filter(pk=plan.pk).select_related("programme").prefetch_related(*whole_plan())
    tables = plan_tables(whole)
    return {"课程": _courses({row["课程代码"] for row in tables["计划课程"]}), **tables}


def tables_of_programmes(programmes: Iterable[Programme]) -> Tables:
    """Programmes with schools, all versions, substitutions, and every course that is named."""
    chosen = list(programmes)
    ids = [programme.pk for programme in chosen]
    plans = Plan.objects.filter(programme__in=ids).select_related("programme").prefetch_related(*whole_plan())
    plans = plans.order_by("programme__code", "programme__level", "valid_from", "version")
    swaps = Substitution.objects.filter(programme__in=ids).select_related("programme", "wanted", "substitute")
    named = plan_tables(plans)
    given = [_swap(swap) for swap in swaps.order_by("programme__code", "programme__level", "pk")]
    codes = {row["课程代码"] for row in named["计划课程"]}
    codes |= {row[column] for row in given for column in ("计划课程代码", "顶替课程代码")}
    rows = Programme.objects.filter(pk__in=ids).prefetch_related("schools").order_by("code", "level")
    return {"课程": _courses(codes), "专业": [_programme(row) for row in rows], **named, "顶替": given}


def all_tables() -> Tables:
    """Everything that the institute keeps about schools, programmes and plans."""
    named = tables_of_programmes(Programme.objects.all())
    return {
        "学校": [_school(school) for school in School.objects.order_by("code")],
        **named,
        "课程": _courses(None),
        "免考规则": exemption_rows(),
        "国家基本规范": minimum_rows(),
    }


def exemption_rows() -> list[TableRow]:
    rules = ExemptionRule.objects.select_related("course", "programme").order_by("kind", "evidence", "course", "pk")
    return [
        {
            "依据": rule.get_kind_display(),
            "证书或课程": rule.evidence,
            "课程代码": rule.course.code,
            "按多少分计": "" if rule.mark is None else str(rule.mark),
            **(programme_key(rule.programme) if rule.programme else {"专业代码": "", "层次": ""}),
        }
        for rule in rules
    ]


def minimum_rows() -> list[TableRow]:
    return [
        {
            "层次": least.get_level_display(),
            "最少门数": str(least.least_courses),
            "最少学分": str(least.least_credits),
            "来源说明": least.source_note,
        }
        for least in LevelMinimum.objects.order_by("level")
    ]


def _courses(codes: set[str] | None) -> list[TableRow]:
    """`None`: all of them."""
    courses: Any = Course.objects.order_by("code")
    if codes is not None:
        courses = [course for course in courses if course.code in codes]
    return [{"课程代码": course.code, "课程名称": course.name} for course in courses]


def _school(school: School) -> TableRow:
    return {
        "院校代码": school.code,
        "名称": school.name,
        "自考办名称": school.office_name,
        "自考办电话": school.office_phone,
        "办公时间": school.office_hours,
        "地址": school.office_address,
        "发放方式": school.handover_note,
    }


def _programme(programme: Programme) -> TableRow:
    schools = " ".join(school.code for school in programme.schools.all())
    named = {"专业代码": programme.code, "专业名称": programme.name}
    return {**named, "层次": programme.get_level_display(), "主考学校": schools}


def _swap(swap: Substitution) -> TableRow:
    return {
        **programme_key(swap.programme),
        "计划课程代码": swap.wanted.code,
        "顶替课程代码": swap.substitute.code,
        "合并组": swap.bundle,
        "截止使用": _day(swap.usable_until),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
