"""What a reviewer found at 学信网 about a prior certificate: result, report number, what differs."""

from typing import Any

from django import forms

from applications.models import PriorResult
from applications.priors.protocol import Answer
from selfexam.plain_forms import PlainForm
from selfexam.typed import number, plain

VERIFIED = PriorResult.Outcome.VERIFIED


class PriorNoteForm(PlainForm, forms.Form):
    # The number that was looked up: the candidate may have changed it meanwhile.
    looked_up = forms.CharField(max_length=30, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="核对结果",
        choices=PriorResult.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择核对结果", "invalid_choice": "请选择核对结果"},
    )
    report_number = forms.CharField(
        label="报告编号",
        help_text="备案表的在线验证码，或学历认证报告的编号。核对一致时要填",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "w-id", "autocomplete": "off"}),
        error_messages={"required": "核对一致要写报告编号", "max_length": "报告编号太长，请核对"},
    )
    note = forms.CharField(
        label="说明",
        help_text="信息不一致时写明哪一项，例如：姓名登记为曾用名",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "说明太长，请缩短到 200 个字以内"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report_number"].required = self.data.get("outcome", "" if self.is_bound else VERIFIED) == VERIFIED

    def look_up_anew(self, number: str) -> None:
        """The candidate has changed the number: what was chosen was about another one and is chosen again."""
        self.data = dict(self.data.items()) | {"looked_up": number, "outcome": ""}
        self.full_clean()

    def answer(self) -> Answer:
        said = self.cleaned_data
        note = " ".join(plain(said["note"]).split())
        return Answer(said["outcome"], number(said["report_number"]), note)
