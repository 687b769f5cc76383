"""照片规则, for the institute: a batch's rules and their versions; the lead tries a change and puts it in force."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applications.domain.refusals import Refused
from applications.domain.rule_desk import LEAD_ONLY
from applications.domain.start_trial import start_trial
from applications.forms.photo_rules import PhotoRulesForm
from applications.models import RuleTrial
from applications.photos.background_colours import COLOURS
from applications.photos.rule_set import differences
from applications.photos.rules import PhotoRules
from applications.rule_versions import in_force, missed, versions_of
from applications.views.enforcing import enforced
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import INSTITUTE_ROLES, Role
from selfexam.catalogue.models import Batch, PhotoRuleSet


@require_safe
@for_roles(*INSTITUTE_ROLES)
def home(request: HttpRequest) -> HttpResponse:
    """The rules of the batch named in the address (`?batch=`), else of the current one, else of the newest."""
    code = request.GET.get("batch", "")
    batch = get_object_or_404(Batch, code=code) if code else Batch.objects.current() or Batch.objects.first()
    if batch is None:
        return render(request, "applications/rules/none.html")
    return redirect("applications:photo-rules", batch.code)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*INSTITUTE_ROLES)
def rules(request: HttpRequest, code: str) -> HttpResponse:
    batch = get_object_or_404(Batch, code=code)
    if request.method == "POST" and not may_change(request):
        raise PermissionDenied(LEAD_ONLY)
    now = in_force(batch)
    sent = request.POST if request.method == "POST" else None
    form = PhotoRulesForm(sent, start=_begun_with(request, now), seen=now.version)
    if sent is None:
        return _page(request, batch, form)
    if form.is_valid() and (answer := _act(request, batch, form)) is not None:
        return answer
    return _page(request, batch, form, status=422)


def _act(request: HttpRequest, batch: Batch, form: PhotoRulesForm) -> HttpResponse | None:
    """Try or put in force; None if the page has to be shown again with the reason."""
    user, wanted = signed_in(request), form.rules()
    if request.POST.get("do") != "enforce":
        try:
            start_trial(batch, wanted, by=user)
        except Refused as refused:
            form.add_error(None, refused.sentence)
            return None
        return redirect("applications:photo-rules-trial", batch.code)
    if not form.cleaned_data["note"].strip():
        form.add_error("note", "启用前请写明修改原因")
        return None
    return enforced(request, batch, wanted, form, seen=form.cleaned_data["seen"], note=form.cleaned_data["note"])


def _begun_with(request: HttpRequest, now: PhotoRuleSet) -> PhotoRules:
    """The rules in force, or those of the last trial to go on with; what is sent is compared with the same."""
    stored = now.rules
    if _goes_on(request):
        trial = RuleTrial.objects.filter(batch=now.batch).first()
        if trial is None:
            raise Http404
        stored = trial.rules
    return PhotoRules.from_json(stored)


def _goes_on(request: HttpRequest) -> bool:
    return request.GET.get("from") == "trial" and may_change(request)


def _page(request: HttpRequest, batch: Batch, form: PhotoRulesForm, status: int = 200) -> HttpResponse:
    """The hidden version is always the newest: whoever sends a page a second time has been told what is new in it."""
    now, versions = in_force(batch), versions_of(batch)
    context = {
        "batch": batch,
        "batches": Batch.objects.all(),
        "form": form,
        "groups": list(form.groups()),
        "colours": COLOURS.values(),
        "now": now,
        "versions": versions,
        "trial": RuleTrial.objects.filter(batch=batch).select_related("asked_by").first(),
        "may_change": may_change(request),
        "goes_on": _goes_on(request),
        "changed": differences(PhotoRules.from_json(now.rules), form.rules()),
        "missed": missed(versions, form["seen"].value()),
    }
    return render(request, "applications/rules/rules.html", context, status=status)


def may_change(request: HttpRequest) -> bool:
    return signed_in(request).role == Role.INSTITUTE_LEAD
