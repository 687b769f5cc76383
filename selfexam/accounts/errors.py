"""The pages behind 400, 403, 404, 500 and a stale form: what is the matter, then what to do."""

from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A session that could not be written is no fault of what was asked: SQLite is held by a long import, or the
    account was signed out meanwhile.
    """
    if isinstance(exception, SessionInterrupted):
        return render(request, "busy.html", status=503)
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """PermissionDenied carries the sentence that the reader sees."""
    reason = str(exception) if exception.args else ""
    return render(request, "403.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: whatever broke may be what the context processors need."""
    page = loader.get_template("500.html").render({"institute": settings.INSTITUTE_NAME})
    return HttpResponse(page, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The CSRF token did not fit: usually a page left open through a sign-in or sign-out."""
    return render(request, "403_csrf.html", status=403)
