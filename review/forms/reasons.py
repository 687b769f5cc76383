"""The institute's list of return reasons."""

from typing import TYPE_CHECKING, ClassVar

from django import forms

from review.models import ReturnReason
from selfexam.plain_forms import PlainForm

if TYPE_CHECKING:
    ReasonModelForm = forms.ModelForm[ReturnReason]
else:
    ReasonModelForm = forms.ModelForm


class ReasonForm(PlainForm, ReasonModelForm):
    class Meta:
        model = ReturnReason
        fields = ("item", "text", "position", "is_active")
        widgets: ClassVar[dict[str, forms.Widget]] = {"text": forms.Textarea(attrs={"rows": 2})}
