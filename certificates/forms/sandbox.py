"""How many people the demonstration's stand-in for the ministry rejects."""

from django import forms

from selfexam.plain_forms import PlainForm


class SandboxForm(PlainForm, forms.Form):
    reject = forms.IntegerField(label="失败人数", min_value=0, max_value=1000, initial=0)
