"""Why a person should judge a photo that the machine refused: one sentence, and which photo it is about."""

from typing import Any

from django import forms

from applications.models.photo_appeal import LEAST, MOST
from selfexam.plain_forms import PlainForm
from selfexam.typed import plain


class AppealForm(PlainForm, forms.Form):
    # Not "photo": that is the upload on the same page.
    about = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": "照片已经换过，请刷新后再写", "invalid": "照片已经换过，请刷新后再写"},
    )
    sentence = forms.CharField(
        label="为什么请老师判断",
        help_text=f"{LEAST} 到 {MOST} 个字，例如：背景是单色幕布，没有杂物",
        max_length=MOST * 2,
        error_messages={"max_length": f"太长了，请缩短到 {MOST} 个字以内"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_sentence(self) -> Any:
        sentence = " ".join(plain(self.cleaned_data["sentence"]).split())
        if len(sentence) < LEAST:
            raise forms.ValidationError(f"现在 {len(sentence)} 个字，请写到 {LEAST} 个字以上")
        if len(sentence) > MOST:
            raise forms.ValidationError(f"现在 {len(sentence)} 个字，请缩短到 {MOST} 个字以内")
        return sentence
