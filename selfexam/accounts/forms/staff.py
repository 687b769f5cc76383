"""A new account of a desk: who, which role, which school, unit or district office."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from selfexam.accounts.models import User
from selfexam.accounts.roles import SCHOOL_STAFF, Role
from selfexam.accounts.staff import roles_given_by
from selfexam.catalogue.models import District, School, Unit
from selfexam.plain_forms import PlainForm

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,29}")


class StaffForm(PlainForm, forms.Form):
    """School, unit and district are asked only of a keeper who may choose them."""

    username = forms.CharField(
        label="用户名", max_length=40, help_text="登录用，3–30 个小写字母或数字，以字母开头，例如 wang.li"
    )
    name = forms.CharField(label="姓名", max_length=40)
    role = forms.ChoiceField(
        label="角色",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择角色", "invalid_choice": "请选择角色"},
    )
    school = forms.ModelChoiceField(
        School.objects.all(), label="主考学校", required=False, help_text="学校账号填写", empty_label="不选"
    )
    unit = forms.ModelChoiceField(
        Unit.objects.all(),
        label="集体单位",
        required=False,
        help_text="集体单位账号和单位班主任填写",
        empty_label="不选",
    )
    district = forms.ModelChoiceField(
        District.objects.all(),
        label="区县考办",
        required=False,
        help_text="区县考办收材料的账号填写",
        empty_label="不选",
    )

    def __init__(self, keeper: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keeper = keeper
        given = roles_given_by(keeper)
        self.fields["role"].choices = [(role.value, role.label) for role in given]  # type: ignore[attr-defined]
        if len(given) == 1:
            self.fields["role"].initial = given[0]
        if keeper.school_id:
            # A school's lead opens accounts at home and for the class teachers of the school's units.
            del self.fields["school"], self.fields["district"]
            self.fields["unit"].queryset = Unit.objects.filter(school=keeper.school_id)  # type: ignore[attr-defined]
            self.fields["unit"].help_text = "材料收取（单位班主任）填写"

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).strip().lower()
        if not _USERNAME.fullmatch(username):
            raise ValidationError("用户名用 3–30 个小写字母或数字，以字母开头")
        if User.objects.filter(username=username).exists():
            raise ValidationError("这个用户名已有人使用，请换一个")
        return username

    def clean(self) -> dict[str, Any]:
        """What does not belong to the role was chosen by mistake and means nothing."""
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        school = self.keeper.school if self.keeper.school_id else cleaned.get("school")
        unit, district = cleaned.get("unit"), cleaned.get("district")
        if role in SCHOOL_STAFF and not school:
            self.add_error("school", "请选择这位老师的主考学校")
        if role == Role.UNIT_CLERK and not unit:
            self.add_error("unit", "请选择这位老师的集体单位")
        if role == Role.INTAKE_CLERK:
            self._one_place(unit, district)
        cleaned["school"] = school if role in SCHOOL_STAFF else None
        cleaned["unit"] = unit if role in (Role.UNIT_CLERK, Role.INTAKE_CLERK) else None
        cleaned["district"] = district if role == Role.INTAKE_CLERK else None
        return cleaned

    def _one_place(self, unit: Unit | None, district: District | None) -> None:
        if self.keeper.school_id and not unit:
            self.add_error("unit", "请选择这位班主任的单位")
        elif not unit and not district:
            self.add_error("district", "请选择区县考办，或在上面选择单位")
        elif unit and district:
            self.add_error("district", "单位和区县考办只能选一个")
