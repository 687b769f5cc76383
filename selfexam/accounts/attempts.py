"""Limits wrong tries, for signing in and for activating a record (django-axes does the counting and forgets in time).

Names are kept as keyed digests: an ID number typed at the door must not lie in the table of attempts.
"""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest

from selfexam.digests import keyed_digest


def counted_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str | None:
    """What axes stores instead of the typed name (AXES_USERNAME_CALLABLE)."""
    # On success axes passes the random username of the account; the tries were counted under the name typed.
    typed = getattr(request, "typed_name", None) or (credentials or {}).get("username")
    return keyed_digest("".join(str(typed).split())) if typed else None


def tries_left(request: HttpRequest) -> int | None:
    """How often this name may still be tried from this address; None if nothing was counted."""
    failures: int | None = getattr(request, "axes_failures_since_start", None)
    limit: int = settings.AXES_FAILURE_LIMIT
    return None if failures is None else max(limit - failures, 0)


def is_locked(request: HttpRequest, *names: str) -> bool:
    """Whether any of `names` has been tried too often from this address; the middleware then shows the page."""
    locked = any(not AxesProxyHandler.is_allowed(request, {"username": name}) for name in names)
    if locked:
        request.axes_locked_out = True  # type: ignore[attr-defined]
    return locked


def count_failure(request: HttpRequest, *names: str) -> int:
    """A wrong try under each of `names`; says how many are left. At none the middleware answers with its own page."""
    fewest = settings.AXES_FAILURE_LIMIT
    for name in names:
        AxesProxyHandler.user_login_failed(sender=__name__, credentials={"username": name}, request=request)
        counted = tries_left(request)
        fewest = fewest if counted is None else min(fewest, counted)
    return int(fewest)


def forget_failures(request: HttpRequest, *names: str) -> None:
    """After success the count starts afresh."""
    for name in names:
        AxesProxyHandler.reset_attempts(
            ip_address=getattr(request, "axes_ip_address", None), username=counted_name(None, {"username": name})
        )
