"""Signing for a certificate: the graduate in person, or a proxy with papers."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone

from certificates.domain.hand_over import Proxy
from selfexam import typed
from selfexam.plain_forms import PlainForm


class HandOverForm(PlainForm, forms.Form):
    """`proxy()` is None when the graduate came in person."""

    GRADUATE, PROXY = "graduate", "proxy"

    version = forms.IntegerField(widget=forms.HiddenInput)
    who = forms.ChoiceField(
        label="领取人", choices=((GRADUATE, "本人"), (PROXY, "代领人")), widget=forms.RadioSelect, initial=GRADUATE
    )
    proxy_name = forms.CharField(
        label="代领人姓名", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-code"})
    )
    proxy_id = forms.CharField(
        label="代领人证件号码",
        max_length=30,
        help_text="保存后只显示首尾几位",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-id"}),
    )
    papers_seen = forms.BooleanField(
        label="已看委托书，以及考生和代领人双方的证件",
        error_messages={"required": "请先看委托书和双方证件，看过后勾选"},
    )
    signed_on = forms.DateField(
        label="签领日期",
        widget=forms.DateInput(attrs={"type": "date", "class": "w-code"}, format="%Y-%m-%d"),
        error_messages={"invalid": "请按 2022-12-30 的样子填写日期"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].initial = timezone.localdate
        # What a proxy has to show is asked of proxies only.
        if self.is_bound and self.data.get("who") != self.PROXY:
            for name in ("proxy_name", "proxy_id", "papers_seen"):
                self.fields[name].required = False

    def proxy(self) -> Proxy | None:
        said = self.cleaned_data
        if said["who"] != self.PROXY:
            return None
        return Proxy(typed.plain(said["proxy_name"]), typed.number(said["proxy_id"]), said["papers_seen"])

    @property
    def signed(self) -> date:
        return cast("date", self.cleaned_data["signed_on"])
