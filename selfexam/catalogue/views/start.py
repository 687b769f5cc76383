"""The start page: when, what it costs, what to have ready; and the door that sends signed-in people to their desk."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from selfexam.accounts.context import desk_tabs
from selfexam.accounts.roles import Role
from selfexam.catalogue.models import Batch
from selfexam.catalogue.photo_rule import PhotoRule
from selfexam.catalogue.way import way_of


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Staff to their first desk, candidates to their application, visitors to the start page."""
    role = getattr(request.user, "role", "")
    if role == Role.CANDIDATE:
        return redirect("applications:home")
    addresses = desk_tabs(role)
    return redirect(addresses[0][1]) if addresses else start(request)


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    batch = Batch.objects.current()
    now = timezone.now()
    state = "none"
    if batch is not None:
        state = "soon" if now < batch.apply_from else "open" if now < batch.apply_until else "shut"
    rule = PhotoRule.of(batch) if batch else PhotoRule()
    context = {"batch": batch, "state": state, "rule": rule, "way": way_of(batch, now)}
    return render(request, "catalogue/start.html", context)
