"""How the school made sure who asked for a new password."""

from django import forms

from selfexam.plain_forms import PlainForm


class ResetForm(PlainForm, forms.Form):
    """Nothing is preselected: the person at the desk says what they did."""

    checked_how = forms.ChoiceField(
        label="怎样核对的本人",
        choices=[("当面核对证件原件", "当面核对证件原件"), ("电话核对并回拨登记电话", "电话核对，并回拨登记电话")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择怎样核对的本人"},
    )
