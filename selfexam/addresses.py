"""No address brings a NUL character to a view: PostgreSQL knows none in a text and would answer with an error.

Middleware. A question loses it, as a search for it would find nothing anyway; a path with one is no page of ours.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


class PlainAddressMiddleware:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\x00" in request.path_info:
            raise Http404
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "").replace("\x00", "")
        return self.get_response(request)
