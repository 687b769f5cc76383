"""Asking that two 准考证号 become one: the candidate chooses among own records, the institute types numbers."""

from typing import Any

from django import forms

from selfexam import typed
from selfexam.catalogue.forms.fields import ModelChoice
from selfexam.plain_forms import PlainForm
from selfexam.records.models import StudentRecord

WHY = "如：2016 年报名时没有用原来的准考证号"


class RecordChoice(ModelChoice):
    """Named by number and programme; the person is the same."""

    def label_from_instance(self, obj: StudentRecord) -> str:
        return f"{obj.grouped_admission_number}　{obj.programme.full_name}"


class OwnMergeForm(PlainForm, forms.Form):
    """Of the candidate's own records: which one goes on, which one ends."""

    target = RecordChoice(
        label="保留哪个准考证号", queryset=StudentRecord.objects.none(), to_field_name="uuid", empty_label="请选择"
    )
    source = RecordChoice(
        label="停用哪个准考证号",
        queryset=StudentRecord.objects.none(),
        to_field_name="uuid",
        empty_label="请选择",
        help_text="它的成绩会转到保留的准考证号",
    )
    why = forms.CharField(label="合并原因", max_length=300, help_text=WHY, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, records: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            self.fields[name].queryset = records  # type: ignore[attr-defined]
            self.fields[name].error_messages["invalid_choice"] = "请从列表中选择"


class MergeForm(PlainForm, forms.Form):
    """The institute's: numbers as they stand on papers."""

    source = forms.CharField(label="停用的准考证号", max_length=20, widget=forms.TextInput(attrs={"class": "w-code"}))
    target = forms.CharField(label="保留的准考证号", max_length=20, widget=forms.TextInput(attrs={"class": "w-code"}))
    why = forms.CharField(label="合并原因", max_length=300, help_text=WHY)

    def _record(self, name: str) -> StudentRecord:
        number = typed.number(self.cleaned_data[name])
        record = StudentRecord.objects.filter(admission_number=number).first()
        if record is None:
            raise forms.ValidationError(f"没有准考证号 {number[:20]}，请核对")
        return record

    def clean_source(self) -> StudentRecord:
        return self._record("source")

    def clean_target(self) -> StudentRecord:
        return self._record("target")
