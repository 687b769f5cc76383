"""检查并提交: everything said on one page, then the declaration, then the act."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from applications.audit import audit_record
from applications.completeness import appraisal_length, part_states
from applications.domain.lifecycle import steps_open_to
from applications.domain.submit import NOT_DECLARED, submit
from applications.models import Application, Document
from applications.statuses import EDITABLE
from applications.views.answering import answered
from applications.views.fetching import own_application
from applications.workflow import Action
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import Role


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.CANDIDATE)
def check(request: HttpRequest, uuid: UUID) -> HttpResponse:
    application = own_application(request, uuid)
    user = signed_in(request)
    declared = request.POST.get("declared") == "on"
    problem = NOT_DECLARED if request.method == "POST" and not declared and application.status in EDITABLE else ""
    if request.method == "POST" and not problem:
        with answered(request):
            submit(
                application.uuid,
                declared=declared,
                by=user,
                seen_version=read_version(request.POST.get("version", "")),
            )
            messages.success(request, "毕业申请已提交")
            return redirect("applications:detail", application.uuid)
        return redirect("applications:check", application.uuid)
    if application.status not in EDITABLE:
        return redirect("applications:detail", application.uuid)
    steps = {step.action: step for step in steps_open_to(user, application)}
    parts = part_states(application, with_audit=False)
    context = {
        "application": application,
        "problem": problem,
        "record": application.record,
        "opened": {state.part.section.value for state in parts if not state.locked},
        "step": steps.get(Action.SUBMIT) or steps.get(Action.RESUBMIT),
        "photo": application.photos.current().select_related("result__appeal").first(),
        "documents": _documents(application),
        "appraisal_length": appraisal_length(application.appraisal),
        "audit": audit_record(application.record),
    }
    return render(request, "applications/check.html", context, status=422 if problem else 200)


def _documents(application: Application) -> list[Document]:
    """The images as they are asked for: the card's front first."""
    asked = list(Document.Kind)
    images = application.documents.current().exclude(kind=Document.Kind.SIGNED_SHEET)
    return sorted(images, key=lambda image: asked.index(Document.Kind(image.kind)))


def read_version(text: str) -> int:
    """The version that the page had shown; -1, which fits none, for anything odd."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
