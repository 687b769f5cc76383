"""Puts tried photo rules in force: the reason, and which trial the page showed."""

from django import forms

from selfexam.plain_forms import PlainForm


class EnforceForm(PlainForm, forms.Form):
    trial = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label="修改原因",
        help_text="会记在版本记录里",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "启用前请写明修改原因", "max_length": "修改原因最多 200 个字"},
    )
