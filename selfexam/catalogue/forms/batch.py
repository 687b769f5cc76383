"""The batch form: windows, fees in yuan, photo rule, numbering, publishing."""

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone

from selfexam.catalogue.domain.save_batch import fingerprint
from selfexam.catalogue.models import Batch
from selfexam.catalogue.photo_rule import BACKGROUNDS, PhotoRule
from selfexam.plain_forms import PlainForm

if TYPE_CHECKING:
    BatchModelForm = forms.ModelForm[Batch]
else:
    BatchModelForm = forms.ModelForm

# Where the sentence of a constraint is shown.
_PLACE = {
    "application_window_ends_after_it_begins": "apply_until",
    "review_ends_no_earlier_than_application": "review_until",
    "payment_ends_no_earlier_than_review": "pay_until",
    "collective_review_ends_after_it_begins": "collective_until",
    "review_fee_is_positive": "review_fee_yuan",
}


def _this_century(day: date) -> None:
    """A mistyped year; the ends of the calendar have no midnight in every zone, and no database takes them."""
    if not 2000 <= day.year <= 2099:
        raise ValidationError(f"年份是 {day.year}，请核对，应在 2000 到 2099 之间")


def _moment(label: str, hint: str = "") -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "class": "w-id"}, format="%Y-%m-%dT%H:%M")
    wrong = {"invalid": f"{label}要有日期和时间，例如 2022-12-09 15:00"}
    return forms.DateTimeField(
        label=label, help_text=hint, widget=widget, error_messages=wrong, validators=[_this_century]
    )


def _day(label: str, hint: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "w-code"}, format="%Y-%m-%d")
    wrong = {"invalid": f"{label}要写成日期，例如 2022-12-12"}
    return forms.DateField(label=label, help_text=hint, widget=widget, error_messages=wrong, validators=[_this_century])


def _yuan(label: str, least: Decimal) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=least,
        max_value=Decimal(10000),
        max_digits=7,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "w-code"}),
        error_messages={
            "invalid": f"{label}要写成数字，例如 30",
            "min_value": f"{label}不能小于 {least} 元",
            "max_value": f"{label}不能大于 10,000 元",
            "max_decimal_places": f"{label}最多两位小数",
        },
    )


def _whole(label: str, least: int, most: int, hint: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w-code"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), f"{label}是 {least} 到 {most} 之间的整数"),
    )


