"""The school's list of refused candidates to be told, and what was done about each."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from applications.views.answering import answered
from review.domain.duties import record_told
from review.models import Duty
from review.views.choosing import written
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_ROLES
from selfexam.accounts.tab_counts import counts


@counts("review:duties")
def waiting(user: User) -> int:
    """Refused candidates whom nobody has told yet (notice 一(三))."""
    return Duty.objects.visible_to(user).open().count()


@require_safe
@for_roles(*SCHOOL_ROLES)
def duty_list(request: HttpRequest) -> HttpResponse:
    return _show(request)


def _show(request: HttpRequest, typed: tuple[UUID, str] | None = None) -> HttpResponse:
    """`typed`: whose note was written before the answer was refused."""
    duties = Duty.objects.visible_to(signed_in(request)).select_related(
        "application__record__programme", "application__batch", "told_by"
    )
    context = {
        "open": duties.filter(told_at=None),
        "told": duties.filter(told_at__isnull=False).order_by("-told_at")[:50],
        "ways": Duty.Way.choices,
        "typed_for": typed[0] if typed else None,
        "typed_note": typed[1] if typed else "",
    }
    return render(request, "review/duties.html", context, status=422 if typed else 200)


@require_POST
@for_roles(*SCHOOL_ROLES)
def told(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    duty = get_object_or_404(
        Duty.objects.visible_to(user).select_related("application__record"), application__uuid=uuid
    )
    way, note = request.POST.get("way", ""), written(request, "note", 200)
    with answered(request):
        record_told(duty.application.uuid, way, note, by=user)
        messages.success(request, f"{duty.application.record.name}：已登记通知")
        return redirect("review:duties")
    return _show(request, (duty.application.uuid, note)) if way not in Duty.Way.values else redirect("review:duties")
