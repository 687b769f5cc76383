"""What the candidate asks to be corrected, and the words of school and institute on it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from selfexam.plain_forms import PlainForm
from selfexam.records.correctable import CHOICES, BadWish, checked, shown, stored
from selfexam.records.domain.ask_correction import MOST_PROOFS
from selfexam.records.models import CorrectedField, StudentRecord

KEEP = "不更正"


class ManyFiles(forms.FileInput):
    """One input from which several images can be chosen."""

    allow_multiple_selected = True


class ProofsField(forms.FileField):
    """One to six images. What they are is told by opening them, in the act."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        files = data if isinstance(data, list | tuple) else [data]
        found = [super(ProofsField, self).clean(file, initial) for file in files or [None]]
        if len(found) > MOST_PROOFS:
            raise forms.ValidationError(f"最多 {MOST_PROOFS} 张图片，现在选了 {len(found)} 张")
        most = settings.UPLOAD_MAX_BYTES
        for file in found:
            if (file.size or 0) > most:
                raise forms.ValidationError(f"“{file.name}”太大，请选择 {most // 1024 // 1024} MB 以内的图片")
        return found


class CorrectionForm(PlainForm, forms.Form):
    """Every fact with its present value beside; what is left empty stays as it is."""

    why = forms.CharField(
        label="更正原因",
        max_length=300,
        help_text="如：报名时姓名录错一个字；户口簿上的出生日期已由公安机关更正",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    proofs = ProofsField(
        label="证明图片",
        error_messages={"required": "请上传证明图片", "empty": "有一个文件是空的，请重新选择"},
        widget=ManyFiles(attrs={"accept": "image/jpeg,image/png,image/heic,image/heif,.heic"}),
    )

    def __init__(self, record: StudentRecord, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        for field in CorrectedField:
            made = _input(field, f"现在：{shown(field, stored(record, field))}")
            self.fields[field.value] = made
        self.order_fields([*CorrectedField.values, "why", "proofs"])

    @property
    def facts(self) -> list[forms.BoundField]:
        return [self[field] for field in CorrectedField.values]

    @property
    def wishes(self) -> dict[str, str]:
        said = {field: self.cleaned_data.get(field) for field in CorrectedField.values}
        return {field: str(value) for field, value in said.items() if value}

    def clean(self) -> dict[str, Any]:
        if set(self.errors) & set(CorrectedField.values):
            return self.cleaned_data
        try:
            if not checked(self.record, self.wishes):
                self.add_error(None, "请至少填写一项要更正的内容，与考籍一致的不用填")
        except BadWish as bad:
            self.add_error(bad.field or None, bad.sentence)
        return self.cleaned_data


def _input(field: CorrectedField, now: str) -> forms.Field:
    label = str(field.label)
    if field in CHOICES:
        return forms.ChoiceField(
            label=label,
            required=False,
            help_text=now,
            choices=[("", KEEP), *CHOICES[field]],
            error_messages={"invalid_choice": "请从列表中选择"},
        )
    if field == CorrectedField.BIRTH_DATE:
        return forms.DateField(
            label=label,
            required=False,
            help_text=now,
            error_messages={"invalid": "日期写法如 1998-05-20"},
            widget=forms.DateInput(attrs={"type": "date", "class": "w-date"}, format="%Y-%m-%d"),
        )
    most = 40 if field == CorrectedField.NAME else 30
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        help_text=now,
        error_messages={"max_length": f"{label}最多 {most} 个字符"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-id"}),
    )
