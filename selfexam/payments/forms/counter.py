"""What a cashier types: the receipt number and how the money came, why an entry is void, the voucher of a payback."""

import re

from django import forms

from selfexam import typed
from selfexam.payments.models import CounterPayback, CounterReceipt
from selfexam.plain_forms import PlainForm

_NUMBER = re.compile(r"[0-9A-Z-]{3,20}")


def _number(text: str, what: str) -> str:
    number = re.sub(r"\s", "", typed.plain(text)).upper()
    if not _NUMBER.fullmatch(number):
        raise forms.ValidationError(f"{what}是 3 到 20 位数字、字母或短横线，请照收据填写")
    return number


class TakeForm(PlainForm, forms.Form):
    number = forms.CharField(
        label="收据号",
        help_text="印在收据上，每张只用一次",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-code"}),
    )
    method = forms.ChoiceField(
        label="收款方式",
        choices=CounterReceipt.Method.choices,
        initial=CounterReceipt.Method.CASH,
        widget=forms.RadioSelect,
    )

    def clean_number(self) -> str:
        return _number(self.cleaned_data["number"], "收据号")


class VoidForm(PlainForm, forms.Form):
    reason = forms.CharField(label="作废原因", help_text="例如：登记到了另一位考生名下", max_length=120)

    def clean_reason(self) -> str:
        return typed.plain(self.cleaned_data["reason"])


class PayBackForm(PlainForm, forms.Form):
    voucher = forms.CharField(
        label="退款凭证号",
        help_text="考生签字的退款凭证上的编号",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-code"}),
    )
    method = forms.ChoiceField(
        label="退款方式",
        choices=CounterPayback.Method.choices,
        initial=CounterPayback.Method.CASH,
        widget=forms.RadioSelect,
    )

    def clean_voucher(self) -> str:
        return _number(self.cleaned_data["voucher"], "退款凭证号")
