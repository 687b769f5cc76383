"""The institute's list of return reasons."""

from typing import ClassVar

from django import forms

from review.models import ReturnReason
from selfexam.plain_forms import PlainForm


class ReasonForm(PlainForm, forms.ModelForm):
    class Meta:
        model = ReturnReason
        fields = ("item", "text", "position", "is_active")
        widgets: ClassVar[dict[str, forms.Widget]] = {"text": forms.Textarea(attrs={"rows": 2})}
