"""Filters and tags that every page may load: how times and numbers are written, marks, the deadline bar."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from selfexam import wording
from selfexam.catalogue.deadline import Deadline, deadline_of
from selfexam.catalogue.models import Batch

register = template.Library()

_DRAWN = {
    "ok": mark_safe('<svg viewBox="0 0 12 12" aria-hidden="true"><path d="M2 6.5 5 9.5 10 3"/></svg>'),
    "no": mark_safe('<svg viewBox="0 0 12 12" aria-hidden="true"><path d="M2.5 2.5l7 7M9.5 2.5l-7 7"/></svg>'),
}
_WRITTEN = {"warn": "!", "look": "人", "info": "i", "idle": "–"}
_LEVELS = {"success": "done", "warning": "yours", "error": "no"}
_MARKS = {"done": "ok", "yours": "warn", "no": "no", "": "info"}


@register.filter
def when(value: date | None) -> str:
    """`12 月 9 日 15:00`; nothing for None."""
    return wording.when(value) if value else ""


@register.filter
def when_short(value: date | None) -> str:
    """`12-09 15:00`, for tables."""
    return wording.when_short(value) if value else ""


@register.filter
def until(first: date, last: date) -> str:
    """`{{ batch.collective_from|until:batch.collective_until }}`: 12 月 12 日至 28 日."""
    return wording.span(first, last)


@register.filter
def left(value: datetime | None) -> str:
    """`还有 3 天 4 小时`."""
    return wording.left(value) if value else ""


@register.filter
def waited(value: datetime | None) -> str:
    """`2 天 3 小时`."""
    return wording.waited(value) if value else ""


@register.filter
def lasting(value: timedelta) -> str:
    """`2 天 3 小时` from a length of time."""
    return wording.length(value)


@register.filter
def left_short(value: datetime | None) -> str:
    """For tables: `3 天 4 小时`, or 已截止; nothing for None."""
    return wording.left(value).removeprefix("还有 ") if value else ""


@register.filter
def grouped(value: str) -> str:
    """`0000 0000 0073`."""
    return wording.grouped(value)


@register.filter
def money(fen: int) -> str:
    """`30 元` from 3000 fen."""
    return wording.money(fen)


@register.filter
def thousands(value: int) -> str:
    """`2,036`."""
    return f"{value:,}"


@register.simple_tag
def mark(kind: str) -> SafeString:
    """The round sign of a finding: ok, no, warn, look (for a person), info, idle. The text beside it says the same."""
    if kind in _DRAWN:
        return format_html('<span class="mark {}">{}</span>', kind, _DRAWN[kind])
    return format_html('<span class="mark {}" aria-hidden="true">{}</span>', kind, _WRITTEN[kind])


@register.filter
def note_class(level_tag: str) -> str:
    """The class of a note for a message level."""
    return _LEVELS.get(level_tag, "")


@register.filter
def note_mark(level_tag: str) -> SafeString:
    """The mark of a note for a message level."""
    return mark(_MARKS[_LEVELS.get(level_tag, "")])


@register.filter
def first_control(field: BoundField) -> str:
    """The id that an error link leads to: the input, or the first choice of a group."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.inclusion_tag("layout/_deadline.html")
def deadline(batch: Batch | None, aim: str = "candidate") -> dict[str, Deadline | None]:
    """The bar under the header; `aim` is candidate, visitor, review or collective. No batch, no bar."""
    return {"deadline": deadline_of(batch, aim) if batch else None}


@register.inclusion_tag("layout/_pager.html", takes_context=True)
def pager(context: dict[str, Any], page: Page[Any], measure: str = "件") -> dict[str, Any]:
    """Says how many there are and links to the other pages; the filters in the address stay."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "page": page,
        "measure": measure,
        "numbers": [n if isinstance(n, int) else None for n in numbers],
        "query": f"{query.urlencode()}&" if query else "",
    }
