"""One print run, for the institute: how far it is, what failed, the files, and what can be done now."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from certificates.domain.confirm_printed import confirm_printed, mark_again, refusal_to_confirm
from certificates.domain.make_again import make_again, parts_to_make_again, set_aside
from certificates.models import PrintPart, PrintRun
from certificates.queries import not_yet_printed, progress_of
from certificates.views.acting import act
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES


@require_safe
@for_roles(*INSTITUTE_ROLES)
def run(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The whole page, or for HTMX only the part of it that changes while the run is made."""
    found = _run(request, uuid)
    parts = found.parts.in_reading_order().select_related("school", "programme", "problem_with__record")
    first = found.persons.printed_with().select_related("application__certificate").order_by("pk").first()
    progress = progress_of(found)
    again = [] if found.confirmed_at else parts_to_make_again(found)
    context = {
        "run": found,
        "parts": parts,
        "progress": progress,
        "busy": progress.done + len(again) < progress.parts,
        "again": len(again),
        "failed": [part for part in parts if part.state == PrintPart.State.FAILED],
        "refusal": refusal_to_confirm(found),
        "first": first,
        "aside": found.persons.exclude(set_aside_at=None).select_related("application__record"),
        "unmarked": not_yet_printed(found).count() if found.confirmed_at else 0,
    }
    page = "certificates/runs/_progress.html" if getattr(request, "htmx", False) else "certificates/runs/run.html"
    return render(request, page, context)


@require_POST
@for_roles(*INSTITUTE_ROLES)
def again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _run(request, uuid)

    def deed() -> str:
        return f"{make_again(found, by=signed_in(request))} 册正在重新生成"

    return act(request, deed, _address(found))


@require_POST
@for_roles(*INSTITUTE_ROLES)
def aside(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    part = get_object_or_404(PrintPart.objects.visible_to(user).select_related("run"), uuid=uuid)

    def deed() -> str:
        place = set_aside(part, by=user)
        return f"已移出 {place.application.record.name}，有关的册正在重新生成"

    return act(request, deed, _address(part.run))


@require_POST
@for_roles(*INSTITUTE_ROLES)
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _run(request, uuid)

    def deed() -> str:
        confirm_printed(found, by=signed_in(request))
        return "已确认打印完成，主考学校可以开始发放"

    return act(request, deed, _address(found))


@require_POST
@for_roles(*INSTITUTE_ROLES)
def mark(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _run(request, uuid)

    def deed() -> str:
        mark_again(found, by=signed_in(request))
        return "已重新开始登记，稍后刷新查看"

    return act(request, deed, _address(found))


def _run(request: HttpRequest, uuid: UUID) -> PrintRun:
    runs = PrintRun.objects.visible_to(signed_in(request))
    return get_object_or_404(runs.select_related("batch", "school", "made_by", "confirmed_by"), uuid=uuid)


def _address(found: PrintRun) -> str:
    return reverse("certificates:run", args=[found.uuid])
