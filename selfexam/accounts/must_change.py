"""A session opened with a one-time password may do one thing only: choose its own password, or leave."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

_ALLOWED = {"accounts:password", "accounts:sign-out", "start", "schools", "privacy", "accessibility"}


class MustChangePasswordMiddleware:
    """Sends such a user to the password page from every other view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not getattr(request.user, "must_change_password", False) or (match and match.view_name in _ALLOWED):
            return None
        return redirect("accounts:password")
