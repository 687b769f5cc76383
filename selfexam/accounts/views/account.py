"""One's own account: who is signed in, changing the password, and what to do when it is forgotten."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from selfexam.accounts.access import signed_in
from selfexam.accounts.domain.passwords import change_password
from selfexam.accounts.forms.password import ChangePasswordForm


@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    return render(request, "accounts/account.html", {"events": user.account_events.select_related("by")[:20]})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = ChangePasswordForm(user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        change_password(user, form.cleaned_data["password1"])
        update_session_auth_hash(request, user)
        messages.success(request, "密码已修改，下次登录请用新密码。")
        return redirect("home")
    return render(request, "accounts/password.html", {"form": form})


@login_not_required
@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/forgotten.html")
