"""Every view asks for a sign-in, and the way back is a page that can be opened.

A button pressed after the session has ended is a POST: its address cannot be opened by a GET, so the way back is the
page it stood on. A part that HTMX asks for is no page either: the whole page goes to the sign-in.
"""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

READING = ("GET", "HEAD", "OPTIONS")


class SignedInOnlyMiddleware(LoginRequiredMiddleware):
    """Django's own, which fails closed, with another way back for what is not a page."""

    def process_view(self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any) -> Any:
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        is_part = request.headers.get("HX-Request") == "true"
        if answer is None or (request.method in READING and not is_part):
            return answer
        page = _page_of(request, request.headers.get("HX-Current-URL" if is_part else "Referer", ""))
        # What was sent is lost: the sign-in page says so.
        asked = {"next": page} | ({} if request.method in READING else {"lost": "1"})
        query = urlencode({name: value for name, value in asked.items() if value}, safe="/")
        there = f"{resolve_url(self.get_login_url(view_func))}?{query}"
        if is_part:
            return HttpResponse(status=204, headers={"HX-Redirect": there})
        return redirect(there)


def _page_of(request: HttpRequest, told: str) -> str:
    """The path of the page that the browser names, if it is one of this portal; else nothing."""
    if not url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(told)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
