"""自我鉴定: what the candidate says of the years of study (notice 一(一)2). A short draft may be saved."""

from django import forms

from applications.forms.printed import printed
from selfexam.plain_forms import PlainForm

MOST = 1500


class AppraisalForm(PlainForm, forms.Form):
    appraisal = forms.CharField(
        label="自我鉴定",
        max_length=MOST * 2,
        error_messages={"required": "请先写几句再保存", "max_length": f"太长了，请缩短到 {MOST} 字以内"},
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def clean_appraisal(self) -> str:
        text = printed(self.cleaned_data["appraisal"])
        if len(text) > MOST:
            raise forms.ValidationError(f"现在 {len(text)} 字，请缩短到 {MOST} 字以内")
        return text
