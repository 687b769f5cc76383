"""试算, for the institute: how far a trial of photo rules is and what would change; the lead puts them in force."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from applications.domain.refusals import Refused
from applications.domain.rule_desk import LEAD_ONLY
from applications.domain.start_trial import start_trial
from applications.forms.rule_trial import EnforceForm
from applications.models import RuleTrial
from applications.photos.rule_set import differences
from applications.photos.rules import BadRules, PhotoRules
from applications.rule_versions import in_force
from applications.trial_results import changed_photos, job_of, photos_became, rules_became
from applications.views.enforcing import enforced
from applications.views.photo_rules import may_change
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES
from selfexam.jobs.models import Job

A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*INSTITUTE_ROLES)
def trial(request: HttpRequest, code: str) -> HttpResponse:
    """The whole page, or for HTMX only the part of it that changes while the trial runs."""
    trials = RuleTrial.objects.select_related("batch", "base", "asked_by")
    found = get_object_or_404(trials, batch__code=code)
    if request.method != "POST":
        return _page(request, found, EnforceForm())
    if not may_change(request):
        raise PermissionDenied(LEAD_ONLY)
    form = EnforceForm(request.POST)
    if request.POST.get("do") == "again":
        return _again(request, found)
    if form.is_valid() and (answer := _enforce(request, found, form)) is not None:
        return answer
    return _page(request, found, form, status=422)


def _again(request: HttpRequest, found: RuleTrial) -> HttpResponse:
    try:
        start_trial(found.batch, PhotoRules.from_json(found.rules), by=signed_in(request))
    except Refused as refused:
        messages.error(request, refused.sentence)
    except BadRules as bad:
        messages.error(request, str(bad))
    return redirect("applications:photo-rules-trial", found.batch.code)


def _enforce(request: HttpRequest, found: RuleTrial, form: EnforceForm) -> HttpResponse | None:
    """None if the page has to be shown again with the reason."""
    if str(found.uuid) != form.cleaned_data["trial"]:
        form.add_error(None, "刚刚开始了另一次试算，请看过新的结果再启用")
        return None
    wanted, note = PhotoRules.from_json(found.rules), form.cleaned_data["note"]
    return enforced(request, found.batch, wanted, form, seen=found.base.version, note=note)


def _page(request: HttpRequest, found: RuleTrial, form: EnforceForm, status: int = 200) -> HttpResponse:
    now, job, user = in_force(found.batch), job_of(found), signed_in(request)
    tried = PhotoRules.from_json(found.rules)
    code, became = request.GET.get("rule", ""), request.GET.get("became", "")
    changes = changed_photos(found, user, code=code, became=became)
    listed = found.changes.visible_to(user).count()
    context = {
        "trial": found,
        "batch": found.batch,
        "broken": found.finished_at is None and job is not None and job.state == Job.State.FAILED,
        "became": photos_became(found),
        "by_rule": rules_became(found),
        "changed": found.counts.get("changed", 0),
        "unlisted": found.counts.get("changed", 0) - listed,
        "page": Paginator(changes, A_PAGE).get_page(request.GET.get("page")),
        "chosen_rule": code,
        "chosen_became": became,
        "differences": differences(PhotoRules.from_json(found.base.rules), tried),
        "now": now,
        "is_in_force": not differences(PhotoRules.from_json(now.rules), tried),
        "form": form,
        "may_change": may_change(request),
    }
    template = "applications/rules/_trial.html" if getattr(request, "htmx", False) else "applications/rules/trial.html"
    return render(request, template, context, status=status)