class BatchForm(PlainForm, BatchModelForm):
    """Pixels are those of the notice, 一(一)3(6), and cannot be changed here: registration asks for the same size."""

    apply_from = _moment("申请开始")
    apply_until = _moment("申请截止")
    review_until = _moment("初审截止", "通知中与申请截止相同")
    pay_until = _moment("缴费截止", "过了这个时间，没有缴费的申请自动作废；以后再延长，已作废的不会恢复")
    collective_from = _day("会审开始")
    collective_until = _day("会审结束")
    graduation_date = _day("毕业日期", "印在毕业证书上")
    review_fee_yuan = _yuan("毕业审定费（元）", Decimal("0.01"))
    exemption_fee_yuan = _yuan("免考费（元/科）", Decimal("0"))
    # Well below the most that an appraisal may have, applications/forms/appraisal.py, or nobody could hand in.
    least_appraisal = _whole("自我鉴定最少字数", 0, 1000)
    least_kb = _whole("照片文件不小于（KB）", 1, 1024, "1 KB 为 1,024 字节")
    # The span of the page of photo rules, applications/photos/field_limits.py.
    most_kb = _whole("照片文件不大于（KB）", 10, 10_240, "空着表示不限")
    background = forms.ChoiceField(
        label="背景均匀程度", choices=BACKGROUNDS, widget=forms.Select(attrs={"class": "w-code"})
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Batch
        fields = (
            "name", "code", "apply_from", "apply_until", "review_until", "pay_until", "collective_from",
            "collective_until", "graduation_date", "least_appraisal", "allows_same_batch", "numbering", "is_published",
        )  # fmt: skip
        help_texts: ClassVar = {
            "name": "例如 2022 年下半年",
            "code": "用在地址里，只用小写字母、数字和连字符，例如 2022h2",
        }
        labels: ClassVar = {"is_published": "发布，考生可以看到", "allows_same_batch": "允许专本同办"}
        error_messages: ClassVar = {
            "code": {"unique": "已有这个批次代码，请换一个", "invalid": "批次代码只能用小写字母、数字和连字符"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["most_kb"].required = False
        for name in ("name", "code"):
            self.fields[name].widget.attrs["class"] = "w-id"
        rule = PhotoRule.of(self.instance)
        yuan = Decimal(100)
        self.initial.update(
            {
                "review_fee_yuan": Decimal(self.instance.review_fee) / yuan,
                "exemption_fee_yuan": Decimal(self.instance.exemption_fee) / yuan,
                "least_kb": rule.least_kb,
                "most_kb": rule.most_kb,
                "background": rule.background,
                "seen": fingerprint(self.instance),
            }
        )
        demonstration = Batch.Numbering.DEMONSTRATION
        if not settings.DEMO and self.instance.numbering != demonstration:
            numbering = self.fields["numbering"]
            assert isinstance(numbering, forms.ChoiceField)  # noqa: S101
            numbering.choices = [c for c in Batch.Numbering.choices if c[0] != demonstration]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("least_kb") and cleaned.get("most_kb") and cleaned["least_kb"] >= cleaned["most_kb"]:
            self.add_error("most_kb", "照片文件不大于（KB）要比“不小于”的数大")
        self._check_order(cleaned)
        self._put_together(cleaned)
        return cleaned

    def clean_code(self) -> str:
        """A code already in use, perhaps imported, stays as it is."""
        code: str = self.cleaned_data["code"]
        if "code" in self.changed_data and not re.fullmatch(r"[a-z0-9-]+", code):
            raise ValidationError("批次代码只能用小写字母、数字和连字符")
        return code

    def clean_name(self) -> str:
        """Batches are chosen by name everywhere: two of one name cannot be told apart."""
        name: str = self.cleaned_data["name"]
        if Batch.objects.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError("已有同名的批次，请换一个名称")
        return name

    def _check_order(self, cleaned: dict[str, Any]) -> None:
        """Mistyped years: nobody is judged, let alone graduates, before anybody could apply (notice 二)."""
        begin = cleaned.get("apply_from")
        if begin is None:
            return
        for name, label in (("collective_from", "会审开始"), ("graduation_date", "毕业日期")):
            if cleaned.get(name) and cleaned[name] < timezone.localdate(begin):
                self.add_error(name, f"{label}不能早于申请开始，请核对年份")

    def _put_together(self, cleaned: dict[str, Any]) -> None:
        """Fees to fen and the photo rule into its place, before the constraints of the model are asked."""
        for name in ("review_fee", "exemption_fee"):
            if cleaned.get(f"{name}_yuan") is not None:
                setattr(self.instance, name, int(cleaned[f"{name}_yuan"] * 100))
        if all(cleaned.get(name) for name in ("least_kb", "background")) and "most_kb" in cleaned:
            most = cleaned["most_kb"]
            rule = PhotoRule(
                least_bytes=cleaned["least_kb"] * 1024,
                most_bytes=None if most is None else most * 1024,
                background=cleaned["background"],
            )
            self.instance.photo_rules = rule.merged_into(self.instance.photo_rules)

    def _post_clean(self) -> None:
        """The sentence of a broken constraint moves to the field that breaks it."""
        super()._post_clean()  # type: ignore[misc]
        left: list[ValidationError] = self.errors.pop(NON_FIELD_ERRORS, forms.utils.ErrorList()).as_data()
        said = {c.violation_error_message: _PLACE.get(c.name) for c in Batch._meta.constraints}
        for error in left:
            self.add_error(said.get(error.message), error)
