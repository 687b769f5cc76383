"""A results file that was uploaded: what it would do, and doing it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from certificates.domain.apply_results import apply_results, register_again
from certificates.domain.preview_results import preview_results
from certificates.models import RegistrationReply
from certificates.queries import accepted_but_not_yet_registered
from certificates.views.acting import act
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES

SHOWN = 100


@require_safe
@for_roles(*INSTITUTE_ROLES)
def reply(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _reply(request, uuid)
    context: dict[str, object] = {"reply": found, "package": found.package}
    if found.applied_at is None:
        preview = preview_results(found)
        context |= {
            "preview": preview,
            "problems": preview.problems[:SHOWN],
            "more_problems": max(len(preview.problems) - SHOWN, 0),
            "rejected": preview.rejected[:SHOWN],
        }
    else:
        waiting = accepted_but_not_yet_registered(found.package.batch, signed_in(request))
        context["under_way"] = waiting.filter(registration_entries__package=found.package).count()
    return render(request, "certificates/registration/reply.html", context)


@require_POST
@for_roles(*INSTITUTE_ROLES)
def apply(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _reply(request, uuid)

    def deed() -> str:
        done = apply_results(found, by=signed_in(request))
        return f"已导入：成功 {done.accepted} 人，失败 {len(done.rejected)} 人"

    return act(request, deed, reverse("certificates:reply", args=[uuid]))


@require_POST
@for_roles(*INSTITUTE_ROLES)
def register(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _reply(request, uuid)

    def deed() -> str:
        register_again(found, by=signed_in(request))
        return "已重新开始登记，稍后刷新查看"

    return act(request, deed, reverse("certificates:reply", args=[uuid]))


def _reply(request: HttpRequest, uuid: UUID) -> RegistrationReply:
    replies = RegistrationReply.objects.visible_to(signed_in(request))
    return get_object_or_404(replies.select_related("package__batch", "uploaded_by", "applied_by"), uuid=uuid)
