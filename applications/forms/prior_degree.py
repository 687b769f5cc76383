"""前置学历: the certificate that admits to a bachelor programme (notice 一(一)5)."""

import re

from django import forms

from applications.forms.images import PictureField
from applications.models import Document
from applications.models.application import PriorLevel
from selfexam.plain_forms import PlainForm
from selfexam.typed import compact, plain


class PriorDegreeForm(PlainForm, forms.Form):
    """The number is always due; the two images only if 学信网 has not confirmed it."""

    prior_number = forms.CharField(
        label="毕业证书编号",
        help_text="在毕业证书下方，一般 17 或 18 位，2001 年以前的可能更短",
        max_length=40,
        error_messages={"required": "请填写毕业证书编号"},
        widget=forms.TextInput(attrs={"class": "w-id", "autocomplete": "off"}),
    )
    prior_school = forms.CharField(
        label="毕业院校",
        help_text="与毕业证书上一致",
        max_length=60,
        error_messages={"required": "请填写毕业院校", "max_length": "院校名称太长，请核对"},
    )
    prior_level = forms.ChoiceField(
        label="学历层次", choices=[("", "请选择"), *PriorLevel.choices], error_messages={"required": "请选择学历层次"}
    )
    prior_diploma = PictureField(label=Document.Kind.PRIOR_DIPLOMA.label, required=False)
    chsi_form = PictureField(label=Document.Kind.CHSI_FORM.label, required=False)

    def clean_prior_number(self) -> str:
        number = compact(self.cleaned_data["prior_number"]).upper()
        if not re.fullmatch(r"[0-9A-Z\u4e00-\u9fff()（）第号字]{5,30}", number):
            raise forms.ValidationError("编号只含数字和字母，请对照证书核对")
        if number.isdigit() and 14 <= len(number) <= 16:
            raise forms.ValidationError(
                f"编号现在 {len(number)} 位，比常见的 17 位少 {17 - len(number)} 位，请对照证书补全"
            )
        if number.isdigit() and len(number) > 18:
            raise forms.ValidationError(f"编号多 {len(number) - 18} 位，请对照证书核对")
        return number

    def clean_prior_school(self) -> str:
        return plain(self.cleaned_data["prior_school"])
