"""Signing in and out; one page for candidates and staff, the switch changes the words."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from selfexam.accounts.attempts import forget_failures, tries_left
from selfexam.accounts.forms.sign_in import SignInForm
from selfexam.accounts.roles import Role


def _destination(request: HttpRequest) -> str:
    """Where `next` points, if that is a path of this portal; else nothing.

    A path, as `redirect` takes any other word for the name of a view.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""


def _leads_to_a_desk(destination: str) -> bool:
    """A page that no candidate may open: whoever is sent back there is staff whose session has ended."""
    try:
        view = resolve(urlsplit(destination).path).func
    except Resolver404:
        return False
    roles: frozenset[str] = getattr(view, "roles", frozenset())
    return bool(roles) and Role.CANDIDATE not in roles


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    destination = _destination(request)
    if request.user.is_authenticated:
        return redirect(destination or "home")
    said = request.GET.get("as")
    as_staff = said == "staff" if said else _leads_to_a_desk(destination)
    form = SignInForm(request.POST if request.method == "POST" else None, as_staff=as_staff)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["username"]
        request.typed_name = name  # type: ignore[attr-defined]
        user = authenticate(request, username=name, password=form.cleaned_data["password"])
        if user is not None:
            login(request, user)
            forget_failures(request, name)
            return redirect(destination or resolve_url("home"))
        form.refuse(tries_left(request))
    minutes = settings.SESSION_COOKIE_AGE // 60
    context = {"form": form, "as_staff": as_staff, "next": destination, "minutes": minutes}
    context["was_lost"] = request.method != "POST" and "lost" in request.GET
    return render(request, "accounts/sign_in.html", context)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("start")
