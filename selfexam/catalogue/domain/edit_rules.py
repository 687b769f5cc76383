"""Substitutions of a programme, exemption rules, the national minimum: add, change, remove, each with its history."""

from datetime import date

from selfexam.catalogue.domain.change import (
    PlanRefused,
    change,
    exemptions_subject,
    minima_subject,
    programme_subject,
)
from selfexam.catalogue.models import Course, ExemptionRule, LevelMinimum, Programme, Substitution
from selfexam.catalogue.plan_shapes import substitution_findings


def add_substitution(
    programme: Programme, wanted: Course, given: list[Course], until: date | None, *, by_id: int, seen: str
) -> bool:
    """Several courses become a bundle: they count for `wanted` only together (多门顶替一门).

    A row that closes a circle which cannot be meant is refused, as the import of a file refuses it.
    """

    def act() -> None:
        before = _wrong(programme)
        known = programme.substitutions.filter(wanted=wanted)
        bundle = _free_bundle(programme, wanted) if len(given) > 1 else ""
        if not bundle and known.filter(substitute=given[0], bundle="").exists():
            raise PlanRefused(f"{given[0]} 顶替 {wanted} 已经有了", "given")
        if bundle and {course.pk for course in given} in _bundles(programme, wanted):
            raise PlanRefused("这几门课程合并顶替已经有了", "given")
        for course in given:
            Substitution.objects.create(
                programme=programme, wanted=wanted, substitute=course, bundle=bundle, usable_until=until
            )
        if new := [sentence for sentence in _wrong(programme) if sentence not in before]:
            raise PlanRefused(f"没有登记，会互相矛盾：{new[0]}", "given")

    return change(programme_subject(programme), act, by_id=by_id, seen=seen, label="新增顶替")


def _wrong(programme: Programme) -> list[str]:
    return [finding.sentence for finding in substitution_findings(programme) if finding.is_wrong]


def _free_bundle(programme: Programme, wanted: Course) -> str:
    taken = set(programme.substitutions.filter(wanted=wanted).values_list("bundle", flat=True))
    return next(f"H{n}" for n in range(1, len(taken) + 2) if f"H{n}" not in taken)


def _bundles(programme: Programme, wanted: Course) -> list[set[int]]:
    found: dict[str, set[int]] = {}
    rows = programme.substitutions.filter(wanted=wanted).exclude(bundle="")
    for bundle, course in rows.values_list("bundle", "substitute_id"):
        found.setdefault(bundle, set()).add(course)
    return list(found.values())


def together(row: Substitution) -> list[int]:
    """The keys of all rows that count together with this one."""
    if not row.bundle:
        return [row.pk]
    rows = Substitution.objects.filter(programme=row.programme_id, wanted=row.wanted_id, bundle=row.bundle)
    return list(rows.values_list("pk", flat=True))


def save_until(row: Substitution, until: date | None, *, by_id: int, seen: str) -> bool:
    def act() -> None:
        Substitution.objects.filter(pk__in=together(row)).update(usable_until=until)

    return change(programme_subject(row.programme), act, by_id=by_id, seen=seen, label="修改顶替的截止使用")


def remove_substitution(row: Substitution, *, by_id: int, seen: str) -> bool:
    def act() -> None:
        Substitution.objects.filter(pk__in=together(row)).delete()

    return change(programme_subject(row.programme), act, by_id=by_id, seen=seen, label="删除顶替")


def save_exemption(rule: ExemptionRule, *, by_id: int, seen: str) -> bool:
    """A new rule or a changed one; the form has checked it against the constraints."""
    label = "修改免考规则" if rule.pk else "新增免考规则"
    return change(exemptions_subject(), rule.save, by_id=by_id, seen=seen, label=label)


def remove_exemption(rule: ExemptionRule, *, by_id: int, seen: str) -> bool:
    def act() -> None:
        ExemptionRule.objects.filter(pk=rule.pk).delete()

    return change(exemptions_subject(), act, by_id=by_id, seen=seen, label="删除免考规则")


def save_minimum(least: LevelMinimum, *, by_id: int, seen: str) -> bool:
    return change(minima_subject(), least.save, by_id=by_id, seen=seen, label="修改国家基本规范")
