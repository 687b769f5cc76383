"""Activating a record in two pages: the three facts, then the password."""

from typing import Any, TypeAlias
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from selfexam.accounts.attempts import count_failure, forget_failures, is_locked
from selfexam.accounts.models import User
from selfexam.accounts.roles import Role
from selfexam.records.domain.activate import ALREADY, ActivationRefused, account_of, activate, find_record, join
from selfexam.records.forms.activation import ChoosePasswordForm, ExistingPasswordForm, FactsForm
from selfexam.records.models import StudentRecord

PasswordForm: TypeAlias = ChoosePasswordForm | ExistingPasswordForm
BACKEND = "selfexam.accounts.backends.PortalBackend"
# Between the two pages the session remembers which record was proven, for so many seconds.
PROOF_HOLDS = 10 * 60


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest) -> HttpResponse:
    form = FactsForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "refusal": ""}
    if request.method == "POST" and form.is_valid():
        record = _proven_record(request, form)
        if record is not None and record.holder_id:
            context["refusal"] = ALREADY
        elif record is not None:
            until = int(timezone.now().timestamp()) + PROOF_HOLDS
            request.session["activating"] = {"record": str(record.uuid), "until": until}
            return redirect("records:activate-password")
    return render(request, "records/activate.html", context)


def _proven_record(request: HttpRequest, form: FactsForm) -> StudentRecord | None:
    """The record that the facts fit; tries are counted under either number, so neither can be guessed through."""
    said = form.cleaned_data
    counted = (f"activate number {said['admission_number']}", f"activate id {said['id_number']}")
    if is_locked(request, *counted):
        return None
    record = find_record(said["admission_number"], said["name"], said["id_number"])
    if record is None:
        form.refuse(count_failure(request, *counted))
    else:
        forget_failures(request, *counted)
    return record


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    record = _record_of_session(request)
    if record is None:
        messages.warning(request, "页面已过期，请重新填写三项信息。")
        return redirect("records:activate")
    try:
        existing = account_of(record)
        form = _password_form(request, record, existing)
        if request.method == "POST" and form.is_valid():
            user = _take_over(request, record, existing, form)
            if user is not None:
                return _welcome(request, user, joined=existing is not None)
    except ActivationRefused as refused:
        request.session.pop("activating", None)
        context = {"form": FactsForm(), "refusal": refused.sentence}
        return render(request, "records/activate.html", context, status=409)
    return render(request, "records/activate_password.html", {"form": form, "record": record, "existing": existing})


def _record_of_session(request: HttpRequest) -> StudentRecord | None:
    proof = request.session.get("activating")
    if not proof or proof["until"] < timezone.now().timestamp():
        return None
    return StudentRecord.objects.select_related("programme", "school").filter(uuid=UUID(proof["record"])).first()


def _password_form(request: HttpRequest, record: StudentRecord, existing: User | None) -> PasswordForm:
    if existing is not None:
        return ExistingPasswordForm(request.POST if request.method == "POST" else None)
    # The numbers stand in for the username in the rule that a password must not resemble its owner.
    owner = User(username=record.admission_number, name=record.name, role=Role.CANDIDATE)
    return ChoosePasswordForm(owner, request.POST if request.method == "POST" else None)


def _take_over(request: HttpRequest, record: StudentRecord, existing: User | None, form: PasswordForm) -> User | None:
    """Carries the activation out; None when the password of the existing account was wrong (or tried too often)."""
    if isinstance(form, ChoosePasswordForm):
        return activate(record, password=form.cleaned_data["password1"])
    assert existing is not None  # noqa: S101 (the form was chosen by it)
    counted = f"join {existing.username}"
    if is_locked(request, counted):
        return None
    if not existing.check_password(form.cleaned_data["password"]):
        form.refuse(count_failure(request, counted))
        return None
    forget_failures(request, counted)
    return join(record, user=existing)


def _welcome(request: HttpRequest, user: User, *, joined: bool) -> HttpResponse:
    login(request, user, backend=BACKEND)
    request.session.pop("activating", None)
    done = "这个准考证号已加入您的账号。" if joined else "账号已激活。以后用准考证号或证件号码登录。"
    messages.success(request, done)
    return redirect("home")
