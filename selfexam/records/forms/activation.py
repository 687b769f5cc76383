"""The three facts, then a password: chosen anew, or that of the account the person already has."""

import re

from django import forms

from selfexam import typed
from selfexam.accounts.forms.password import NewPasswordForm
from selfexam.accounts.models import User
from selfexam.plain_forms import PlainForm


class FactsForm(PlainForm, forms.Form):
    """What stands in the record; the shape is checked here, the match in the domain."""

    admission_number = forms.CharField(
        label="准考证号",
        help_text="12 位数字，在准考证上",
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "username", "class": "w-id"}),
    )
    name = forms.CharField(
        label="姓名",
        help_text="与准考证一致",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "w-id"}),
    )
    id_number = forms.CharField(
        label="证件号码",
        help_text="报考时登记的证件，一般是身份证",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "w-id"}),
    )

    def clean_admission_number(self) -> str:
        number = typed.number(self.cleaned_data["admission_number"])
        if not re.fullmatch(r"[0-9]{12}", number):
            raise forms.ValidationError(f"准考证号是 12 位数字，现在是 {len(number)} 位，请对照准考证")
        return number

    def clean_id_number(self) -> str:
        return typed.number(self.cleaned_data["id_number"])

    def refuse(self, tries_left: int) -> None:
        """One sentence that does not say which fact was wrong."""
        self.add_error(None, f"三项信息与考籍不一致，请对照准考证和证件检查。还可以再试 {tries_left} 次")


class ChoosePasswordForm(NewPasswordForm):
    """For a person without an account; the password must not resemble the name or the numbers."""

    def __init__(self, owner: User, *args: object, **kwargs: object) -> None:
        self.owner = owner
        super().__init__(*args, **kwargs)

    def password_owner(self) -> User:
        return self.owner


class ExistingPasswordForm(PlainForm, forms.Form):
    """For a person who already has an account through another 准考证号."""

    password = forms.CharField(
        label="已有账号的密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def refuse(self, tries_left: int) -> None:
        self.add_error("password", f"密码不正确，还可以再试 {tries_left} 次")
