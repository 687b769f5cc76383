"""Who may open a desk page: every desk view of the house is wrapped in `for_roles`. Fails closed."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from selfexam.accounts.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class RolesMissing(TypeError):
    """The decorator was written without roles; it would have let nobody or everybody in."""


def signed_in(request: HttpRequest) -> User:
    """The user behind a request that has passed `for_roles`, for the type checker as much as for the reader."""
    if not isinstance(request.user, User):
        raise PermissionDenied("请先登录")
    return request.user


def for_roles(*roles: str) -> Callable[[View[P]], View[P]]:
    """Visitors go to sign in; a signed-in user of another role gets 404, as if the page were not there."""
    if not roles or any(not isinstance(role, str) for role in roles):
        raise RolesMissing("for_roles() needs the roles, as in @for_roles(Role.SCHOOL_LEAD)")
    allowed = frozenset(roles)

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = request.user
            if not user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not user.is_active or user.role not in allowed:
                raise Http404
            return view(request, *args, **kwargs)

        guarded.roles = allowed  # type: ignore[attr-defined]
        return cast("View[P]", guarded)

    return wrap


def only(*roles: str, sentence: str) -> Callable[[View[P]], View[P]]:
    """Inside `for_roles`: colleagues of the same desk may know the page, but get 403 with the reason in `sentence`."""
    if not roles or not sentence:
        raise RolesMissing("only() needs the roles and the sentence")
    allowed = frozenset(roles)

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if signed_in(request).role not in allowed:
                raise PermissionDenied(sentence)
            return view(request, *args, **kwargs)

        return cast("View[P]", guarded)

    return wrap
