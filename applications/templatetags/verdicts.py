"""Filters for photo findings and degree audits, shared by the candidate's and the reviewers' pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from applications.audit.auditing import Row as AuditRow
from applications.idcards.findings import Finding as CardFinding
from applications.models import Event
from applications.photos.cropping.words import said
from selfexam.accounts.roles import INSTITUTE_ROLES

register = template.Library()

_GRAVITY = {"fail": 0, "warn": 1, "advice": 2, "note": 3, "ok": 4}
_FINDING_MARKS = {"fail": "no", "warn": "warn", "advice": "info", "note": "info", "ok": "ok"}
_VERDICTS = {"fail": ("需更换", "no"), "warn": ("有疑点", "yours"), "clean": ("合格", "done")}
_CARD_MARKS = {"warn": "warn", "note": "info"}
_AUDIT_TAGS = {"pass": "done", "review": "yours", "fail": "no"}
_AUDIT_WORDS = {"pass": "全部满足", "review": "有待确认", "fail": "还不满足"}


@register.filter
def severity(findings: Sequence[Mapping[str, Any]], wanted: str) -> list[Mapping[str, Any]]:
    """The findings of one severity: fail, warn, advice, note or ok."""
    return [finding for finding in findings or () if finding.get("severity") == wanted]


@register.filter
def gravest_first(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(findings or (), key=lambda finding: _GRAVITY.get(finding.get("severity", ""), 3))


@register.filter
def unsettled(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Advice, and what could not be checked: neither passed nor numbered."""
    return [finding for finding in findings or () if finding.get("severity") in ("advice", "note")]


@register.filter
def finding_mark(finding: Mapping[str, Any]) -> str:
    return _FINDING_MARKS.get(finding.get("severity", ""), "info")


@register.filter
def verdict_word(verdict: str) -> str:
    """The verdict on a photo in two or three characters, for tables."""
    return _VERDICTS.get(verdict, ("", ""))[0]


@register.filter
def verdict_tag(verdict: str) -> str:
    return _VERDICTS.get(verdict, ("", ""))[1]


@register.filter
def card_mark(finding: CardFinding) -> str:
    """The sign of a doubt about an ID card's image."""
    return _CARD_MARKS[finding.severity]


@register.filter
def gauge(finding: Mapping[str, Any]) -> dict[str, float] | None:
    """Where the allowed stretch and the value stand on a scale of 100; None for a finding without a scale."""
    scale, value = finding.get("gauge"), finding.get("value")
    if not scale or not isinstance(value, int | float):
        return None
    span = (scale["most"] - scale["least"]) or 1

    def place(at: float) -> float:
        return float(round(min(max((at - scale["least"]) / span * 100, 0), 98.8), 1))

    start, end = place(scale["low"]), place(scale["high"])
    return {"from": start, "width": round(end - start, 1), "at": place(value)}


@register.filter
def item(mapping: Mapping[str, Any], key: str) -> Any:
    """`mapping[key]`, None if it is not there."""
    return mapping.get(key) if mapping else None


@register.filter
def what_was_done(done: Mapping[str, Any]) -> str:
    """How a photo was cut from its original, turned and scaled by how much."""
    return said(done)


@register.filter
def kilobytes(count: int) -> str:
    """Bytes as KB of 1,024, rounded down."""
    return f"{count // 1024:,}"


@register.filter
def audit_tag(verdict: str) -> str:
    return _AUDIT_TAGS.get(verdict, "")


@register.filter
def audit_word(verdict: str) -> str:
    return _AUDIT_WORDS.get(verdict, "")


@register.filter
def mark_word(row: AuditRow) -> str:
    """The mark of a line of the audit; not every pass without one is an exemption (学分互认, 省际转入, 合并)."""
    return row.mark or ("免考" if row.source.startswith("免考") else "没有分数")


@register.filter
def desk_of(event: Event) -> str:
    """Who acted, as the candidate reads it: the school or the institute, never a staff member's name."""
    return "市教育考试院" if event.by_role in INSTITUTE_ROLES else str(event.application.school)
