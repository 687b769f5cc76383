"""The two fields of the sign-in page."""

from typing import Any

from django import forms

from selfexam import typed
from selfexam.plain_forms import PlainForm


class SignInForm(PlainForm, forms.Form):
    """`as_staff` changes the words only: one account table, one password check."""

    username = forms.CharField(
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, as_staff: bool, **kwargs: Any) -> None:
        self.as_staff = as_staff
        super().__init__(*args, **kwargs)
        field = self.fields["username"]
        field.label = "用户名" if as_staff else "准考证号或身份证号"
        field.help_text = "" if as_staff else "准考证号 12 位，在准考证上"
        field.error_messages["required"] = f"请填写{field.label}"

    def clean_username(self) -> str:
        """Spaces, dashes and brackets in a candidate's number are how people read it; they are not part of it."""
        name = str(self.cleaned_data["username"])
        return typed.plain(name) if self.as_staff else typed.unbracketed(name)

    def refuse(self, tries_left: int | None) -> None:
        """One sentence that does not say which of the two was wrong."""
        wrong = "用户名或密码不正确" if self.as_staff else "准考证号、身份证号或密码不正确"
        self.add_error("password", wrong if tries_left is None else f"{wrong}，还可以再试 {tries_left} 次")
