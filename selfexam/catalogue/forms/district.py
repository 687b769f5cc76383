"""The form of a district office."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from selfexam.catalogue.models import District
from selfexam.plain_forms import PlainForm

if TYPE_CHECKING:
    DistrictModelForm = forms.ModelForm[District]
else:
    DistrictModelForm = forms.ModelForm


class DistrictForm(PlainForm, DistrictModelForm):
    """The code of an office stays: imported tables and its staff refer to it."""

    class Meta:
        model = District
        fields = ("code", "name", "address", "phone")
        help_texts: ClassVar[dict[str, str]] = {
            "code": "6 位数字，例如 500118",
            "address": "考生在材料清单上看到，照这里交材料",
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "code": forms.TextInput(attrs={"class": "w-code"}),
            "name": forms.TextInput(attrs={"class": "w-id"}),
            "phone": forms.TextInput(attrs={"class": "w-id"}),
        }
        error_messages: ClassVar[dict[str, dict[str, Any]]] = {
            "code": {"unique": "已有这个区县代码"},
            "name": {"unique": "已有这个名称"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]
