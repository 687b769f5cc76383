"""联系方式: how the school reaches the candidate (notice 一(一)1)."""

from django import forms

from applications.forms.printed import printed
from selfexam.plain_forms import PlainForm
from selfexam.typed import compact


class ContactForm(PlainForm, forms.Form):
    phone = forms.CharField(
        label="手机号",
        help_text="审核中老师可能打这个电话",
        max_length=20,
        error_messages={"required": "请填写手机号"},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national", "class": "w-code"}),
    )
    address = forms.CharField(
        label="通信地址",
        help_text="省、区县、街道和门牌号",
        max_length=120,
        error_messages={"required": "请填写通信地址", "max_length": "地址太长，请缩短到 120 字以内"},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label="邮政编码",
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "class": "w-date"}),
    )
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        help_text="填写后，每一步的结果也会发到邮箱",
        error_messages={"invalid": "邮箱写法不完整，例如 name@example.com"},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    employer = forms.CharField(
        label="工作单位",
        required=False,
        max_length=60,
        help_text="印在毕业生登记表上，没有可以不填",
        error_messages={"max_length": "单位名称太长，请缩短到 60 字以内"},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )

    def clean_phone(self) -> str:
        phone = compact(self.cleaned_data["phone"]).removeprefix("+86").removeprefix("＋86")
        if not (phone.isascii() and phone.isdigit()):
            raise forms.ValidationError("手机号只含数字，请核对")
        if len(phone) != 11:
            short = 11 - len(phone)
            raise forms.ValidationError(f"手机号{'少' if short > 0 else '多'} {abs(short)} 位，应为 11 位")
        if phone[0] != "1":
            raise forms.ValidationError("请填写以 1 开头的手机号")
        return phone

    def clean_address(self) -> str:
        address = printed(self.cleaned_data["address"])
        if len(address) < 6:
            raise forms.ValidationError("地址不够详细，请写到门牌号")
        return address

    def clean_postcode(self) -> str:
        postcode = compact(self.cleaned_data["postcode"])
        if postcode and not (postcode.isascii() and postcode.isdigit() and len(postcode) == 6):
            raise forms.ValidationError("邮政编码是 6 位数字")
        return postcode

    def clean_employer(self) -> str:
        return printed(self.cleaned_data["employer"])
