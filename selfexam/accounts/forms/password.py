"""Choosing a new password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from selfexam.accounts.models import User
from selfexam.plain_forms import PlainForm

HINT = "至少 8 个字符，不能全是数字"


class NewPasswordForm(PlainForm, forms.Form):
    """The new password twice; the rules of AUTH_PASSWORD_VALIDATORS answer in sentences."""

    password1 = forms.CharField(
        label="新密码",
        help_text=HINT,
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="再输入一次新密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "请再输入一次新密码"},
    )

    def password_owner(self) -> User | None:
        """Whose name a password must not resemble."""
        return None

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        validate_password(password, self.password_owner())
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", "两次输入的密码不一样，请重新输入")
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """Asks for the present password first."""

    field_order = ("password", "password1", "password2")
    password = forms.CharField(
        label="现在的密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def password_owner(self) -> User:
        return self.user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise ValidationError("现在的密码不正确")
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("password1") and cleaned.get("password1") == cleaned.get("password"):
            self.add_error("password1", "新密码要和现在的密码不同")
        return cleaned
