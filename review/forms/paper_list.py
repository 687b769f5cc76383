"""One line of a material list, and the deadline of a whole list."""

from typing import Any

from django import forms

from applications.models import MaterialRule
from selfexam.catalogue.forms.fields import whole
from selfexam.plain_forms import PlainForm
from selfexam.typed import plain


def _moment(label: str, hint: str) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "w-id"}, format="%Y-%m-%dT%H:%M")
    wrong = {"invalid": f"{label}要有日期和时间，例如 2022-12-05 15:00"}
    return forms.DateTimeField(label=label, required=False, help_text=hint, widget=widget, error_messages=wrong)


class LineForm(PlainForm, forms.Form):
    """Without a batch no deadline is asked: a moment belongs to one half-year."""

    block = forms.ChoiceField(label="材料类别", choices=MaterialRule.Block.choices, widget=forms.RadioSelect)
    name = forms.CharField(label="材料名称", max_length=60)
    copies = whole("份数", 9, least=1)
    form = forms.ChoiceField(label="提交方式", choices=MaterialRule.Form.choices, widget=forms.RadioSelect)
    requirement = forms.CharField(label="具体要求", max_length=120, required=False, help_text="考生会看到")
    place = forms.CharField(label="交到哪里", max_length=80, required=False)
    due_at = _moment("这一行的截止时间", "不填时用整份清单的截止时间")

    def __init__(self, *args: Any, dated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not dated:
            del self.fields["due_at"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {name: plain(value) if isinstance(value, str) else value for name, value in cleaned.items()}


class DueForm(PlainForm, forms.Form):
    """Empty means the end of first review."""

    due_at = _moment("截止时间", "不填时到初审截止为止")
