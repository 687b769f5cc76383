"""The institute's limits of exemptions in one batch."""

from typing import TYPE_CHECKING, ClassVar

from django import forms

from applications.models import ExemptionLimits
from selfexam.plain_forms import PlainForm

if TYPE_CHECKING:
    LimitsModelForm = forms.ModelForm[ExemptionLimits]
else:
    LimitsModelForm = forms.ModelForm


class LimitsForm(PlainForm, LimitsModelForm):
    class Meta:
        model = ExemptionLimits
        fields = ("most_share", "most_courses", "ends_at")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "most_share": forms.NumberInput(attrs={"class": "w-date"}),
            "most_courses": forms.NumberInput(attrs={"class": "w-date"}),
            "ends_at": forms.DateTimeInput(attrs={"type": "datetime-local", "class": "w-id"}, format="%Y-%m-%dT%H:%M"),
        }
