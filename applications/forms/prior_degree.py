"""前置学历: the certificate that admits to a bachelor programme (notice 一(一)5)."""

import re
from typing import Any

from django import forms

from applications.forms.images import PictureField
from applications.forms.printed import printed
from applications.models import Document
from applications.models.application import PriorLevel
from selfexam.plain_forms import PlainForm
from selfexam.records.prior_numbers import BadPriorNumber, read_prior_number
from selfexam.typed import number as typed_number

LEVELS = [("", "请选择"), *PriorLevel.choices]


class PriorDegreeForm(PlainForm, forms.Form):
    """The number is always due; the two images only if 学信网 has not confirmed it."""

    prior_level = forms.ChoiceField(label="学历层次", choices=LEVELS, error_messages={"required": "请选择学历层次"})
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
    prior_diploma = PictureField(label=Document.Kind.PRIOR_DIPLOMA.label, required=False)
    chsi_form = PictureField(label=Document.Kind.CHSI_FORM.label, required=False)

    def __init__(self, *args: Any, same_batch: bool = True, **kwargs: Any) -> None:
        """`same_batch`: whether the batch allows that the 专科 is finished at the same time."""
        super().__init__(*args, **kwargs)
        level = self.fields["prior_level"]
        assert isinstance(level, forms.ChoiceField)  # noqa: S101
        # The school of an own 专科 is known.
        self.fields["prior_school"].required = self.data.get("prior_level") != PriorLevel.SAME_BATCH
        if same_batch:
            self.fields["prior_number"].help_text += "。专科和本科同批次办理的，填本人的专科准考证号"
        else:
            level.choices = [choice for choice in LEVELS if choice[0] != PriorLevel.SAME_BATCH]

    def clean(self) -> dict[str, Any]:
        """What a number has to look like depends on the level."""
        cleaned = super().clean() or {}
        number = cleaned.get("prior_number", "")
        if cleaned.get("prior_level") == PriorLevel.SAME_BATCH:
            if number and not re.fullmatch(r"[0-9]{12}", typed_number(number)):
                self.add_error("prior_number", "选“同批次自考专科”时，请填写本人的专科准考证号，12 位数字")
            return cleaned
        try:
            cleaned["prior_number"] = read_prior_number(number) if number else number
        except BadPriorNumber as bad:
            self.add_error("prior_number", str(bad))
        return cleaned

    def clean_prior_school(self) -> str:
        return printed(self.cleaned_data["prior_school"])
