"""What a school types at its counter: whom to look for, why on site, and the scan of the signed sheet with its code."""

from typing import Any

from django import forms

from applications.forms.images import PictureField
from applications.models import Document
from selfexam import typed
from selfexam.plain_forms import PlainForm

OTHER = "other"
# Notice 一(一): online is the rule, on site where it has to be.
REASONS = (
    ("no_device", "考生没有手机或不会网上操作"),
    ("not_online", "网上申请无法完成"),
    ("pictures", "证件照或证件图片需要现场采集"),
    (OTHER, "其他，请写明"),
)


class FindForm(PlainForm, forms.Form):
    wanted = forms.CharField(
        label="准考证号、姓名或证件号码",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "form-control w-id"}),
    )

    def clean_wanted(self) -> str:
        return typed.plain(self.cleaned_data["wanted"])


class AcceptForm(PlainForm, forms.Form):
    """Opening and taking over ask the same."""

    reason = forms.ChoiceField(label="现场受理原因", choices=REASONS, widget=forms.RadioSelect)
    words = forms.CharField(label="说明", required=False, max_length=100, help_text="选“其他”时必填")
    is_present = forms.BooleanField(
        label="考生本人在场，已核对有效身份证件",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == OTHER and not typed.plain(cleaned.get("words", "")):
            self.add_error("words", "请写明现场受理的原因")
        if not cleaned.get("is_present"):
            self.add_error("is_present", "请先核对考生本人和有效身份证件，再勾选")
        return cleaned

    @property
    def told(self) -> str:
        """The reason as the history keeps it."""
        words = typed.plain(self.cleaned_data["words"])
        chosen = dict(REASONS)[self.cleaned_data["reason"]]
        if self.cleaned_data["reason"] == OTHER:
            return words
        return f"{chosen}：{words}" if words else chosen


class SignedSheetForm(PlainForm, forms.Form):
    code = forms.CharField(
        label="表上的校验码",
        help_text="申请表右上角 6 位",
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "w-date"}),
    )
    signed_sheet = PictureField(label=Document.Kind.SIGNED_SHEET.label)
