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

    def clean_most_courses(self) -> int | None:
        """Empty means no limit; a 0 would refuse everybody."""
        most: int | None = self.cleaned_data["most_courses"]
        if most == 0:
            raise forms.ValidationError("门数从 1 起；不限就不填")
        return most
