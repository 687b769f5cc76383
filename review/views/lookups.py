"""Who looked for whom at the intake desks: what a lead reads of the desks whose accounts the lead keeps."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.models import PaperLookup
from review.views.choosing import chosen
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.staff import KEEPERS, kept_by


@require_safe
@for_roles(*KEEPERS)
def lookup_list(request: HttpRequest) -> HttpResponse:
    """Newest first, the own ones among them; `q` is a name of the desk or what was typed."""
    user, text = signed_in(request), chosen(request, "q")
    lookups = PaperLookup.objects.filter(Q(by__in=kept_by(user)) | Q(by=user))
    if text:
        lookups = lookups.filter(Q(by__name__icontains=text) | Q(typed__icontains=text))
    shown = lookups.select_related("by__school", "by__unit", "by__district", "application__record")
    context = {"text": text, "page": Paginator(shown, 50).get_page(request.GET.get("page"))}
    return render(request, "review/papers/lookups.html", context)
