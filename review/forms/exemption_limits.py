"""The institute's limits of exemptions in one batch."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django import forms

from applications.models import ExemptionLimits
from selfexam.plain_forms import PlainForm
from selfexam.wording import when

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

    def clean_ends_at(self) -> datetime | None:
        """What ends before it begins would refuse everybody, and the year 1 no database takes."""
        ends_at: datetime | None = self.cleaned_data["ends_at"]
        begins = self.instance.batch.apply_from
        if ends_at is not None and ends_at <= begins:
            raise forms.ValidationError(f"截止时间要在 {when(begins)} 之后")
        return ends_at
