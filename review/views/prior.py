"""The page on which a reviewer writes down what 学信网 says about a prior certificate (前置学历核对)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from applications.domain.note_prior import note_prior, why_no_note
from applications.domain.refusals import AlreadyDone, Changed, Refused
from applications.models import Application, Document
from applications.statuses import Status
from review.forms.prior import PriorNoteForm
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.models import User
from selfexam.accounts.roles import INSTITUTE_ROLES, SCHOOL_ROLES


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*SCHOOL_ROLES, *INSTITUTE_ROLES)
def prior_page(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    application = get_object_or_404(Application.objects.visible_to(user).with_record(), uuid=uuid)
    if not application.record.programme.is_bachelor:
        raise Http404("a junior-college programme asks for no prior degree")
    desk = _desk(application, user)
    form = PriorNoteForm(request.POST or None, initial={"looked_up": application.prior_number})
    if request.method == "POST" and form.is_valid() and _noted(request, form, application, user):
        return redirect(desk, application.uuid)
    documents = {document.kind: document for document in application.documents.current()}
    kinds = (Document.Kind.PRIOR_DIPLOMA, Document.Kind.CHSI_FORM)
    context = {
        "application": application,
        "record": application.record,
        "back": desk,
        "refusal": why_no_note(application),
        "prior_results": application.prior_results.order_by("-at", "-pk"),
        "images": [documents[kind] for kind in kinds if kind in documents],
        "form": form,
    }
    return render(request, "review/prior.html", context, status=422 if form.errors else 200)


def _noted(request: HttpRequest, form: PriorNoteForm, application: Application, user: User) -> bool:
    try:
        result = note_prior(application.uuid, form.cleaned_data["looked_up"], form.answer(), by=user)
        messages.success(request, f"{application.record.name}：前置学历已记录为“{result.get_outcome_display()}”")
    except AlreadyDone as refusal:
        messages.info(request, refusal.sentence)
    except Changed as refusal:
        application.refresh_from_db(fields=["prior_number"])
        form.look_up_anew(application.prior_number)
        form.add_error(None, refusal.sentence)
        return False
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def _desk(application: Application, user: User) -> str:
    """The page from which the reviewer came: the one on which this application is being judged."""
    if user.is_school and application.status == Status.SUBMITTED:
        return "review:first"
    return "review:collective-page" if application.status == Status.PAID else "review:record"
