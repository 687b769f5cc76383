"""Cancelling a pass, and taking a cancellation back."""

from django import forms

from selfexam.plain_forms import PlainForm


class CancelForm(PlainForm, forms.Form):
    """The day of the decision and its reason; both go into the history."""

    on = forms.DateField(
        label="取消日期", widget=forms.DateInput(attrs={"type": "date", "class": "w-date"}, format="%Y-%m-%d")
    )
    why = forms.CharField(label="取消原因", max_length=100, help_text="如：考试违纪，处理决定文号")


class RestoreForm(PlainForm, forms.Form):
    """Why the pass counts again."""

    why = forms.CharField(label="恢复原因", max_length=100, help_text="如：经复核撤销处理决定")
