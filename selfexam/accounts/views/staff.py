"""The accounts of the desks: the list, a new one, a one-time password, stopping and allowing again."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from selfexam import typed
from selfexam.accounts.access import for_roles, signed_in
from selfexam.accounts.domain.staff import StaffRefused, allow_account, open_account, reset_staff, stop_account
from selfexam.accounts.forms.staff import StaffForm
from selfexam.accounts.models import User
from selfexam.accounts.staff import KEEPERS, kept_by, may_change


@for_roles(*KEEPERS)
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    keeper = signed_in(request)
    wanted = typed.plain(request.GET.get("q", ""))[:40]
    people = kept_by(keeper).order_by("-is_active", "role", "username")
    if wanted:
        people = people.filter(Q(username__icontains=wanted) | Q(name__icontains=wanted))
    page = Paginator(people, 30).get_page(request.GET.get("page"))
    rows = [(person, may_change(keeper, person)) for person in page.object_list]
    return render(request, "accounts/staff.html", {"page": page, "rows": rows, "wanted": wanted})


@for_roles(*KEEPERS)
@never_cache
@sensitive_variables("word")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    keeper = signed_in(request)
    form = StaffForm(keeper, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            person, word = open_account(**form.cleaned_data, by=keeper)
        except StaffRefused as refused:
            form.add_error("username", refused.sentence)
        else:
            return render(request, "accounts/staff_word.html", {"person": person, "word": word})
    return render(request, "accounts/staff_new.html", {"form": form})


@for_roles(*KEEPERS)
@never_cache
@sensitive_variables("word")
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, uuid: UUID) -> HttpResponse:
    keeper = signed_in(request)
    person = get_object_or_404(kept_by(keeper), uuid=uuid)
    if request.method != "POST":
        context = {"person": person, "changeable": may_change(keeper, person)}
        return render(request, "accounts/staff_reset.html", context)
    try:
        person, word = reset_staff(str(uuid), by=keeper)
    except StaffRefused as refused:
        return _refused(request, refused)
    # Shown in the answer itself and stored nowhere: an address to come back to would need it kept.
    return render(request, "accounts/staff_word.html", {"person": person, "word": word})


@for_roles(*KEEPERS)
@require_POST
def stop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _switch(request, uuid, stop_account, "已停用{}的账号，不能再登录。")


@for_roles(*KEEPERS)
@require_POST
def allow(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _switch(request, uuid, allow_account, "已恢复{}的账号，可以登录。")


def _switch(request: HttpRequest, uuid: UUID, act: Callable[..., User], said: str) -> HttpResponse:
    try:
        person = act(str(uuid), by=signed_in(request))
    except User.DoesNotExist as missing:
        raise Http404 from missing
    except StaffRefused as refused:
        return _refused(request, refused)
    messages.success(request, said.format(person.name))
    return redirect("accounts:staff")


def _refused(request: HttpRequest, refused: StaffRefused) -> HttpResponse:
    messages.error(request, f"{refused.sentence}。")
    return redirect("accounts:staff")
