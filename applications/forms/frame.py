"""The numbers of a crop frame, as an address or a form carries them; the limits are the domain's."""

from typing import Any

from django import forms

from applications.photos.cropping.frame import Frame
from applications.photos.opening import LONG_SIDE
from selfexam.plain_forms import PlainForm


class FrameForm(PlainForm, forms.Form):
    """Anything finite and not absurd; NaN and infinity are refused by the fields."""

    turn = forms.FloatField(min_value=-180, max_value=180)
    scale = forms.FloatField(min_value=0.001, max_value=100)
    x = forms.FloatField(min_value=-LONG_SIDE, max_value=2 * LONG_SIDE)
    y = forms.FloatField(min_value=-LONG_SIDE, max_value=2 * LONG_SIDE)

    def frame(self) -> Frame:
        numbers: dict[str, Any] = self.cleaned_data
        return Frame(numbers["turn"], numbers["scale"], numbers["x"], numbers["y"]).rounded()
