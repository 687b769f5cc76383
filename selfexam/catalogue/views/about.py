"""Pages that say who to turn to and what the portal does: schools, privacy, accessibility."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from selfexam.catalogue.models import School


@login_not_required
@require_safe
def schools(request: HttpRequest) -> HttpResponse:
    return render(request, "catalogue/schools.html", {"schools": School.objects.all()})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    minutes = settings.SESSION_COOKIE_AGE // 60
    return render(request, "catalogue/privacy.html", {"minutes": minutes})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "catalogue/accessibility.html")
