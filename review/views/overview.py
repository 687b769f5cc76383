"""The institute's overview: phases, counts that add up, schools that have most waiting on top."""

from dataclasses import dataclass
from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.models import Application
from applications.statuses import Status
from review.filters import Filters
from review.paging import Listed, page_of
from review.queries import found, overview, sum_of, with_hints
from review.views.choosing import chosen, chosen_batch
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.catalogue.models import Batch, School
from selfexam.wording import span, when


@dataclass(frozen=True)
class Phase:
    name: str
    dates: str
    state: str  # done, now or empty


@require_safe
@for_roles(*INSTITUTE_ROLES)
def overview_page(request: HttpRequest) -> HttpResponse:
    batch = chosen_batch(request)
    applications = Application.objects.visible_to(signed_in(request))
    rows = overview(batch, applications) if batch else []
    counts = sum_of(rows)
    context = {
        "batch": batch,
        "batches": Batch.objects.published(),
        "phases": _phases(batch) if batch else [],
        "counts": counts,
        "tiles": _tiles(counts),
        "rows": rows,
        "statuses": [status for status in Status if status != Status.DRAFT],
    }
    return render(request, "review/overview.html", context)


@require_safe
@for_roles(*INSTITUTE_ROLES)
def search(request: HttpRequest) -> HttpResponse:
    """All schools' applications by state, school, name, 准考证号 or exact ID number."""
    batch = chosen_batch(request)
    filters = Filters.read({"state": "all"} | request.GET.dict())
    rows = Application.objects.visible_to(signed_in(request)).filter(batch=batch)
    if school := chosen(request, "school"):
        rows = rows.filter(school__code=school)
    listed = Listed(found(rows, filters), with_hints)
    context = {
        "batch": batch,
        "batches": Batch.objects.published(),
        "filters": filters,
        "school": school,
        "schools": School.objects.all(),
        "statuses": [status for status in Status if status != Status.DRAFT],
        "page": page_of(listed, 25, request.GET.get("page")),
    }
    return render(request, "review/search.html", context)


def _tiles(counts: dict[str, int]) -> list[tuple[str, int, str, str, str]]:
    """(label, number, state to list, share of all handed in, tone) of what somebody is waited for."""
    whole = counts["all"] or 1
    shown = (
        ("已提交", "all", ""),
        ("待初审", Status.SUBMITTED, "wait"),
        ("退回修改", Status.RETURNED, ""),
        ("通过，待缴费", Status.FIRST_PASSED, "wait"),
        ("初审合格，待会审", Status.PAID, "wait"),
        ("会审未通过", Status.REJECTED, ""),
    )
    return [
        (label, counts[state], str(state), f"{100 * counts[state] / whole:.1f}%" if counts["all"] else "", tone)
        for label, state, tone in shown
    ]


def _phases(batch: Batch) -> list[Phase]:
    """The five phases of the notice with their dates; the one that is now is marked."""
    now, zone = timezone.now(), timezone.get_current_timezone()
    collective = datetime.combine(batch.collective_until, time(23, 59), zone)
    ends = (batch.pay_until, collective)
    at = sum(now >= end for end in ends)
    names = (
        ("申请与初审", f"{when(batch.apply_from)} 至 {when(batch.pay_until)}"),
        ("集中会审", span(batch.collective_from, batch.collective_until)),
        ("电子注册", "会审公布后"),
        ("证书打印", "注册成功后"),
        ("发放", f"毕业日期 {when(batch.graduation_date)}"),
    )
    return [
        Phase(name, dates, "done" if index < at else "now" if index == at else "")
        for index, (name, dates) in enumerate(names)
    ]
