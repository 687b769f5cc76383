"""The school's page on its candidates' accounts: who has activated, and a one-time password for who forgot theirs."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from selfexam import typed
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.roles import SCHOOL_ROLES
from selfexam.records.domain.reset import ResetRefused, reset_password
from selfexam.records.forms.reset import ResetForm
from selfexam.records.models import StudentRecord


@for_roles(*SCHOOL_ROLES)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    wanted = typed.plain(request.GET.get("q", ""))[:40]
    records = StudentRecord.objects.visible_to(signed_in(request)).select_related("programme", "holder")
    if wanted:
        records = records.filter(
            Q(admission_number__contains=typed.compact(wanted)) | Q(name__icontains=typed.part_of_name(wanted))
        )
    page = Paginator(records, 30).get_page(request.GET.get("page"))
    return render(request, "records/accounts.html", {"page": page, "wanted": wanted})


@for_roles(*SCHOOL_ROLES)
@never_cache
@sensitive_variables("word")
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = signed_in(request)
    records = StudentRecord.objects.visible_to(user).select_related("programme", "holder")
    record = get_object_or_404(records, uuid=uuid)
    form = ResetForm(request.POST if request.method == "POST" else None)
    context = {"record": record, "form": form, "refusal": ""}
    if request.method == "POST" and form.is_valid():
        try:
            word = reset_password(str(record.uuid), by=user, checked_how=form.cleaned_data["checked_how"])
        except ResetRefused as refused:
            return render(request, "records/reset.html", {**context, "refusal": refused.sentence}, status=409)
        # Shown in the answer itself and stored nowhere: an address to come back to would need it kept.
        return render(request, "records/reset_done.html", {"record": record, "word": word})
    return render(request, "records/reset.html", context)
